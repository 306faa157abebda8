// SPDX-License-Identifier: MIT
#pragma once

// A few words on what happens in one turn.

#include <cstdint>
#include <string>

namespace calltracker::llm::offline {

struct TurnNote {
  std::string text;
  std::uint32_t turn = 0;  // index
};

}  // namespace calltracker::llm::offline
