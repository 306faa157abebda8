// SPDX-License-Identifier: MIT
#pragma once

// What the rules read out of the words of a call about its lead: a date tied to the need, an answer to "who
// decides?", a wish for something of ours. Each reading may be wrong or missing; the point tables weigh them
// with everything else that was heard.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "llm/providers/offline/lead_facts.hpp"

namespace calltracker::llm::offline {

// clang-format off: the list is a table, and the formatter never settles on it
#define CALLTRACKER_LEAD_READINGS(X)                                                                        \
  X(NeededAtOnce) X(NeededSoon) X(NeededInMonths) X(NeededSomeDay) X(NoTime) X(TimeSaid) X(Decides)         \
  X(MustAsk) X(NobodyDecides) X(Need) X(NoNeed) X(FitsPerfectly) X(FitsWell) X(FitsPartly) X(FitsPoorly)    \
  X(NotOurs) X(Flagged) X(FlaggedTwice) X(Urgent) X(NotUrgent) X(Explores) X(NameKnown) X(CompanyKnown)     \
  X(PhoneKnown)
// clang-format on

enum class Reading : std::uint8_t {
#define CALLTRACKER_ENUMERATOR(name) name,
  CALLTRACKER_LEAD_READINGS(CALLTRACKER_ENUMERATOR)
#undef CALLTRACKER_ENUMERATOR
      Count
};

using Readings = std::bitset<static_cast<std::size_t>(Reading::Count)>;

std::optional<Reading> parse_reading(std::string_view name);

struct LeadWords {
  LeadFacts facts;
  Readings readings;
};

LeadWords read_lead_words(const LeadContext& context);

}  // namespace calltracker::llm::offline
