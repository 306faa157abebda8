// SPDX-License-Identifier: MIT
#pragma once

// Reads the dates and times that call logs hold, in every notation seen in exports, without knowing a zone
// yet.
//
// 03/04/2026 is March 4th unless the column as a whole proves that days come first; the caller says which.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time_zone.hpp"
#include "workbook/cell.hpp"

namespace calltracker::bronze {

enum class DayOrder : std::uint8_t { MonthFirst, DayFirst };

struct Moment {
  CivilTime civil;
  bool has_date = false;
  bool has_clock = false;
  std::optional<int> offset_minutes;  // from the text itself: Z, -05:00, EST
};

// ISO 8601, US and day-first notations, month names, a clock alone, Excel serials and Unix times as text.
std::optional<Moment> parse_moment(std::string_view text, DayOrder order);

// The same for a cell, whose number may be a spreadsheet serial or a Unix time.
std::optional<Moment> read_moment(const workbook::Cell& cell, DayOrder order);

// What a text with a numeric date proves about its column: 16/11/2026 that days come first, 11/16/2026 that
// months do, 03/04/2026 nothing.
enum class DayOrderHint : std::uint8_t { None, Ambiguous, MonthFirst, DayFirst };
DayOrderHint day_order_hint(std::string_view text);

// The instant; in `zone` when the moment has no offset of its own.
std::optional<UnixMillis> to_unix(const Moment& moment, const TimeZone& zone);

}  // namespace calltracker::bronze
