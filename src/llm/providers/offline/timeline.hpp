// SPDX-License-Identifier: MIT
#pragma once

// How soon the caller needs it.
//
// A day, week or month counts only where the caller ties it to the need: in answer to "when do you need it?",
// or beside a word that says that something has to be there, starts or runs out by then. The month in which
// something happened, or in which somebody will call back, says nothing.

#include <cstdint>
#include <optional>

#include "call/vocabulary.hpp"
#include "llm/providers/offline/buyer_signals.hpp"
#include "llm/providers/offline/needs.hpp"

namespace calltracker::llm::offline {

struct TimelineFound {
  Timeline timeline = Timeline::None;
  std::optional<std::uint32_t> turn;
  Urgency urgency = Urgency::Unknown;
  bool is_said = true;  // not only told from what the caller does
};

// How urgent a new need is that has this timeline.
Urgency urgency_of(Timeline timeline);

TimelineFound find_timeline(const Conversation& conversation, const Need& need,
                            const TriageDecision& decision, const BuyerSignals& buyer);

}  // namespace calltracker::llm::offline
