// SPDX-License-Identifier: MIT
#pragma once

// Everything the rules find out about one call before the rep is judged.

#include <optional>
#include <string>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/found_fact.hpp"
#include "llm/providers/offline/knowledge.hpp"
#include "llm/providers/offline/lead_facts.hpp"
#include "llm/providers/offline/names.hpp"
#include "llm/providers/offline/needs.hpp"
#include "llm/providers/offline/triage_rules.hpp"

namespace calltracker::llm::offline {

struct Extraction {
  TriageDecision triage;
  RepIntroduction rep;
  std::optional<FoundFact> caller_name;
  std::optional<FoundFact> caller_company;
  std::optional<FoundFact> caller_location;
  std::optional<FoundFact> caller_phone;
  std::optional<FoundFact> caller_role;
  CallType call_type = CallType::Unknown;
  Need need;
  Urgency urgency = Urgency::Unknown;
  LeadFacts lead;
};

Extraction extract(const Knowledge& knowledge, const Conversation& conversation);

}  // namespace calltracker::llm::offline
