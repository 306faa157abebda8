// SPDX-License-Identifier: MIT
#pragma once

// The two streams of a command: data goes to out (standard output), everything said to a person goes to talk
// (standard error). Colour and live bars only where talk is a terminal and NO_COLOR is not set.

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker::cli {

enum class Style { Plain, Bold, Dim, Good, Warning, Bad, Accent };

class Terminal {
 public:
  Terminal(std::ostream& out, std::ostream& talk, bool talk_is_terminal, bool out_is_terminal, bool colour)
      : out_(out),
        talk_(talk),
        talk_is_terminal_(talk_is_terminal),
        out_is_terminal_(out_is_terminal),
        colour_(colour) {}

  // The process's own streams.
  static Terminal of_process();

  std::ostream& out() { return out_; }
  std::ostream& talk() { return talk_; }
  bool talk_is_terminal() const { return talk_is_terminal_; }
  bool out_is_terminal() const { return out_is_terminal_; }
  std::size_t columns() const;

  std::string styled(Style style, std::string_view text) const;

 private:
  std::ostream& out_;
  std::ostream& talk_;
  bool talk_is_terminal_;
  bool out_is_terminal_;
  bool colour_;
};

// One printable line of at most so many characters; what is cut off ends in "…".
std::string shortened(std::string_view text, std::size_t width);

enum class Align { Left, Right };

struct Column {
  std::string title;
  Align align = Align::Left;
  std::size_t width_max = 40;
};

// Rows of plain text as aligned columns under a rule; texts that are too wide end in "…".
std::string render_table(const Terminal& terminal, const std::vector<Column>& columns,
                         const std::vector<std::vector<std::string>>& rows, std::string_view indent = "");

}  // namespace calltracker::cli
