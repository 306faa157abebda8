// SPDX-License-Identifier: MIT
#pragma once

// Digits as people say them: "eight six four, five five five, oh one three one" and "eight hundred five
// fifty-five" are digits just like 864 555-0131. English and Spanish.

#include <cstdint>
#include <string>
#include <string_view>

namespace calltracker::silver {

// "Seventy five five five" is 75 55 or, as in an area code, 70 555.
enum class Tens : std::uint8_t { TakeUnits, StandAlone };

// All digits of the text in order, everything else left out.
std::string spoken_digits(std::string_view text, Tens tens = Tens::TakeUnits);

}  // namespace calltracker::silver
