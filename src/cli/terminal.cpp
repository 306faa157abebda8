// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "base/text.hpp"

namespace calltracker::cli {
namespace {

constexpr std::size_t kDefaultColumns = 100;

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Bold:
      return "\x1b[1m";
    case Style::Dim:
      return "\x1b[2m";
    case Style::Good:
      return "\x1b[32m";
    case Style::Warning:
      return "\x1b[33m";
    case Style::Bad:
      return "\x1b[31m";
    case Style::Accent:
      return "\x1b[36m";
  }
  return "";
}

// Text from a call log could move the cursor or change colours: control characters become spaces.
std::string printable(std::string_view text) {
  std::string safe(text);
  std::replace_if(
      safe.begin(), safe.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F; },
      ' ');
  return safe;
}

std::string fit(std::string_view text, std::size_t width, Align align) {
  const std::string cell = shortened(text, width);
  const std::string padding(width - count_code_points(cell), ' ');
  return align == Align::Right ? padding + cell : cell + padding;
}

void append_trimmed(std::string& text, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  text += line + "\n";
}

}  // namespace

Terminal Terminal::of_process() {
  const bool talk_is_terminal = isatty(STDERR_FILENO) == 1;
  const char* no_colour = std::getenv("NO_COLOR");
  const bool colour = talk_is_terminal && (no_colour == nullptr || *no_colour == '\0');
  return {std::cout, std::cerr, talk_is_terminal, isatty(STDOUT_FILENO) == 1, colour};
}

std::size_t Terminal::columns() const {
  winsize size{};
  if (talk_is_terminal_ && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return kDefaultColumns;
}

std::string Terminal::styled(Style style, std::string_view text) const {
  if (!colour_ || style == Style::Plain) return std::string(text);
  return std::string(escape_of(style)).append(text).append("\x1b[0m");
}

std::string shortened(std::string_view text, std::size_t width) {
  std::string line = printable(text);
  if (count_code_points(line) <= width) return line;
  while (count_code_points(line) > width - 1) line = std::string(truncate_utf8(line, line.size() - 1));
  return line + "…";
}

std::string render_table(const Terminal& terminal, const std::vector<Column>& columns,
                         const std::vector<std::vector<std::string>>& rows, std::string_view indent) {
  std::vector<std::size_t> widths;
  for (std::size_t index = 0; index < columns.size(); ++index) {
    std::size_t width = count_code_points(columns[index].title);
    for (const auto& row : rows) width = std::max(width, count_code_points(row.at(index)));
    widths.push_back(std::min(width, std::max<std::size_t>(columns[index].width_max, 2)));
  }
  std::string text;
  std::string header(indent);
  for (std::size_t index = 0; index < columns.size(); ++index) {
    header += fit(columns[index].title, widths[index], columns[index].align) + "  ";
  }
  header.erase(header.find_last_not_of(' ') + 1);
  text += terminal.styled(Style::Dim, header) + "\n";
  for (const auto& row : rows) {
    std::string line(indent);
    for (std::size_t index = 0; index < columns.size(); ++index) {
      line += fit(row[index], widths[index], columns[index].align) + "  ";
    }
    append_trimmed(text, line);
  }
  return text;
}

}  // namespace calltracker::cli
