// SPDX-License-Identifier: MIT
#pragma once

// What kind of call it was, and the one reason that decided it.
//
// The order of the rules is their promise: nobody live → menu, voicemail or dropped; a seller or a cheat →
// spam; a live person who wants something else → wrong number; otherwise a live conversation with a customer
// is a sales call, even when a menu or a hold message came first.

#include <string>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct TriageDecision {
  Classification classification = Classification::Incomplete;
  std::string subtype;
  double confidence = 0;
  std::string reason;
};

TriageDecision triage(const Conversation& conversation);

}  // namespace calltracker::llm::offline
