// SPDX-License-Identifier: MIT
#pragma once

// Which number formats show a number as a date or as an elapsed time.

#include <cstdint>
#include <string_view>

namespace calltracker::workbook {

enum class NumberShape : std::uint8_t { Plain, Date, Duration };

// By format code: "yyyy-mm-dd" and "h:mm AM/PM" are dates; "[h]:mm:ss" and "mm:ss" are durations. Quoted
// text, escaped characters, colours, conditions and locales in the code do not count.
NumberShape shape_of_format(std::string_view code);

// By number, for the formats that every spreadsheet program has built in and no file spells out.
NumberShape shape_of_builtin_format(std::uint32_t id);

}  // namespace calltracker::workbook
