// SPDX-License-Identifier: MIT
#pragma once

// What kind of call it was, and what speaks most for it.
//
// No sign decides alone: every sign of a call has points for every class (data/points), and the class with
// the best support wins. A seller may ask "do you have", a customer may be taken for a seller and turned
// away, and a wrong number may talk of trailers for a while; what else is said tells them apart.

#include <string>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/call_signs.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct TriageDecision {
  Classification classification = Classification::Incomplete;
  std::string subtype;
  double confidence = 0;
  std::string reason;
};

TriageDecision triage(const Conversation& conversation, const CallSigns& signs);

}  // namespace calltracker::llm::offline
