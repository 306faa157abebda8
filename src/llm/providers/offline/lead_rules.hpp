// SPDX-License-Identifier: MIT
#pragma once

// The facts from which the lead's quality is computed elsewhere: when, who decides, what, whether the company
// can serve it, and what speaks against it. Each fact comes with the turns that show it.
//
// No phrase decides a fact. What the rules read out of the words and every sign of the call are weighed by
// data/points: timeline.txt, authority.txt, need.txt, fit.txt and flags.txt.

#include "llm/providers/offline/lead_facts.hpp"

namespace calltracker::llm::offline {

LeadFacts find_lead_facts(const LeadContext& context);

}  // namespace calltracker::llm::offline
