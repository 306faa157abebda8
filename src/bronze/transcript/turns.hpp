// SPDX-License-Identifier: MIT
#pragma once

// From the text of a transcript to the numbered turns every later stage works on.

#include <string>
#include <string_view>
#include <vector>

#include "bronze/transcript/role_cues.hpp"
#include "call/call.hpp"

namespace calltracker::bronze {

struct Conversation {
  std::vector<Turn> turns;  // numbered from 1; their texts together are the transcript's words in order
  bool speakers_swapped = false;
};

// Short or unfinished pieces of one speaker that follow each other become one turn.
Conversation read_conversation(std::string_view transcript, const RoleHints& hints);

// Names what was said by whom, whatever notation it came in: equal for equal turns.
std::string content_hash_of(const std::vector<Turn>& turns);

}  // namespace calltracker::bronze
