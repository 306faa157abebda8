// SPDX-License-Identifier: MIT
#pragma once

// Digits as people say them: "eight six four, five five five, oh one three one" and "eight hundred five
// fifty-five" are digits just like 864 555-0131. English and Spanish.

#include <string>
#include <string_view>

namespace calltracker::silver {

// All digits of the text in order, everything else left out.
std::string spoken_digits(std::string_view text);

}  // namespace calltracker::silver
