// SPDX-License-Identifier: MIT
#pragma once

// How the rep talks, counted over the live turns: questions, length and run of the answers, halting words,
// and the steps that stand beside a time.

#include <cstdint>
#include <optional>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct RepConduct {
  int turns = 0;
  int words = 0;
  int longest_turn_words = 0;
  int curt_turns = 0;  // a few words, the first and last turn aside
  int halting_words = 0;
  int questions = 0;
  int caller_questions = 0;
  std::vector<std::uint32_t> asking_turns;      // indices
  std::vector<std::uint32_t> timed_step_turns;  // the rep takes something on and names a time
  std::optional<std::uint32_t> fullest_turn;    // the rep's longest

  double words_per_turn() const { return turns == 0 ? 0 : static_cast<double>(words) / turns; }
  double question_share() const;  // of all questions; 0 when nobody asked
  bool is_curt() const { return turns >= 4 && 2 * curt_turns > turns - 2; }
  bool is_halting() const { return halting_words >= 4 && 40 * halting_words > words; }
  bool rambles() const;
};

RepConduct observe_rep(const Conversation& conversation);

}  // namespace calltracker::llm::offline
