// SPDX-License-Identifier: MIT
#pragma once

// What to tell the rep and the manager: strengths, weaknesses, advice and alerts.
//
// Each names the moment in this call and follows from a category's finding; nothing is said that no turn
// shows.

#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/scoring/score_facts.hpp"

namespace calltracker::llm::offline {

struct Remark {
  std::string text;
  std::string_view category;         // empty for alerts
  std::vector<std::uint32_t> turns;  // indices
};

struct Coaching {
  std::vector<Remark> strengths;
  std::vector<Remark> weaknesses;
  std::vector<Remark> insights;
};

Coaching coach(const ScoreContext& context, const std::vector<CategoryFinding>& findings);

std::vector<Remark> find_alerts(const Conversation& conversation);

}  // namespace calltracker::llm::offline
