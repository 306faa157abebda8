// SPDX-License-Identifier: MIT
#pragma once

// The five facts about a lead with the turns that show them, and what must be known before they are judged.

#include <cstdint>
#include <string>
#include <vector>

#include "llm/providers/offline/buyer_signals.hpp"
#include "llm/providers/offline/call_signs.hpp"
#include "llm/providers/offline/needs.hpp"

namespace calltracker::llm::offline {

struct LeadFacts {
  Timeline timeline = Timeline::None;
  Urgency urgency = Urgency::Unknown;
  std::string has_authority = "unknown";  // "yes", "no", "unknown"
  bool need_identified = false;
  ServiceFit service_fit = ServiceFit::Mismatch;
  std::vector<TurnNote> red_flags;
  std::vector<std::uint32_t> turns;  // indices
};

// What was found out before the lead is judged.
struct LeadContext {
  const Conversation& conversation;
  const CallSigns& signs;
  const TriageDecision& decision;
  const Need& need;
  CallerFacts caller;
};

}  // namespace calltracker::llm::offline
