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
#include "llm/providers/offline/needs.hpp"

namespace calltracker::llm::offline {

struct TimelineFound {
  Timeline timeline = Timeline::None;
  std::optional<std::uint32_t> turn;
};

// `committed`: the caller left a name to buy under, a company or a number. Who asks and gives nothing away
// has named no time either; who commits himself wants it in the near future, named or not.
TimelineFound find_timeline(const Conversation& conversation, const Need& need,
                            const TriageDecision& decision, bool committed);

Urgency urgency_of(Timeline timeline);

}  // namespace calltracker::llm::offline
