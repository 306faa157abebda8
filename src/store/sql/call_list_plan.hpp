// SPDX-License-Identifier: MIT
#pragma once

// How a list of calls is read so that it costs a bounded amount of work.
//
// Sort: some filter, or the answer to a question, fits few calls: all of them are fetched and sorted.
// Walk: every filter fits many calls: an index is walked in the list's order, within a budget, and the other
//       filters are tested on the way.
// Found: as Walk, through the calls that hold the words, newest stored first: they are too many to sort.
//
// What fits how many calls is counted before, up to a limit, in indexes alone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql/call_conditions.hpp"

namespace calltracker::store::sql {

// What a page may cost, from measurements of a million calls in a SQLite file (bench/store): fetching a row
// that lies anywhere takes 2-3 µs, the next in the order of storing 1 µs, an entry of a covering index 0.5
// µs.
inline constexpr std::int64_t kSortedCallsMax = 2'000;
inline constexpr std::int64_t kSortedFoundMax = 2'000;
inline constexpr std::int64_t kWalkBudget = 5'000;
inline constexpr std::int64_t kFoundBudget = 5'000;
inline constexpr std::int64_t kCountBudget = 4'000;

// Conditions that one index answers together; none and no index: every call.
struct ListDriver {
  std::vector<CallCondition> conditions;
  std::string_view index;
  std::int64_t calls = 0;  // at most kCountedCallsMax + 1, of a job all
};

struct FoundCalls {
  std::int64_t calls = 0;
  std::string numbers;  // a JSON array
};

struct ListPlan {
  enum class Kind { Empty, Sort, Walk, Found };
  Kind kind = Kind::Walk;
  std::string_view index;             // that is walked or sorted from; "": none
  std::vector<CallCondition> driver;  // what it finds
  std::vector<CallCondition> conditions;
  ListDriver smallest;  // the filter that fits the fewest calls
  std::optional<std::int64_t> job_number;
  std::string words;  // "": no search
  bool searches_one_by_one = false;
  std::optional<FoundCalls> found;  // that hold the words, or gave the answer, when they are few
};

// `filter` must outlive the plan.
ListPlan plan_list(Connection& connection, Dialect dialect, const CallFilter& filter, CallSort sort);

}  // namespace calltracker::store::sql
