// SPDX-License-Identifier: MIT
#pragma once

// Telephone numbers: ten digits, or eleven with a leading 1, are shown as (515) 555-0142; all else as in the
// file.

#include <string>
#include <string_view>

namespace calltracker::bronze {

std::string format_phone(std::string_view text);

// A number, an extension or a word that stands for a withheld number.
bool looks_like_phone(std::string_view text);

// What identifies a number however it is written: its digits without the country's 1, else its lower-case
// text.
std::string phone_key(std::string_view text);

}  // namespace calltracker::bronze
