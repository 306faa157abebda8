// SPDX-License-Identifier: MIT
#pragma once

// Where people on the company's side say who they are: "this is Gail", "Shop, Renee.", "Brian's my name", or
// a name as the answer to "who's this?". In the order of the call.

#include <vector>

#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {

struct Introduction {
  SpokenName name;
  std::uint32_t turn = 0;
};

std::vector<Introduction> find_rep_introductions(const Conversation& conversation);

// A live turn of the rep's, or of nobody known.
bool speaks_as_rep(const Conversation& conversation, std::uint32_t turn);

}  // namespace calltracker::llm::offline
