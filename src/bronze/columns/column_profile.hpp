// SPDX-License-Identifier: MIT
#pragma once

// What the first values of a column look like; keeps a header from being taken for something its values are
// not.

#include <cstdint>
#include <optional>
#include <string_view>

#include "bronze/columns/call_field.hpp"
#include "workbook/cell.hpp"

namespace calltracker::bronze {

struct ColumnProfile {
  int filled = 0;
  int moments = 0;       // a date, with or without a clock
  int dated_clocks = 0;  // a date with a clock
  int clocks = 0;        // a clock alone
  int durations = 0;
  int numbers = 0;  // plain numbers
  int booleans = 0;
  int phones = 0;
  int links = 0;
  int directions = 0;
  int dialogues = 0;  // text with speaker labels
  std::size_t text_bytes = 0;

  void add(const workbook::Cell& cell);
  bool fits(ValueShape shape) const;
  std::size_t average_bytes() const {
    return filled == 0 ? 0 : text_bytes / static_cast<std::size_t>(filled);
  }
};

// "Inbound", "outgoing" and the like; nullopt for anything else.
enum class CallDirection : std::uint8_t { Inbound, Outbound };
std::optional<CallDirection> parse_direction(std::string_view text);

}  // namespace calltracker::bronze
