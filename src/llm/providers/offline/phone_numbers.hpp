// SPDX-License-Identifier: MIT
#pragma once

// The number at which the caller can be called back.
//
// It may be said in digits or words, in pieces over several turns, be read back and be corrected. The
// company's own numbers, prices, years, unit, VIN, MC, DOT and policy numbers are none: what is said just
// before a number tells.

#include <optional>

#include "llm/providers/offline/conversation.hpp"
#include "llm/providers/offline/found_fact.hpp"

namespace calltracker::llm::offline {

// "(AAA) EEE-NNNN"; nullopt when no whole number was said.
std::optional<FoundFact> find_caller_phone(const Conversation& conversation);

}  // namespace calltracker::llm::offline
