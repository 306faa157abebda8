// SPDX-License-Identifier: MIT
#pragma once

// What the caller held against buying, and how the rep's next words dealt with it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct Objection {
  std::string_view kind;  // "price", "timing", …
  std::string sentence;   // the caller's own words
  std::uint32_t turn = 0;
  std::optional<std::uint32_t> reply;
  bool acknowledged = false;
  bool answered = false;
  bool resolved = false;
};

// In the order of the call; the first of each kind.
std::vector<Objection> find_objections(const Conversation& talk);

}  // namespace calltracker::llm::offline
