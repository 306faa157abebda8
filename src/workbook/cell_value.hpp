// SPDX-License-Identifier: MIT
#pragma once

// From the text that a file holds to a typed cell. A value that does not follow its declared type stays text.

#include <optional>
#include <string>
#include <string_view>

#include "workbook/cell.hpp"
#include "workbook/number_format.hpp"

namespace calltracker::workbook {

// The whole text as a finite double, surrounding white space aside.
std::optional<double> parse_number(std::string_view text);

// The serial of "2024-02-24", "2024-02-24T09:12:24.5" or the same with a space or a trailing Z.
std::optional<double> parse_iso_serial(std::string_view text);

// Days in an ISO 8601 duration of hours, minutes and seconds: "PT1H02M03.5S".
std::optional<double> parse_iso_duration_days(std::string_view text);

void set_text(Cell& cell, std::string_view text);
void set_number(Cell& cell, std::string_view text, NumberShape shape, bool date_1904);
void set_boolean(Cell& cell, std::string_view text);

}  // namespace calltracker::workbook
