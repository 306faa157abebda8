// SPDX-License-Identifier: MIT
#pragma once

// One sentence about a category's finding: what was done well, what was missed, what to do next time.

#include <string>

#include "llm/providers/offline/scoring/score_facts.hpp"

namespace calltracker::llm::offline {

std::string strength_text(const ScoreContext& context, const CategoryFinding& finding);
std::string weakness_text(const ScoreContext& context, const CategoryFinding& finding);
std::string advice_text(const ScoreContext& context, const CategoryFinding& finding);

}  // namespace calltracker::llm::offline
