// SPDX-License-Identifier: MIT
#pragma once

// Which way the call went, and whether it took up an earlier contact.

#include "call/vocabulary.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

CallType find_call_type(const Conversation& conversation);

}  // namespace calltracker::llm::offline
