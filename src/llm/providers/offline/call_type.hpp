// SPDX-License-Identifier: MIT
#pragma once

// Which way the call went, and whether it took up an earlier contact.

#include "call/vocabulary.hpp"
#include "llm/providers/offline/call_signs.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

// Nobody can say it of recordings and of sellers.
CallType find_call_type(const Conversation& conversation, const CallSigns& signs,
                        Classification classification);

// By the direction in the call log, else by who answers and who explains why he calls.
bool company_called(const Conversation& conversation);

}  // namespace calltracker::llm::offline
