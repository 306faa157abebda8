// SPDX-License-Identifier: MIT
#pragma once

// The proper names of a turn, as whole as they are said: "J and R Haulers", "Escalona e Hijos Transport",
// "St. Adalbert's". Where speech recognition wrote no capitals they are found by the word that ends them.

#include <cstdint>
#include <string>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct ProperName {
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;

  std::uint32_t words() const { return last - first; }
};

std::vector<ProperName> proper_names(const Conversation& conversation, const TurnView& turn);

// As spoken, with capitals where the transcript has none.
std::string text_of(const Conversation& conversation, const ProperName& name);

}  // namespace calltracker::llm::offline
