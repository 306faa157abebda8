// SPDX-License-Identifier: MIT
#pragma once

// Days of the calendar that are named in a call ("the twelfth of October", "early November", "Thanksgiving"),
// as days from the day of the call. Nothing is found when that day is unknown.

#include <cstdint>
#include <vector>

#include "llm/providers/offline/conversation.hpp"

namespace calltracker::llm::offline {

struct CalendarDate {
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  int days_ahead = 0;  // the nearest such day; below 0 for one that has just passed
};

// In the order of their mention.
std::vector<CalendarDate> find_calendar_dates(const Conversation& conversation);

}  // namespace calltracker::llm::offline
