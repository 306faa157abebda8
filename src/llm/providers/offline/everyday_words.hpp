// SPDX-License-Identifier: MIT
#pragma once

// The words of everyday English: what is among them is hardly the name of a person or a firm, and what is not
// may well be one. Read where it lies in the program, so that it costs no memory of its own.

#include <cstdint>
#include <string_view>

namespace calltracker::llm::offline {

enum class Everyday : std::uint8_t {
  No,
  Word,
  Surname,  // both: "young", "baker"
};

// "somebody'll" is "somebody".
Everyday everyday(std::string_view folded);

inline bool is_everyday(std::string_view folded) {
  return everyday(folded) != Everyday::No;
}

}  // namespace calltracker::llm::offline
