// SPDX-License-Identifier: MIT
#pragma once

// Tells what a speaker label says: a part ("Customer"), a part with a name ("Agent (Brian)"), a neutral
// number
// ("Speaker 1"), or perhaps only a name.

#include <optional>
#include <string_view>

#include "bronze/transcript/piece.hpp"

namespace calltracker::bronze {

// nullopt when the label contains no word for a part.
std::optional<SpeakerLabel> read_role_label(std::string_view text);

// One to three capitalised words, none of which is known to head something else ("Address", "Okay").
bool may_be_name(std::string_view text);

// For notations where a label is certainly one, such as a JSON member: anything that is no role is a name.
SpeakerLabel read_certain_label(std::string_view text);

}  // namespace calltracker::bronze
