// SPDX-License-Identifier: MIT
#pragma once

// The number at which the caller can be called back.
//
// It may be said in digits or words, in pieces over several turns, be read back and be corrected. The company's own
// numbers, prices, years, unit, VIN, MC, DOT and policy numbers are none: what is said just before a number tells.

#include <optional>
#include <string>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct FoundFact {
  std::string value;
  int turn = 0;  // the turn's number
};

// "(AAA) EEE-NNNN"; nullopt when no whole number was said.
std::optional<FoundFact> find_caller_phone(const Conversation& conversation);

}  // namespace calltracker::llm::offline
