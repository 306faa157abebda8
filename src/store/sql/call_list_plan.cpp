// SPDX-License-Identifier: MIT
#include "store/sql/call_list_plan.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "call/vocabulary.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::string_view kTimeIndex = "calls_by_start_time";

// Asking whether one call holds the words takes 0.1 ms in SQLite's index, which has to find its place anew
// each time, and a row's fetch in PostgreSQL.
std::int64_t searched_one_by_one_max(Dialect dialect) {
  return dialect == Dialect::Sqlite ? 100 : 2'000;
}

class Planner {
 public:
  Planner(Connection& connection, Dialect dialect, const CallFilter& filter)
      : connection_(connection), dialect_(dialect), filter_(filter) {}

  ListPlan plan(CallSort sort) {
    ListPlan plan;
    if (!find_job()) {
      plan.kind = ListPlan::Kind::Empty;
      return plan;
    }
    plan.job_number = job_number_;
    plan.conditions = conditions_of(filter_, job_number_);
    plan.words = search_text(filter_, job_number_, dialect_);
    find_drivers(plan.conditions);
    plan.smallest =
        *std::min_element(drivers_.begin(), drivers_.end(),
                          [](const auto& left, const auto& right) { return left.calls < right.calls; });
    if (!plan.words.empty()) {
      plan_search(plan);
    } else if (plan.smallest.calls <= kSortedCallsMax) {
      drive(plan, ListPlan::Kind::Sort, plan.smallest);
    } else if (filter_.answered && (plan.found = find_few_answers(*filter_.answered))) {
      plan.kind = ListPlan::Kind::Sort;
    } else {
      plan_walk(plan, sort);
    }
    return plan;
  }

 private:
  bool find_job() {
    if (!filter_.job) return true;
    connection_.query("find_job_size", {*filter_.job}, [this](const Row& row) {
      job_number_ = row.integer(0);
      job_calls_ = row.integer(1);
    });
    return job_number_.has_value();
  }

  void find_drivers(const std::vector<CallCondition>& conditions) {
    ListDriver times{.conditions = {}, .index = kTimeIndex};
    for (const CallCondition& condition : conditions) {
      const bool is_of_time = condition.part.starts_with("if_started");
      if (is_of_time) times.conditions.push_back(condition);
      if (is_of_time || condition.index.empty()) continue;
      ListDriver driver{.conditions = {condition}, .index = condition.index};
      driver.calls = condition.part == "if_job" ? job_calls_ : count(driver);
      drivers_.push_back(std::move(driver));
    }
    if (!times.conditions.empty()) {
      times.calls = count(times);
      drivers_.push_back(std::move(times));
    }
    if (drivers_.empty()) drivers_.push_back({.conditions = {}, .index = "", .calls = count({})});
  }

  std::int64_t count(const ListDriver& driver) {
    QueryText query(dialect_);
    std::vector<std::string> inner;
    for (const CallCondition& condition : driver.conditions)
      inner.push_back(condition_text(query, condition));
    const std::string index =
        driver.index.empty() ? "" : query.part("use_index", {{"index", std::string(driver.index)}});
    const std::string text = query.part(
        "count_entries",
        {{"index", index}, {"inner", all_of(query, inner)}, {"limit", query.bind(kCountedCallsMax + 1)}});
    return count_with(query, text);
  }

  // nullopt: too many to sort. The index is asked once: looking through it is most of what a search costs.
  std::optional<FoundCalls> find_few(const std::string& words) {
    QueryText query(dialect_);
    const std::string words_place = query.bind(words);
    const std::string text =
        query.part("find_found", {{"words", words_place}, {"limit", query.bind(kSortedFoundMax + 1)}});
    return fetch_few(query, text);
  }

  std::optional<FoundCalls> find_few_answers(const AnswerWanted& answered) {
    QueryText query(dialect_);
    const std::string text =
        query.part("find_answered", {}, {answered.question, name_of(answered.answer), kSortedFoundMax + 1});
    return fetch_few(query, text);
  }

  std::optional<FoundCalls> fetch_few(const QueryText& query, const std::string& text) {
    FoundCalls found;
    json::array numbers;
    connection_.run_text(text, query.values(),
                         [&numbers](const Row& row) { numbers.emplace_back(row.integer(0)); });
    found.calls = std::ssize(numbers);
    if (found.calls > kSortedFoundMax) return std::nullopt;
    found.numbers = to_json_text(numbers);
    return found;
  }

  std::int64_t count_with(const QueryText& query, const std::string& text) {
    std::int64_t count = 0;
    connection_.run_text(text, query.values(), [&count](const Row& row) { count = row.integer(0); });
    return count;
  }

  static void drive(ListPlan& plan, ListPlan::Kind kind, const ListDriver& driver) {
    plan.kind = kind;
    plan.index = driver.index;
    plan.driver = driver.conditions;
  }

  void plan_search(ListPlan& plan) {
    plan.found = find_few(plan.words);
    if (plan.found) {
      plan.kind = ListPlan::Kind::Sort;
    } else if (plan.smallest.calls <= searched_one_by_one_max(dialect_)) {
      drive(plan, ListPlan::Kind::Sort, plan.smallest);
      plan.searches_one_by_one = true;
    } else {
      plan.kind = ListPlan::Kind::Found;
    }
  }

  void plan_walk(ListPlan& plan, CallSort sort) {
    plan.kind = ListPlan::Kind::Walk;
    if (sort == CallSort::Row && job_number_) {
      plan.index = "calls_by_job";
      plan.driver = {plan.conditions.front()};
    } else if (sort == CallSort::StartTime) {
      plan.index = kTimeIndex;
      const ListDriver* best = nullptr;
      for (const ListDriver& driver : drivers_) {
        const bool is_by_time = !driver.index.empty() && !driver.index.ends_with("_score");
        if (!is_by_time || driver.index == kTimeIndex) continue;
        if (best == nullptr || driver.calls < best->calls) best = &driver;
      }
      if (best != nullptr) drive(plan, ListPlan::Kind::Walk, *best);
    } else if (sort == CallSort::FollowUp) {
      plan_follow_up(plan);
    } else if (sort == CallSort::OverallScore) {
      plan.index = "calls_by_overall_score";
    } else if (sort == CallSort::LeadScore) {
      plan.index = "calls_by_lead_score";
    } else if (sort == CallSort::Duration) {
      plan.index = "calls_by_duration";
    }
  }

  // Of every job together only calls that count stand in the index.
  void plan_follow_up(ListPlan& plan) {
    const std::string_view driver = job_number_ ? "if_job" : "if_counts";
    for (const CallCondition& condition : plan.conditions) {
      if (condition.part == driver) plan.driver = {condition};
    }
    plan.index = job_number_ ? "calls_by_job_and_follow_up" : "calls_by_follow_up";
  }

  Connection& connection_;
  const Dialect dialect_;
  const CallFilter& filter_;
  std::optional<std::int64_t> job_number_;
  std::int64_t job_calls_ = 0;
  std::vector<ListDriver> drivers_;
};

}  // namespace

ListPlan plan_list(Connection& connection, Dialect dialect, const CallFilter& filter, CallSort sort) {
  return Planner(connection, dialect, filter).plan(sort);
}

}  // namespace calltracker::store::sql
