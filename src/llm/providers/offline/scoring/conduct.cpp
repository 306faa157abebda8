// SPDX-License-Identifier: MIT
#include "llm/providers/offline/scoring/conduct.hpp"

#include <algorithm>

namespace calltracker::llm::offline {
namespace {

constexpr int kCurtWords = 4;
constexpr int kMonologueWords = 80;

bool is_halting_word(const Token& token) {
  return token.folded == "um" || token.folded == "uh" || token.folded == "umm" || token.folded == "uhh" ||
         token.folded == "er" || token.folded == "kinda" || (token.folded == "like" && token.after == ',');
}

}  // namespace

double RepConduct::question_share() const {
  const int all = questions + caller_questions;
  return all == 0 ? 0 : static_cast<double>(questions) / all;
}

bool RepConduct::rambles() const {
  return longest_turn_words > kMonologueWords;
}

RepConduct observe_rep(const Conversation& talk) {
  RepConduct seen;
  const auto turns = static_cast<std::uint32_t>(talk.turns().size());
  for (std::uint32_t turn = 0; turn < turns; ++turn) {
    const TurnView& view = talk.turn(turn);
    if (view.kind != TurnKind::Live || view.words() == 0) continue;
    if (view.side != Side::Rep) {
      seen.caller_questions += static_cast<int>(view.questions);
      continue;
    }
    const int words = static_cast<int>(view.words());
    ++seen.turns;
    seen.words += words;
    if (words <= kCurtWords) ++seen.curt_turns;
    if (words > seen.longest_turn_words) {
      seen.longest_turn_words = words;
      seen.fullest_turn = turn;
    }
    seen.questions += static_cast<int>(view.questions);
    if (view.questions > 0) seen.asking_turns.push_back(turn);
    for (std::uint32_t token = view.first; token < view.last; ++token)
      seen.halting_words += is_halting_word(talk.tokens()[token]) ? 1 : 0;
    const bool takes_on =
        talk.in_turn_any({Cue::Commits, Cue::NextStep, Cue::Appointment, Cue::FollowUpPromise}, turn);
    // The greeting's "today" is no step.
    if (takes_on && 3 * turn >= turns && talk.in_turn(Cue::TimeNamed, turn))
      seen.timed_step_turns.push_back(turn);
  }
  return seen;
}

}  // namespace calltracker::llm::offline
