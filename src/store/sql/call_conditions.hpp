// SPDX-License-Identifier: MIT
#pragma once

// A filter of calls as SQL conditions, each with the index that finds its calls in order of their start.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/call_list.hpp"
#include "store/sql/query_text.hpp"

namespace calltracker::store::sql {

struct CallCondition {
  std::string_view part;        // of the query catalogue
  std::optional<Value> value;   // borrowed from the filter
  std::string_view index = "";  // "" when no index begins with what it asks
  // It asks for, when that is none of the columns that every list walks past.
  std::string_view column = "";
};

// `job_number`: of the filter's job. Words are not among the conditions.
std::vector<CallCondition> conditions_of(const CallFilter& filter,
                                         const std::optional<std::int64_t>& job_number);

std::string condition_text(QueryText& query, const CallCondition& condition);
std::vector<std::string> condition_texts(QueryText& query, const std::vector<CallCondition>& conditions);

// What a walk has to fetch besides, to test these: ", c.one, c.other".
std::string more_columns(const std::vector<CallCondition>& conditions);

// The search as the dialect's index understands it; in SQLite's the job is a word too.
std::string search_text(const CallFilter& filter, const std::optional<std::int64_t>& job_number,
                        Dialect dialect);

}  // namespace calltracker::store::sql
