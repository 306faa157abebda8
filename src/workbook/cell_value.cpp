// SPDX-License-Identifier: MIT
#include "workbook/cell_value.hpp"

#include <charconv>
#include <chrono>
#include <cmath>

#include "base/text.hpp"

namespace calltracker::workbook {
namespace {

// Takes a run of exactly `digits` digits and the separator after it (if any is asked for) off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t digits, char separator) {
  int value = 0;
  const std::size_t length = digits + (separator != '\0' ? 1 : 0);
  if (text.size() < length || (separator != '\0' && text[digits] != separator)) return std::nullopt;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + digits, value);
  if (failure != std::errc() || stop != text.data() + digits || value < 0) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

std::optional<double> parse_clock_days(std::string_view text) {
  const auto hours = take_digits(text, 2, ':');
  if (!hours || *hours > 24) return std::nullopt;
  const auto minutes = take_digits(text, 2, '\0');
  if (!minutes || *minutes > 59) return std::nullopt;
  double seconds = 0;
  if (text.starts_with(':')) {
    const auto parsed = parse_number(text.substr(1));
    if (!parsed || *parsed < 0 || *parsed >= 61) return std::nullopt;
    seconds = *parsed;
  } else if (!text.empty()) {
    return std::nullopt;
  }
  return (*hours * 3600 + *minutes * 60 + seconds) / 86'400;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  double value = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || stop != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<double> parse_iso_serial(std::string_view text) {
  using namespace std::chrono;
  text = trim(text);
  if (text.ends_with('Z')) text.remove_suffix(1);
  const auto parsed_year = take_digits(text, 4, '-');
  const auto parsed_month = parsed_year ? take_digits(text, 2, '-') : std::nullopt;
  const auto parsed_day = parsed_month ? take_digits(text, 2, '\0') : std::nullopt;
  if (!parsed_day) return std::nullopt;
  const year_month_day date(year(*parsed_year), month(static_cast<unsigned>(*parsed_month)),
                            day(static_cast<unsigned>(*parsed_day)));
  if (!date.ok()) return std::nullopt;
  double serial = static_cast<double>((sys_days(date) - sys_days(year(1899) / 12 / 30)).count());
  if (serial < 60) --serial;  // before the 29 February 1900 that the serials count and the calendar does not
  if (text.empty()) return serial;
  if (text.front() != 'T' && text.front() != ' ') return std::nullopt;
  const auto clock = parse_clock_days(text.substr(1));
  return clock ? std::optional(serial + *clock) : std::nullopt;
}

std::optional<double> parse_iso_duration_days(std::string_view text) {
  text = trim(text);
  const double sign = text.starts_with('-') ? -1 : 1;
  if (sign < 0) text.remove_prefix(1);
  if (!text.starts_with("PT") || text.size() == 2) return std::nullopt;
  text.remove_prefix(2);
  double seconds = 0;
  while (!text.empty()) {
    double amount = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (failure != std::errc() || stop == text.data() + text.size()) return std::nullopt;
    const double unit = *stop == 'H' ? 3600 : *stop == 'M' ? 60 : *stop == 'S' ? 1 : 0;
    if (unit == 0 || !(amount >= 0)) return std::nullopt;
    seconds += amount * unit;
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()) + 1);
  }
  return sign * seconds / 86'400;
}

void set_text(Cell& cell, std::string_view text) {
  // An empty string is what a cleared cell or a formula without a result leaves behind.
  cell.kind = text.empty() ? CellKind::Empty : CellKind::Text;
  cell.text = text;
}

void set_number(Cell& cell, std::string_view text, NumberShape shape, bool date_1904) {
  const auto number = parse_number(text);
  if (!number) {
    set_text(cell, text);
    return;
  }
  cell.number = *number;
  cell.kind = shape == NumberShape::Date       ? CellKind::Date
              : shape == NumberShape::Duration ? CellKind::Duration
                                               : CellKind::Number;
  cell.date_1904 = cell.kind == CellKind::Date && date_1904;
}

void set_boolean(Cell& cell, std::string_view text) {
  const std::string_view value = trim(text);
  const bool is_true = value == "1" || equals_ignoring_case(value, "true");
  if (!is_true && value != "0" && !equals_ignoring_case(value, "false")) {
    set_text(cell, text);
    return;
  }
  cell.kind = CellKind::Boolean;
  cell.number = is_true ? 1 : 0;
}

}  // namespace calltracker::workbook
