// SPDX-License-Identifier: MIT
#pragma once

// Names of towns among the words of a call, as hits of Cue::City whose payload is the town's id.

#include <vector>

#include "call/towns.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

// Words in lower case are looked at where the transcript has no capitals anyway, and where they mean nothing
// else.
void hear_towns(const std::vector<Token>& tokens, bool without_capitals, std::vector<CueHit>& hits);

// True when tokens [first, last) are a state's name, or a town's that everybody knows.
bool is_place(const Conversation& conversation, std::uint32_t first, std::uint32_t last);

}  // namespace calltracker::llm::offline
