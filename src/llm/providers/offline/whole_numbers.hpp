// SPDX-License-Identifier: MIT
#pragma once

// Ten digits out of whatever is said in one breath: with a leading 1, the area code last, an echo, or a group
// that was broken off and said again.

#include <optional>
#include <string>

#include "llm/providers/offline/spoken_numbers.hpp"

namespace calltracker::llm::offline {

constexpr std::size_t kPhoneDigits = 10;
constexpr std::size_t kLastGroupDigits = 4;

bool is_dialable(const std::string& digits);

// The number without a leading 1, when the whole run or some of its pauses frame one.
std::optional<std::string> whole_number(const DigitRun& run);

}  // namespace calltracker::llm::offline
