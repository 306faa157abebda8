// SPDX-License-Identifier: MIT
#pragma once

// What the caller wants: the summary in the caller's own terms, the products named, and how soon it is
// needed.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/knowledge.hpp"
#include "llm/providers/offline/triage_rules.hpp"

namespace calltracker::llm::offline {

struct Need {
  std::optional<std::string> summary;
  std::optional<std::uint32_t> turn;  // index of the turn that states it best
  std::vector<std::string> products;  // as the workspace names them
};

Need find_need(const Knowledge& knowledge, const Conversation& conversation, const TriageDecision& decision);

struct TimelineFound {
  Timeline timeline = Timeline::None;
  std::optional<std::uint32_t> turn;
};

TimelineFound find_timeline(const Conversation& conversation);

Urgency urgency_of(Timeline timeline);

}  // namespace calltracker::llm::offline
