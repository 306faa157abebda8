// SPDX-License-Identifier: MIT
#include "store/sql/call_list_reader.hpp"

#include <fmt/format.h>

#include <limits>

namespace calltracker::store::sql {
namespace {

bool is_score(CallSort sort) {
  return sort == CallSort::OverallScore || sort == CallSort::LeadScore;
}

}  // namespace

std::string CallListReader::key() const {
  switch (sort_) {
    case CallSort::StartTime:
      return "c.start_time_ms";
    case CallSort::OverallScore:
      return "c.overall_score";
    case CallSort::LeadScore:
      return "c.lead_score";
    case CallSort::Duration:
      return "c.duration_seconds";
    case CallSort::FollowUp:
      return "c.follow_up_order";
    case CallSort::Row:
      break;
  }
  return plan_.job_number ? "c.row" : "c.number";
}

std::string CallListReader::order(ListPhase phase, std::string_view key_column) const {
  const std::string_view direction = descending_ ? "DESC" : "ASC";
  if (phase == ListPhase::WithoutKey || key() == "c.number") return fmt::format("c.number {}", direction);
  return fmt::format("{0} {1}, c.number {1}", key_column, direction);
}

// Whole numbers as such: a dialect may not read "1e12" as one.
Value CallListReader::key_value(double key) const {
  const bool is_whole = sort_ == CallSort::StartTime || sort_ == CallSort::Row || sort_ == CallSort::FollowUp;
  return is_whole ? Value(static_cast<std::int64_t>(key)) : Value(key);
}

std::string CallListReader::index_text(QueryText& query, std::string_view index) const {
  return index.empty() ? "" : query.part("use_index", {{"index", std::string(index)}});
}

std::optional<std::string> CallListReader::search_condition(QueryText& query) const {
  if (plan_.found) return query.part("if_numbered", {}, {plan_.found->numbers});
  if (plan_.words.empty()) return std::nullopt;
  return query.part("if_matching", {}, {plan_.words});
}

// Calls without a score are in no index of scores.
bool CallListReader::walks_without_index(ListPhase phase) const {
  return phase == ListPhase::WithoutKey && is_score(sort_);
}

// Where in its phase the list goes on.
std::string CallListReader::key_condition(QueryText& query, ListPhase phase, const CallCursor& after,
                                          bool is_start) const {
  const std::vector<Slot> slots{{"key", key()}};
  if (phase == ListPhase::WithKey) {
    if (is_start) return query.part("if_key_known", slots);
    return query.part(descending_ ? "if_key_before" : "if_key_after", slots,
                      {key_value(after.key), after.number});
  }
  const std::string unknown = query.part("if_key_unknown", slots);
  if (is_start) return unknown;
  return unknown + " AND " +
         query.part(descending_ ? "if_number_before" : "if_number_after", {}, {after.number});
}

std::vector<std::string> CallListReader::inner_conditions(QueryText& query, ListPhase phase) const {
  std::vector<std::string> inner = condition_texts(query, plan_.driver);
  if (phase == ListPhase::WithoutKey) return inner;
  // A range of the key itself bounds the walk.
  const std::string_view range = sort_ == CallSort::StartTime      ? "if_started"
                                 : sort_ == CallSort::OverallScore ? "if_overall"
                                 : sort_ == CallSort::LeadScore    ? "if_lead"
                                 : sort_ == CallSort::FollowUp     ? "if_follow_up"
                                                                   : "-";
  for (const CallCondition& condition : plan_.conditions) {
    if (condition.part.starts_with(range)) inner.push_back(condition_text(query, condition));
  }
  return inner;
}

void CallListReader::run(const QueryText& query, const std::string& text, ListStretch& stretch,
                         const Visit& visit) {
  connection_.run_text(text, query.values(), [&](const Row& row) {
    Columns columns(row);
    ListedCall call{.number = columns.integer()};
    call.key = columns.real_if_any();
    stretch.calls.push_back(call);
    if (visit) visit(columns);
  });
}

std::optional<CallCursor> CallListReader::find_end(ListPhase phase, const QueryText& query,
                                                   const std::string& text) {
  std::optional<CallCursor> end;
  connection_.run_text(text, query.values(), [&](const Row& row) {
    end = CallCursor{.phase = phase, .number = row.integer(0)};
    if (phase == ListPhase::WithKey) end->key = row.real(1);
  });
  return end;
}

namespace {

CallCursor cursor_behind(const ListedCall& call) {
  return {.phase = call.key ? ListPhase::WithKey : ListPhase::WithoutKey,
          .key = call.key.value_or(0),
          .number = call.number};
}

// One more than asked for tells whether there is more.
void cut(ListStretch& stretch, std::int64_t limit) {
  if (std::ssize(stretch.calls) <= limit) return;
  stretch.calls.resize(static_cast<std::size_t>(limit));
  stretch.next = cursor_behind(stretch.calls.back());
}

}  // namespace

ListStretch CallListReader::sort_all(std::int64_t limit, const std::optional<CallCursor>& after,
                                     const Visit& visit) {
  QueryText query(dialect_);
  std::vector<std::string> outer = condition_texts(query, plan_.conditions);
  if (const auto search = search_condition(query)) outer.push_back(*search);
  if (after && after->phase == ListPhase::WithKey) {
    const std::string behind = key_condition(query, ListPhase::WithKey, *after, false);
    outer.push_back(fmt::format("({} OR {})", behind, query.part("if_key_unknown", {{"key", key()}})));
  } else if (after) {
    outer.push_back(key_condition(query, ListPhase::WithoutKey, *after, false));
  }
  // Found through the search, so through no index of theirs.
  const std::string index = plan_.index.empty() ? query.part("use_no_index") : index_text(query, plan_.index);
  const std::string text = query.part("sort_calls", {{"key", key()},
                                                     {"index", index},
                                                     {"outer", all_of(query, outer)},
                                                     {"order", order(ListPhase::WithKey, key())},
                                                     {"limit", query.bind(limit + 1)}});
  ListStretch stretch;
  run(query, text, stretch, visit);
  cut(stretch, limit);
  return stretch;
}

ListStretch CallListReader::walk(std::int64_t limit, const CallCursor& after, bool is_start,
                                 const Visit& visit) {
  const ListPhase phase = after.phase;
  const bool without_index = walks_without_index(phase);
  const auto slots = [&](QueryText& query) {
    std::vector<std::string> inner = inner_conditions(query, phase);
    if (!without_index) {
      inner.push_back(key_condition(query, phase, after, is_start));
    } else if (!is_start) {
      inner.push_back(query.part(descending_ ? "if_number_before" : "if_number_after", {}, {after.number}));
    }
    return std::vector<Slot>{{"key", key()},
                             {"more", more_columns(plan_.conditions)},
                             {"index", without_index ? "" : index_text(query, plan_.index)},
                             {"inner", all_of(query, inner)},
                             {"order", order(phase, key())},
                             {"walked_order", order(phase, "c.sort_key")}};
  };
  QueryText query(dialect_);
  std::vector<Slot> filled = slots(query);
  std::vector<std::string> outer = condition_texts(query, plan_.conditions);
  if (without_index) outer.push_back(query.part("if_key_unknown", {{"key", key()}}));
  filled.emplace_back("outer", all_of(query, outer));
  filled.emplace_back("budget", query.bind(kWalkBudget));
  filled.emplace_back("limit", query.bind(limit + 1));
  ListStretch stretch;
  run(query, query.part("walk_calls", filled), stretch, visit);
  cut(stretch, limit);
  if (stretch.next) return stretch;
  QueryText end_query(dialect_);
  std::vector<Slot> end_filled = slots(end_query);
  end_filled.emplace_back("offset", end_query.bind(kWalkBudget - 1));
  stretch.next = find_end(phase, end_query, end_query.part("find_walk_end", end_filled));
  return stretch;
}

ListStretch CallListReader::walk_found(std::int64_t limit, const std::optional<CallCursor>& after,
                                       const Visit& visit) {
  const auto slots = [&](QueryText& query) {
    const std::string words = query.bind(plan_.words);
    const std::string inner =
        after ? query.part("if_found_before", {}, {after->number}) : query.part("if_found_any");
    return std::vector<Slot>{{"words", words}, {"inner", inner}};
  };
  QueryText query(dialect_);
  std::vector<Slot> filled = slots(query);
  filled.emplace_back("outer", all_of(query, condition_texts(query, plan_.conditions)));
  filled.emplace_back("budget", query.bind(kFoundBudget));
  filled.emplace_back("limit", query.bind(limit + 1));
  ListStretch stretch;
  run(query, query.part("walk_found", filled), stretch, visit);
  cut(stretch, limit);
  if (stretch.next) return stretch;
  QueryText end_query(dialect_);
  std::vector<Slot> end_filled = slots(end_query);
  end_filled.emplace_back("offset", end_query.bind(kFoundBudget - 1));
  stretch.next = find_end(ListPhase::WithoutKey, end_query, end_query.part("find_found_end", end_filled));
  return stretch;
}

ListStretch CallListReader::read(std::int64_t limit, const std::optional<CallCursor>& after,
                                 const Visit& visit) {
  switch (plan_.kind) {
    case ListPlan::Kind::Empty:
      return {};
    case ListPlan::Kind::Sort:
      return sort_all(limit, after, visit);
    case ListPlan::Kind::Found:
      return walk_found(limit, after, visit);
    case ListPlan::Kind::Walk:
      break;
  }
  ListStretch stretch = walk(limit, after.value_or(CallCursor{}), !after, visit);
  const bool may_go_on = !after || after->phase == ListPhase::WithKey;
  const bool has_every_call_a_key = sort_ == CallSort::Row || sort_ == CallSort::FollowUp;
  if (stretch.next || !may_go_on || has_every_call_a_key) return stretch;
  const auto known = std::ssize(stretch.calls);
  if (known == limit) {
    // Full: is there any call without a key?
    const ListStretch rest = walk(1, {.phase = ListPhase::WithoutKey}, true, nullptr);
    if (!rest.calls.empty() || rest.next) {
      stretch.next = CallCursor{.phase = ListPhase::WithoutKey,
                                .number = descending_ ? std::numeric_limits<std::int64_t>::max() : 0};
    }
    return stretch;
  }
  ListStretch rest = walk(limit - known, {.phase = ListPhase::WithoutKey}, true, visit);
  stretch.calls.insert(stretch.calls.end(), rest.calls.begin(), rest.calls.end());
  stretch.next = rest.next;
  return stretch;
}

std::int64_t CallListReader::count_with(const QueryText& query, const std::string& text) {
  std::int64_t count = 0;
  connection_.run_text(text, query.values(), [&count](const Row& row) { count = row.integer(0); });
  return count;
}

CallListReader::Total CallListReader::count() {
  if (plan_.kind == ListPlan::Kind::Empty) return {};
  if (plan_.kind == ListPlan::Kind::Found) return {.calls = kSortedFoundMax, .is_exact = false};
  const ListDriver& smallest = plan_.smallest;
  const bool is_counted = smallest.conditions.size() == plan_.conditions.size() && plan_.words.empty();
  const bool is_job = !smallest.conditions.empty() && smallest.conditions.front().part == "if_job";
  if (plan_.found && plan_.conditions.empty()) return {.calls = plan_.found->calls};
  if (is_counted && (is_job || smallest.calls <= kCountedCallsMax)) return {.calls = smallest.calls};
  if (is_counted) return {.calls = kCountedCallsMax, .is_exact = false};
  const bool is_found = plan_.found.has_value();
  QueryText query(dialect_);
  std::vector<std::string> outer = condition_texts(query, plan_.conditions);
  std::vector<std::string> inner;
  if (!is_found) inner = condition_texts(query, smallest.conditions);
  if (const auto search = search_condition(query)) (is_found ? inner : outer).push_back(*search);
  const std::string text = query.part(
      "count_walked", {{"more", more_columns(plan_.conditions)},
                       {"index", is_found ? query.part("use_no_index") : index_text(query, smallest.index)},
                       {"inner", all_of(query, inner)},
                       {"outer", all_of(query, outer)},
                       {"budget", query.bind(kCountBudget)},
                       {"limit", query.bind(kCountedCallsMax)}});
  return {.calls = count_with(query, text), .is_exact = is_found || smallest.calls <= kCountBudget};
}

}  // namespace calltracker::store::sql
