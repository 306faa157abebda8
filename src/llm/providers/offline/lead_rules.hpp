// SPDX-License-Identifier: MIT
#pragma once

// The facts from which the lead's quality is computed elsewhere: when, who decides, what, whether the company
// can serve it, and what speaks against it. Each fact comes with the turns that show it.

#include <optional>
#include <string>
#include <vector>

#include "llm/providers/offline/buyer_signals.hpp"
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
  const TriageDecision& decision;
  const Need& need;
  CallerFacts caller;
};

LeadFacts find_lead_facts(const LeadContext& context);

}  // namespace calltracker::llm::offline
