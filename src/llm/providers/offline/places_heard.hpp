// SPDX-License-Identifier: MIT
#pragma once

// Every place of a call with its state, whoever's it is: towns on the map, unlisted ones beside a state, and
// the state supplied for those that are named without one.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "llm/providers/offline/found_fact.hpp"
#include "llm/providers/offline/knowledge.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {

struct Place {
  std::string city;
  std::string state;  // empty when nothing tells which of several is meant
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t turn = 0;
  bool state_said = false;  // beside the city, not supplied from the map
};

// A town without its state is in the state of the caller's telephone number, or the one people mean.
std::vector<Place> hear_places(const Knowledge& knowledge, const Conversation& conversation,
                               const std::optional<FoundFact>& caller_phone);

// "in", "based out of", "we're here in": what stands right before a place; nullptr for nothing.
const CueHit* place_lead_before(const Conversation& conversation, std::uint32_t token, std::uint32_t turn);

// The turn before asks for a place, or the words before where nobody cut the conversation into turns.
bool answers_location(const Conversation& conversation, std::uint32_t token, std::uint32_t turn);

}  // namespace calltracker::llm::offline
