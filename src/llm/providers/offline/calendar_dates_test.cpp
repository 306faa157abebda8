// SPDX-License-Identifier: MIT
#include "llm/providers/offline/calendar_dates.hpp"

#include <doctest/doctest.h>

#include "llm/providers/offline/test_dialogue.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::chrono::sys_days kMonday{std::chrono::year{2026} / 11 / 16};

// Days from Monday, November 16 2026, for each date that is heard.
std::vector<int> days_of(std::string_view said, std::optional<std::chrono::sys_days> today = kMonday) {
  const Dialogue call("C: " + std::string(said), today);
  std::vector<int> days;
  for (const CalendarDate& date : find_calendar_dates(call.conversation())) days.push_back(date.days_ahead);
  return days;
}

}  // namespace

TEST_CASE("a day of the calendar is so many days from the call") {
  using Days = std::vector<int>;
  CHECK(days_of("We start December first.") == Days{15});
  CHECK(days_of("By the twelfth of December, or December the twentieth.") == Days{26, 34});
  CHECK(days_of("It renews January 15th.") == Days{60});
  CHECK(days_of("On November 20th.") == Days{4});
  CHECK(days_of("The second week of December, or the end of January.") == Days{25, 73});
  CHECK(days_of("Some time in February, before Thanksgiving for sure.") == Days{88, 10});
  CHECK(days_of("La cosecha empieza en diciembre.") == Days{26});
  CHECK(days_of("December twenty-first.") == Days{35});
}

TEST_CASE("a holiday is on its own day each year") {
  constexpr std::chrono::sys_days kNextYear{std::chrono::year{2027} / 11 / 1};
  CHECK(days_of("Before Thanksgiving.", kNextYear) == std::vector<int>{24});
  CHECK(days_of("After Labor Day.", std::chrono::sys_days{std::chrono::year{2027} / 9 / 1}) ==
        std::vector<int>{5});
  CHECK(days_of("By the new year.", kNextYear) == std::vector<int>{61});
}

TEST_CASE("a month that has just passed lies behind, one long ago is next year's") {
  CHECK(days_of("We lost two in October.").front() < 0);
  CHECK(days_of("We lost two in June.").front() > 180);
}

TEST_CASE("words that only look like a month, and any date in a call of unknown day, are none") {
  CHECK(days_of("I may need one, we march on.").empty());
  CHECK(days_of("December first.", std::nullopt).empty());
}

TEST_CASE("how soon a named day is decides how urgent the need is") {
  const auto urgency = [](std::string_view said) {
    const std::string call =
        "A: Nationwide Haul, when do you need the reefer?\nC: I need it " + std::string(said);
    return Dialogue(call + "\nA: Okay, I have two.\nC: I sign for them.", kMonday).found().urgency;
  };
  CHECK(urgency("by November eighteenth, it has to load.") == Urgency::Immediate);
  CHECK(urgency("for December tenth, that's when it starts.") == Urgency::NearTerm);
}

}  // namespace calltracker::llm::offline
