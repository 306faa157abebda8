// SPDX-License-Identifier: MIT
#pragma once

// Where the caller is, as "City, ST".
//
// Of all places that come up, the one with most signs of being the caller's own, when these outweigh what
// speaks against it: routes, destinations and the places of dealers and trailers are named as well. A town
// without its state is in the state of the caller's telephone number, or the one people mean by that name;
// when nothing tells, the city stands alone.

#include <optional>

#include "llm/providers/offline/place_signs.hpp"

namespace calltracker::llm::offline {

std::optional<FoundFact> find_caller_location(const Knowledge& knowledge, const Conversation& conversation,
                                              const KnownFacts& known);

}  // namespace calltracker::llm::offline
