// SPDX-License-Identifier: MIT
#pragma once

// Every hint at the caller's name, each with the weight of how it comes up: given as one's own, answered,
// spelled, agreed to, or only called by the rep. Who chooses among them adds up the hints at one person.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {

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

// "dale" of "Dale Hutchins".
std::string first_word(std::string_view name);

}  // namespace calltracker::llm::offline
