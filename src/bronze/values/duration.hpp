// SPDX-License-Identifier: MIT
#pragma once

// Reads how long a call took: 125, 2:05, 1:02:05, "2m 5s", PT2M5S, a time cell or a fraction of a day.

#include <optional>
#include <string_view>

#include "workbook/cell.hpp"

namespace calltracker::bronze {

// `unit_seconds` is what a bare number counts, from the header: 60 for "Duration (min)"; 0 when it names
// none.
std::optional<double> parse_duration_seconds(std::string_view text, double unit_seconds);
std::optional<double> read_duration_seconds(const workbook::Cell& cell, double unit_seconds);

}  // namespace calltracker::bronze
