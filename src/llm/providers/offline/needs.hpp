// SPDX-License-Identifier: MIT
#pragma once

// What a customer wants: the summary in the caller's own terms, and the products named.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/knowledge.hpp"
#include "llm/providers/offline/statements.hpp"
#include "llm/providers/offline/triage_rules.hpp"

namespace calltracker::llm::offline {

struct Need {
  std::optional<std::string> summary;
  std::optional<std::uint32_t> turn;  // index of the turn that states it best
  std::vector<std::string> products;  // as the workspace names them
};

Need find_need(const Knowledge& knowledge, const Conversation& conversation, const Statements& statements,
               const TriageDecision& decision);

}  // namespace calltracker::llm::offline
