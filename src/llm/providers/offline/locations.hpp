// SPDX-License-Identifier: MIT
#pragma once

// Where the caller is, as "City, ST".
//
// A place counts when the caller says it of himself, or answers a question for it. Routes, destinations and
// the places of dealers and trailers do not. A town without its state is in the state of the caller's
// telephone number, or the one people mean by that name.

#include <optional>

#include "llm/providers/offline/found_fact.hpp"
#include "llm/providers/offline/knowledge.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {

// What is known already: whose names are not towns, and where the number is from.
struct KnownFacts {
  std::optional<FoundFact> rep_name;
  std::optional<FoundFact> caller_name;
  std::optional<FoundFact> caller_phone;
};

std::optional<FoundFact> find_caller_location(const Knowledge& knowledge, const Conversation& conversation,
                                              const KnownFacts& known);

}  // namespace calltracker::llm::offline
