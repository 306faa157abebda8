// SPDX-License-Identifier: MIT
#pragma once

// Which state a telephone number is from.

#include <optional>
#include <string_view>

namespace calltracker {

// The state's code for "(912) 555-0113" or "9125550113"; nullopt for a number of no one state.
std::optional<std::string_view> state_of_phone(std::string_view number);

}  // namespace calltracker
