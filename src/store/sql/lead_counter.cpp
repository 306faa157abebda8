// SPDX-License-Identifier: MIT
#include "store/sql/lead_counter.hpp"

#include <algorithm>

#include "store/sql/lead_order.hpp"

namespace calltracker::store::sql {
namespace {

constexpr UnixMillis kHourMs = 3'600'000;
// Entries looked at per group where every one has to be tested: five groups take as long as a page.
constexpr std::int64_t kFilteredBudget = 2'500;

}  // namespace

std::vector<CallCondition> LeadCounter::others() const {
  const auto is_driver = [this](const CallCondition& condition) {
    return std::any_of(plan_.driver.begin(), plan_.driver.end(),
                       [&condition](const CallCondition& driver) { return driver.part == condition.part; });
  };
  std::vector<CallCondition> others;
  std::copy_if(plan_.conditions.begin(), plan_.conditions.end(), std::back_inserter(others),
               [&is_driver](const CallCondition& condition) {
                 return !condition.part.starts_with("if_follow_up") && !is_driver(condition);
               });
  return others;
}

std::string LeadCounter::index_text(QueryText& query) const {
  if (plan_.index.empty()) return query.part("use_no_index");
  return query.part("use_index", {{"index", std::string(plan_.index)}});
}

std::int64_t LeadCounter::count_range(std::int64_t from, std::int64_t before) {
  QueryText query(dialect_);
  std::vector<std::string> inner = condition_texts(query, plan_.driver);
  inner.push_back(query.part("if_follow_up_from", {}, {from}));
  inner.push_back(query.part("if_follow_up_before", {}, {before}));
  const std::string text = query.part("count_entries", {{"index", index_text(query)},
                                                        {"inner", all_of(query, inner)},
                                                        {"limit", query.bind(kCountedCallsMax)}});
  std::int64_t count = 0;
  connection_.run_text(text, query.values(), [&count](const Row& row) { count = row.integer(0); });
  return count;
}

void LeadCounter::count_group(LeadGroup group, UnixMillis now_ms, std::vector<LeadGroupTotal>& totals) {
  const std::int64_t begin = begin_of(group);
  LeadGroupTotal total{.group = group, .leads = count_range(begin, end_of(group))};
  if (total.leads == 0) return;
  total.is_exact = total.leads < kCountedCallsMax;
  if (group != LeadGroup::Contacted) {
    total.overdue = count_range(begin, begin + due_before(now_ms));
    total.due_within_hour = count_range(begin + due_before(now_ms), begin + due_before(now_ms + kHourMs));
  }
  totals.push_back(total);
}

void LeadCounter::count_entries(const LeadGroups& groups, UnixMillis now_ms, std::int64_t budget,
                                std::vector<LeadGroupTotal>& totals) {
  QueryText query(dialect_);
  std::vector<std::string> inner = condition_texts(query, plan_.driver);
  if (plan_.found) inner.push_back(query.part("if_numbered", {}, {plan_.found->numbers}));
  inner.push_back(query.part("if_follow_up_from", {}, {begin_of(groups.first)}));
  inner.push_back(query.part("if_follow_up_before", {}, {end_of(groups.last)}));
  std::vector<std::string> outer = condition_texts(query, others());
  if (plan_.searches_one_by_one) outer.push_back(query.part("if_matching", {}, {plan_.words}));
  const std::string text = query.part("count_leads", {{"index", index_text(query)},
                                                      {"inner", all_of(query, inner)},
                                                      {"outer", all_of(query, outer)},
                                                      {"now", query.bind(due_before(now_ms))},
                                                      {"soon", query.bind(due_before(now_ms + kHourMs))},
                                                      {"budget", query.bind(budget)}});
  connection_.run_text(text, query.values(), [&totals, budget](const Row& row) {
    LeadGroupTotal total{.group = static_cast<LeadGroup>(row.integer(0) - 1), .leads = row.integer(2)};
    total.is_exact = row.integer(1) < budget;
    if (total.group != LeadGroup::Contacted) {
      total.overdue = row.integer(3);
      total.due_within_hour = row.integer(4) - row.integer(3);
    }
    if (total.leads > 0 || !total.is_exact) totals.push_back(total);
  });
}

std::vector<LeadGroupTotal> LeadCounter::count(const LeadGroups& groups, UnixMillis now_ms) {
  std::vector<LeadGroupTotal> totals;
  switch (plan_.kind) {
    case ListPlan::Kind::Empty:
    case ListPlan::Kind::Found:
      break;
    case ListPlan::Kind::Sort:
      // Few enough for all of them to be looked at.
      count_entries(groups, now_ms, kSortedCallsMax + kSortedFoundMax, totals);
      break;
    case ListPlan::Kind::Walk:
      for (auto place = static_cast<int>(groups.first); place <= static_cast<int>(groups.last); ++place) {
        const auto group = static_cast<LeadGroup>(place);
        if (others().empty()) {
          count_group(group, now_ms, totals);
        } else {
          count_entries({.first = group, .last = group}, now_ms, kFilteredBudget, totals);
        }
      }
      break;
  }
  return totals;
}

}  // namespace calltracker::store::sql
