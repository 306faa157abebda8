// SPDX-License-Identifier: MIT
#include "store/sql/call_conditions.hpp"

#include <fmt/format.h>

#include <set>

#include "call/vocabulary.hpp"
#include "store/search_query.hpp"
#include "store/sql/lead_order.hpp"

namespace calltracker::store::sql {
namespace {

class Conditions {
 public:
  template <class T>
  void add(std::string_view part, const std::optional<T>& value, std::string_view index = "") {
    if (value) conditions_.push_back({.part = part, .value = Value(*value), .index = index});
  }
  template <class Enum>
  void add_word(std::string_view part, const std::optional<Enum>& word, std::string_view index) {
    if (word) conditions_.push_back({.part = part, .value = Value(name_of(*word)), .index = index});
  }
  void add_text(std::string_view part, std::string_view text) {
    conditions_.push_back({.part = part, .value = Value(text)});
  }
  void add_flag(std::string_view part, std::string_view index, std::string_view column = "") {
    conditions_.push_back({.part = part, .value = std::nullopt, .index = index, .column = column});
  }
  void add_leads(const LeadGroups& groups) {
    constexpr std::string_view kColumn = "c.follow_up_order";
    conditions_.push_back(
        {.part = "if_follow_up_from", .value = Value(begin_of(groups.first)), .column = kColumn});
    conditions_.push_back(
        {.part = "if_follow_up_before", .value = Value(end_of(groups.last)), .column = kColumn});
  }
  std::vector<CallCondition> take() { return std::move(conditions_); }

 private:
  std::vector<CallCondition> conditions_;
};

std::string_view part_for(Verdict answer) {
  switch (answer) {
    case Verdict::Yes:
      return "if_answered_yes";
    case Verdict::No:
      return "if_answered_no";
    case Verdict::Unclear:
      break;
  }
  return "if_answered_unclear";
}

std::string sqlite_term(const SearchTerm& term) {
  return fmt::format("\"{}\"{}", fmt::join(term.words, " "), term.is_beginning ? "*" : "");
}

std::string postgres_term(const SearchTerm& term) {
  return fmt::format("('{}'{})", fmt::join(term.words, "' <-> '"), term.is_beginning ? ":*" : "");
}

}  // namespace

std::vector<CallCondition> conditions_of(const CallFilter& filter,
                                         const std::optional<std::int64_t>& job_number) {
  // Of filters that fit equally many calls, the first finds them: those whose index holds every column lead.
  Conditions conditions;
  conditions.add("if_job", job_number, "calls_by_job_and_time");
  conditions.add("if_rep", filter.rep, "calls_by_rep");
  if (filter.needs_review == true) conditions.add_flag("if_needs_review", "calls_needing_review");
  if (filter.red_flags) conditions.add_flag("if_red_flags", "calls_with_red_flags", "c.red_flags");
  conditions.add("if_campaign", filter.campaign, "calls_by_campaign");
  conditions.add("if_source", filter.source, "calls_by_source");
  if (filter.without_source) conditions.add_flag("if_without_source", "");
  conditions.add_word("if_action", filter.action, "calls_by_action");
  conditions.add("if_division", filter.division, "calls_by_division");
  conditions.add_word("if_classification", filter.classification, "calls_by_classification");
  conditions.add_word("if_call_type", filter.call_type, "calls_by_call_type");
  conditions.add_word("if_skip_reason", filter.skip_reason, "calls_by_skip_reason");
  if (filter.status == CallStatus::Complete) {
    conditions.add_word("if_status", filter.status, "");
  } else {
    conditions.add_word("if_status_unlike_complete", filter.status, "calls_unlike_complete");
  }
  if (filter.needs_review == false) conditions.add_flag("if_needs_no_review", "");
  if (filter.counting) conditions.add_flag("if_counts", "");
  if (filter.answered) {
    conditions.add_text(part_for(filter.answered->answer), filter.answered->question);
  }
  if (filter.leads) conditions.add_leads(*filter.leads);
  conditions.add("if_overall_min", filter.overall_min, "calls_by_overall_score");
  conditions.add("if_overall_max", filter.overall_max);
  conditions.add("if_lead_min", filter.lead_min, "calls_by_lead_score");
  conditions.add("if_lead_max", filter.lead_max);
  conditions.add("if_started_from", filter.started_from_ms);
  conditions.add("if_started_before", filter.started_before_ms);
  return conditions.take();
}

std::string condition_text(QueryText& query, const CallCondition& condition) {
  if (!condition.value) return query.part(condition.part);
  return query.part(condition.part, {}, {*condition.value});
}

std::vector<std::string> condition_texts(QueryText& query, const std::vector<CallCondition>& conditions) {
  std::vector<std::string> texts;
  for (const CallCondition& condition : conditions) texts.push_back(condition_text(query, condition));
  return texts;
}

std::string more_columns(const std::vector<CallCondition>& conditions) {
  std::set<std::string_view> columns;
  for (const CallCondition& condition : conditions) {
    if (!condition.column.empty()) columns.insert(condition.column);
  }
  std::string text;
  for (const std::string_view column : columns) text += fmt::format(", {}", column);
  return text;
}

std::string search_text(const CallFilter& filter, const std::optional<std::int64_t>& job_number,
                        Dialect dialect) {
  const auto search = SearchQuery::parse(filter.words.value_or(""));
  if (!search) return "";
  std::vector<std::string> terms;
  for (const SearchTerm& term : search->terms()) {
    terms.push_back(dialect == Dialect::Sqlite ? sqlite_term(term) : postgres_term(term));
  }
  if (dialect == Dialect::Postgres) return fmt::format("{}", fmt::join(terms, " & "));
  const std::string words = fmt::format("{{transcript names phones}} : ({})", fmt::join(terms, " AND "));
  return job_number ? fmt::format("job : \"j{}\" AND {}", *job_number, words) : words;
}

}  // namespace calltracker::store::sql
