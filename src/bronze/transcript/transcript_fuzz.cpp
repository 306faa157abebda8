// SPDX-License-Identifier: MIT

// Any bytes as a transcript: no crash, turns numbered from 1 without a gap, no empty turn.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "bronze/transcript/turns.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const calltracker::bronze::RoleHints hints{.company_names = {"Nationwide Haul"},
                                             .agent_name = "Brian Keller"};
  const auto conversation = calltracker::bronze::read_conversation(text, hints);
  int number = 0;
  for (const calltracker::Turn& turn : conversation.turns) {
    if (turn.number != ++number || turn.text.empty()) std::abort();
  }
  return 0;
}
