// SPDX-License-Identifier: MIT
#pragma once

// Every hint at the caller's name, each with the weight of how it comes up: given as one's own, answered,
// spelled, agreed to, or only called by the rep. Who chooses among them adds up the hints at one person.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "llm/providers/offline/name_context.hpp"

namespace calltracker::llm::offline {

// How surely a name is the caller's own, by how it comes up.
enum NameWeight : int {
  kCalledOnce = 1,  // "…, Oleg." by the rep, a name nobody listed
  kCalled = 2,      // "Okay, Dale." by the rep
  kGreeted = 3,     // "Thanks, Dale."
  kHinted = 4,      // "Dale Hutchins." alone, or a name nobody listed where one is given
  kOpens = 5,       // "Dale here with Ozark"
  kMet = 6,         // "Is this Dale?" "Yes."
  kGiven = 7,       // "My name is Dale"
  kAnswered = 8,    // "Who am I speaking with?" "Dale."
};

struct CallerNameHint {
  SpokenName name;
  std::uint32_t turn = 0;
  int weight = 0;
};

struct CallerNamesHeard {
  std::vector<CallerNameHint> hints;
  std::string surname;  // "and your last name?" "Hutchins."
};

CallerNamesHeard hear_caller_names(const Conversation& conversation, const std::optional<FoundFact>& rep);

// What the rep calls the caller, asks him to be, or reads back.
std::vector<CallerNameHint> hear_names_called(const Conversation& conversation, const NameContext& context);

}  // namespace calltracker::llm::offline
