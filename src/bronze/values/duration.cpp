// SPDX-License-Identifier: MIT
#include "bronze/values/duration.hpp"

#include <charconv>
#include <cmath>
#include <string>

#include "base/text.hpp"
#include "bronze/values/text_cursor.hpp"

namespace calltracker::bronze {
namespace {

constexpr double kSecondsPerDay = 86'400;
constexpr double kLongestSeconds = 7 * kSecondsPerDay;
constexpr std::size_t kLongestText = 48;

std::optional<double> sensible(double seconds) {
  if (!(seconds >= 0) || seconds > kLongestSeconds) return std::nullopt;
  return std::round(seconds * 1000) / 1000;
}

std::optional<double> plain_number(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string without_thousands_commas(std::string_view text) {
  std::string digits;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const bool separates =
        text[index] == ',' && index > 0 && index + 3 < text.size() && is_digit(text[index - 1]);
    if (!separates) digits.push_back(text[index]);
  }
  return digits;
}

// A call of less than a second is never logged, so a bare fraction without a unit is a share of a day.
double seconds_of_number(double number, double unit_seconds) {
  if (unit_seconds != 0) return number * unit_seconds;
  return number > 0 && number < 1 ? number * kSecondsPerDay : number;
}

// "2:05", "1:02:05", "00:03:05.250"
std::optional<double> clock_seconds(std::string_view text) {
  double seconds = 0;
  int parts = 0;
  for (const std::string_view part : split(text, ':')) {
    const std::string_view digits = trim(part);
    const std::optional<double> value = plain_number(digits);
    const bool fraction_in_front = digits.find('.') != std::string_view::npos && parts == 0;
    if (!value || *value < 0 || fraction_in_front || ++parts > 3 || (parts > 1 && *value >= 60))
      return std::nullopt;
    seconds = seconds * 60 + *value;
  }
  return parts >= 2 ? std::optional(seconds) : std::nullopt;
}

double unit_of(std::string_view word) {
  const std::string unit = to_lower_ascii(word);
  if (unit == "d" || unit.starts_with("day")) return kSecondsPerDay;
  if (unit == "h" || unit.starts_with("hr") || unit.starts_with("hour") || unit.starts_with("hora"))
    return 3600;
  if (unit == "m" || unit.starts_with("min")) return 60;
  if (unit == "s" || unit.starts_with("sec") || unit.starts_with("seg")) return 1;
  if (unit == "ms" || unit.starts_with("milli")) return 0.001;
  return 0;
}

// "1h 2m 3s", "2 min, 5 sec", "1 hour and 2 minutes", "PT2M5S"
std::optional<double> worded_seconds(std::string_view text) {
  TextCursor cursor(text);
  if (cursor.take('P') || cursor.take('p')) {
    if (!cursor.take('T')) cursor.take('t');
  }
  double seconds = 0;
  bool any = false;
  while (!cursor.done()) {
    const std::size_t before = cursor.rest().size();
    std::string number(cursor.digits());
    if (!number.empty() && cursor.take('.')) number += "." + std::string(cursor.digits());
    const std::optional<double> value = plain_number(number);
    cursor.skip(" ");
    const double unit = unit_of(cursor.letters());
    if (!value || unit == 0) return std::nullopt;
    seconds += *value * unit;
    any = true;
    cursor.skip(" ,.");
    TextCursor attempt = cursor;
    if (equals_ignoring_case(attempt.letters(), "and")) {
      attempt.skip(" ");
      cursor = attempt;
    }
    if (cursor.rest().size() == before) return std::nullopt;
  }
  return any ? std::optional(seconds) : std::nullopt;
}

}  // namespace

std::optional<double> parse_duration_seconds(std::string_view text, double unit_seconds) {
  text = trim(text);
  if (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  if (text.empty() || text.size() > kLongestText) return std::nullopt;
  if (const auto number = plain_number(without_thousands_commas(text))) {
    return sensible(seconds_of_number(*number, unit_seconds));
  }
  if (const auto seconds = clock_seconds(text)) return sensible(*seconds);
  if (const auto seconds = worded_seconds(text)) return sensible(*seconds);
  return std::nullopt;
}

std::optional<double> read_duration_seconds(const workbook::Cell& cell, double unit_seconds) {
  switch (cell.kind) {
    case workbook::CellKind::Text:
      return parse_duration_seconds(cell.text, unit_seconds);
    case workbook::CellKind::Number:
      return sensible(seconds_of_number(cell.number, unit_seconds));
    case workbook::CellKind::Date:
    case workbook::CellKind::Duration:
      return sensible(cell.number * kSecondsPerDay);
    default:
      return std::nullopt;
  }
}

}  // namespace calltracker::bronze
