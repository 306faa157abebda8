// SPDX-License-Identifier: MIT
#include "workbook/cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace calltracker::workbook {
namespace {

constexpr double kMillisecondsPerDay = 86'400'000.0;
// Serials beyond the year 9999 are not dates in any spreadsheet program.
constexpr double kSerialMax = 2'958'466.0;

std::string clock_text(std::int64_t milliseconds, bool pad_hours) {
  const std::int64_t seconds = milliseconds / 1000;
  std::string text = pad_hours
                         ? fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
                         : fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (milliseconds % 1000 != 0) text += fmt::format(".{:03}", milliseconds % 1000);
  return text;
}

std::string day_text(std::int64_t days, bool date_1904) {
  using namespace std::chrono;
  // The 1900 system counts a 29 February 1900 that never was, so earlier days are one off.
  if (!date_1904 && days == 60) return "1900-02-29";
  const sys_days epoch = date_1904   ? sys_days(year(1904) / 1 / 1)
                         : days < 60 ? sys_days(year(1899) / 12 / 31)
                                     : sys_days(year(1899) / 12 / 30);
  const year_month_day date(epoch + std::chrono::days(days));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string date_text(const Cell& cell) {
  if (!(cell.number >= 0 && cell.number < kSerialMax)) return fmt::format("{}", cell.number);
  const auto milliseconds = static_cast<std::int64_t>(std::llround(cell.number * kMillisecondsPerDay));
  const std::int64_t days = milliseconds / 86'400'000;
  const std::int64_t in_day = milliseconds % 86'400'000;
  if (days == 0 && !cell.date_1904) return clock_text(in_day, true);
  std::string text = day_text(days, cell.date_1904);
  if (in_day != 0) text += " " + clock_text(in_day, true);
  return text;
}

std::string duration_text(double days) {
  if (!(std::abs(days) < kSerialMax)) return fmt::format("{}", days);
  const auto milliseconds = static_cast<std::int64_t>(std::llround(std::abs(days) * kMillisecondsPerDay));
  return (days < 0 ? "-" : "") + clock_text(milliseconds, false);
}

}  // namespace

const Cell& Row::at(std::uint32_t column) const {
  static const Cell empty;
  const auto found =
      std::lower_bound(cells.begin(), cells.end(), column,
                       [](const Cell& cell, std::uint32_t wanted) { return cell.column < wanted; });
  return found != cells.end() && found->column == column ? *found : empty;
}

std::string cell_text(const Cell& cell) {
  switch (cell.kind) {
    case CellKind::Empty:
      return {};
    case CellKind::Text:
    case CellKind::Error:
      return cell.text;
    case CellKind::Number:
      return fmt::format("{}", cell.number);
    case CellKind::Boolean:
      return cell.number != 0 ? "TRUE" : "FALSE";
    case CellKind::Date:
      return date_text(cell);
    case CellKind::Duration:
      return duration_text(cell.number);
  }
  return {};
}

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (std::uint64_t rest = std::uint64_t{column} + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

}  // namespace calltracker::workbook
