// SPDX-License-Identifier: MIT
#include "workbook/number_format.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace calltracker::workbook {
namespace {

bool is_elapsed_section(std::string_view section) {
  const std::string lower = to_lower_ascii(section);
  return !lower.empty() && std::string_view("hms").find(lower[0]) != std::string_view::npos &&
         std::ranges::all_of(lower, [&](char c) { return c == lower[0]; });
}

}  // namespace

NumberShape shape_of_format(std::string_view code) {
  bool year_or_day = false;
  bool hours = false;
  bool month_or_minute = false;
  bool seconds = false;
  for (std::size_t index = 0; index < code.size() && code[index] != ';'; ++index) {
    switch (code[index]) {
      case '"':
        index = std::min(code.find('"', index + 1), code.size());
        break;
      case '\\':
      case '_':
      case '*':
        ++index;
        break;
      case '[': {
        const std::size_t close = std::min(code.find(']', index + 1), code.size());
        if (is_elapsed_section(code.substr(index + 1, close - index - 1))) return NumberShape::Duration;
        index = close;
        break;
      }
      case 'G':
      case 'g':
        if (equals_ignoring_case(code.substr(index, 7), "general")) index += 6;
        break;
      case 'y':
      case 'Y':
      case 'd':
      case 'D':
        year_or_day = true;
        break;
      case 'h':
      case 'H':
        hours = true;
        break;
      case 'm':
      case 'M':
        month_or_minute = true;
        break;
      case 's':
      case 'S':
        seconds = true;
        break;
      default:
        break;
    }
  }
  if (year_or_day || hours) return NumberShape::Date;
  if (seconds) return NumberShape::Duration;
  return month_or_minute ? NumberShape::Date : NumberShape::Plain;
}

NumberShape shape_of_builtin_format(std::uint32_t id) {
  // 14-22 are dates and times of day, 27-36 and 50-58 the dates of East Asian editions, 45-47 elapsed times.
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return NumberShape::Date;
  return id >= 45 && id <= 47 ? NumberShape::Duration : NumberShape::Plain;
}

}  // namespace calltracker::workbook
