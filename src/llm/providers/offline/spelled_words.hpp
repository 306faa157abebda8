// SPDX-License-Identifier: MIT
#pragma once

// Words that somebody spells: "Beasley. B-E-A-S-L-E-Y", "D, E, S, like Sam". What is worth spelling is a
// name, so a spelled word says which of the words around it are one, whatever lists it is missing from.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct SpelledWord {
  std::string letters;  // lower case
  std::uint32_t turn = 0;
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
};

// In the order of the call.
std::vector<SpelledWord> find_spelled_words(const Conversation& conversation);

// Whether the letters are those of the word, or of its beginning when it was broken off.
bool spells(const SpelledWord& spelled, std::string_view folded_word);

}  // namespace calltracker::llm::offline
