// SPDX-License-Identifier: MIT
#pragma once

// The signs of one turn that speak for or against a statement, written as the tables of statements name them.
//
// Each is the side that speaks and one thing: a word ("caller asap"), two that follow each other
// ("caller next_week"; a stop counts as a word), a cue ("caller TimeNow"), a date of the calendar by how far
// it is
// ("caller date:month"), a word or cue of the other side's turn before, or a question there ("caller
// after:when", "caller after:AskTimeline", "caller after:question"), a cue that answers a question there
// ("caller AskTimeline>WeekWord"), the quarter of the call or its last turns ("rep at:3", "rep at:end"), the
// turn's length in powers of two ("caller length:4"), and that it speaks at all ("caller speaks").

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/providers/offline/calendar_dates.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

// Its text is its parts one after the other; it is seldom written out, and looked up by its hash.
struct Sign {
  std::string_view side;  // "rep " or "caller "
  std::string_view kind;  // "", "after:", "date:" …
  std::string_view first;
  std::string_view joint;  // "_" between words, ">" between question and answer
  std::string_view second;

  std::string text() const;
  std::uint64_t hash() const;
};

// Equal to the hash of the sign that has this text.
std::uint64_t hash_of_sign(std::string_view text);

class TurnSigns {
 public:
  explicit TurnSigns(const Conversation& conversation);

  // Calls `found` with each sign of the turn as the side would say it, some more than once.
  void visit(std::uint32_t turn, Side side, const std::function<void(const Sign&)>& found) const;

 private:
  void find_turns_before();

  const Conversation& conversation_;
  std::vector<std::vector<std::string_view>> words_;  // of each turn, with the stops between them
  std::vector<std::vector<Cue>> cues_;                // of each turn, those not negated
  std::vector<std::vector<std::string_view>> dates_;  // of each turn: how far
  std::vector<std::optional<std::uint32_t>> before_;  // the nearest turn before in which another side speaks
};

}  // namespace calltracker::llm::offline
