// SPDX-License-Identifier: MIT
#pragma once

// A fact together with the number of the turn in which it was said.

#include <string>

namespace calltracker::llm::offline {

struct FoundFact {
  std::string value;
  int turn = 0;
};

}  // namespace calltracker::llm::offline
