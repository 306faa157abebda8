// SPDX-License-Identifier: MIT
#pragma once

// What each sign of a call is worth for each answer to one question, and so which answer is best supported.
//
// A table is a small text file. Its first line names the answers, every other line one sign and its points
// for each of them: `caller WantsWork  -3 0 -1 0 12` for a cue by who said it, `call Live …` for a measure.
// An answer's sum is points times strength over all signs; ten points make it about three times as likely.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/call_signs.hpp"

namespace calltracker::llm::offline {

struct Supported {
  std::string_view answer;
  double share = 0;  // how likely it is against all others, 0 to 1
  // The cue that speaks most for it, and who said it; Cue::Count when only measures do.
  Voice voice = Voice::Count;
  Cue cue = Cue::Count;
};

class PointTable {
 public:
  // Throws Error{Internal, "offline-points"} naming a line that cannot be read.
  PointTable(std::string_view text, std::string_view file_name);

  Supported weigh(const CallSigns& signs) const;

 private:
  struct Row {
    Voice voice = Voice::Count;  // Count for a measure
    Cue cue = Cue::Count;
    Measure measure = Measure::Count;
    std::vector<std::int16_t> points;
  };

  void read_row(std::string_view line, std::string_view file_name);

  std::vector<std::string> answers_;
  std::vector<Row> rows_;
};

// The tables of this program, data/points/*.txt: the class of a call, the subtype within each class that has
// several, and the direction.
const PointTable& classification_points();
const PointTable& valid_sales_points();
const PointTable& spam_points();
const PointTable& wrong_number_points();
const PointTable& incomplete_points();
const PointTable& call_type_points();

}  // namespace calltracker::llm::offline
