// SPDX-License-Identifier: MIT
#pragma once

// How many leads stand in each group and how many of them are due, by the plan of their list. It costs a
// bounded amount of work: where many are walked past, a group's count ends and says so.

#include <vector>

#include "store/sql/call_list_plan.hpp"

namespace calltracker::store::sql {

class LeadCounter {
 public:
  LeadCounter(Connection& connection, Dialect dialect, const ListPlan& plan)
      : connection_(connection), dialect_(dialect), plan_(plan) {}

  // Nothing when the words fit too many calls to look at them all.
  std::vector<LeadGroupTotal> count(const LeadGroups& groups, UnixMillis now_ms);

 private:
  // Beside what the driver asks, which holds of every entry that the index gives.
  std::vector<CallCondition> others() const;
  std::string index_text(QueryText& query) const;
  std::int64_t count_range(std::int64_t from, std::int64_t before);
  // Where nothing but the order itself is asked for, entries are counted without being looked at.
  void count_group(LeadGroup group, UnixMillis now_ms, std::vector<LeadGroupTotal>& totals);
  void count_entries(const LeadGroups& groups, UnixMillis now_ms, std::int64_t budget,
                     std::vector<LeadGroupTotal>& totals);

  Connection& connection_;
  const Dialect dialect_;
  const ListPlan& plan_;
};

}  // namespace calltracker::store::sql
