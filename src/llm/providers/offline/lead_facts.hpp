// SPDX-License-Identifier: MIT
#pragma once

// The five facts from which the lead's quality is computed elsewhere: when, who decides, what, whether the
// company can serve it, and what speaks against it; with the turns that show them.
//
// No phrase decides a fact. How often each statement was heard is weighed by data/points: timeline.txt,
// authority.txt, need.txt, fit.txt and flags.txt; and of all ways to combine the five, one is chosen that is
// likely in itself and whose worth is near the worth to be expected.

#include <cstdint>
#include <string>
#include <vector>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/statements.hpp"
#include "llm/providers/offline/triage_rules.hpp"
#include "llm/providers/offline/turn_note.hpp"

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

// What a caller who is somebody for the company wants; of nobody else anything is known.
LeadFacts find_lead_facts(const Conversation& conversation, const Statements& statements,
                          const TriageDecision& decision);

}  // namespace calltracker::llm::offline
