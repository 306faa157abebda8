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
#include <string_view>
#include <vector>

#include "llm/providers/offline/calendar_dates.hpp"
#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

class TurnSigns {
 public:
  explicit TurnSigns(const Conversation& conversation);

  // Calls `found` with each sign of the turn as the side would say it, some more than once; the text is valid
  // for the length of the call.
  void visit(std::uint32_t turn, Side side, const std::function<void(std::string_view)>& found) const;

 private:
  // The nearest turn before in which the other side says something.
  std::optional<std::uint32_t> turn_before(std::uint32_t turn) const;

  const Conversation& conversation_;
  std::vector<std::vector<Cue>> cues_;                // of each turn, those not negated
  std::vector<std::vector<std::string_view>> dates_;  // of each turn: how far
};

}  // namespace calltracker::llm::offline
