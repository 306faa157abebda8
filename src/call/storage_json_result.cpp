// SPDX-License-Identifier: MIT
// The result's half of storage_json.hpp.
#include <boost/json/serialize.hpp>
#include <map>

#include "call/storage_json.hpp"
#include "call/storage_json_fields.hpp"
#include "call/storage_json_remarks.hpp"

namespace calltracker {
namespace {

using namespace storage_json;

template <class T>
using Reads = T (*)(const JsonReader&);

template <class T>
std::optional<T> read_if_any(const JsonReader& reader, std::string_view key, Reads<T> read) {
  const auto member = reader.find(key);
  return member ? std::optional(read(*member)) : std::nullopt;
}

template <class T>
void put_part(ObjectWriter& writer, std::string_view key, const std::optional<T>& part,
              json::object (*write)(const T&)) {
  if (part) writer.put_value(key, write(*part));
}

json::object write_triage(const Triage& triage) {
  return ObjectWriter()
      .put_value("classification", json::value(name_of(triage.classification)))
      .put("subtype", triage.subtype)
      .put("confidence", triage.confidence)
      .put("reason", triage.reason)
      .put_value("decidedBy", json::value(name_of(triage.decided_by)))
      .take();
}

Triage read_triage(const JsonReader& reader) {
  return {.classification = word<Classification>(reader, "classification", parse<Classification>),
          .subtype = text(reader, "subtype"),
          .confidence = real(reader, "confidence"),
          .reason = text(reader, "reason"),
          .decided_by = word<DecidedBy>(reader, "decidedBy", parse<DecidedBy>)};
}

json::object write_rep(const RepFacts& rep) {
  return ObjectWriter()
      .put("name", rep.name)
      .put("rosterName", rep.roster_name)
      .put("division", rep.division)
      .put("introducedProperly", rep.introduced_properly)
      .put("introPattern", rep.intro_pattern)
      .put("turn", rep.turn)
      .take();
}

RepFacts read_rep(const JsonReader& reader) {
  return {.name = reader.string_if_any("name"),
          .roster_name = reader.string_if_any("rosterName"),
          .division = reader.string_if_any("division"),
          .introduced_properly = flag(reader, "introducedProperly"),
          .intro_pattern = reader.string_if_any("introPattern"),
          .turn = integer_if_any(reader, "turn")};
}

json::object write_caller(const CallerFacts& caller) {
  ObjectWriter turns;
  for (const auto& [field, turn] : caller.turns) turns.put(field, turn);
  return ObjectWriter()
      .put("name", caller.name)
      .put("company", caller.company)
      .put("location", caller.location)
      .put("phone", caller.phone)
      .put("role", caller.role)
      .put_value("turns", turns.take())
      .take();
}

CallerFacts read_caller(const JsonReader& reader) {
  CallerFacts caller{.name = reader.string_if_any("name"),
                     .company = reader.string_if_any("company"),
                     .location = reader.string_if_any("location"),
                     .phone = reader.string_if_any("phone"),
                     .role = reader.string_if_any("role"),
                     .turns = {}};
  if (const auto turns = reader.find("turns")) {
    for (const auto& member : turns->as_object()) {
      const std::string field(member.key());
      caller.turns[field] = static_cast<int>(JsonReader(member.value(), field).as_int());
    }
  }
  return caller;
}

json::object write_context(const CallContext& context) {
  return ObjectWriter()
      .put_value("type", json::value(name_of(context.type)))
      .put("needSummary", context.need_summary)
      .put_unless_empty("productInterest", context.product_interest)
      .put_value("urgency", json::value(name_of(context.urgency)))
      .take();
}

CallContext read_context(const JsonReader& reader) {
  return {.type = word<CallType>(reader, "type", parse<CallType>),
          .need_summary = reader.string_if_any("needSummary"),
          .product_interest = reader.strings("productInterest"),
          .urgency = word<Urgency>(reader, "urgency", parse<Urgency>)};
}

json::object write_validation(const Validation& validation) {
  json::array issues;
  for (const ValidationIssue issue : validation.issues) issues.emplace_back(name_of(issue));
  return ObjectWriter()
      .put_value("issues", std::move(issues))
      .put("confidence", validation.confidence)
      .put("needsReview", validation.needs_review)
      .take();
}

Validation read_validation(const JsonReader& reader) {
  Validation validation{
      .issues = {}, .confidence = real(reader, "confidence"), .needs_review = flag(reader, "needsReview")};
  for (const JsonReader& item : reader.at("issues").as_array()) {
    const auto issue = parse<ValidationIssue>(item.as_string());
    if (!issue) item.fail("a validation issue");
    validation.issues.push_back(*issue);
  }
  return validation;
}

json::object write_metrics(const CallMetrics& metrics) {
  return ObjectWriter()
      .put("agentTalkShare", metrics.agent_talk_share)
      .put("agentQuestions", metrics.agent_questions)
      .put("callerQuestions", metrics.caller_questions)
      .put("longestAgentRunWords", metrics.longest_agent_run_words)
      .put("longestCallerRunWords", metrics.longest_caller_run_words)
      .put("turns", metrics.turns)
      .put("words", metrics.words)
      .put("fillerWords", metrics.filler_words)
      .put("wordsPerMinute", metrics.words_per_minute)
      .put("turnsPerMinute", metrics.turns_per_minute)
      .put("medianResponseSeconds", metrics.median_response_seconds)
      .take();
}

CallMetrics read_metrics(const JsonReader& reader) {
  return {.agent_talk_share = real_if_any(reader, "agentTalkShare"),
          .agent_questions = integer(reader, "agentQuestions"),
          .caller_questions = integer(reader, "callerQuestions"),
          .longest_agent_run_words = integer(reader, "longestAgentRunWords"),
          .longest_caller_run_words = integer(reader, "longestCallerRunWords"),
          .turns = integer(reader, "turns"),
          .words = integer(reader, "words"),
          .filler_words = integer(reader, "fillerWords"),
          .words_per_minute = real_if_any(reader, "wordsPerMinute"),
          .turns_per_minute = real_if_any(reader, "turnsPerMinute"),
          .median_response_seconds = real_if_any(reader, "medianResponseSeconds")};
}

json::value pairs_to_json(const auto& pairs) {
  json::array array;
  for (const auto& [key, value] : pairs) array.push_back(json::array{json::value(key), to_json(value)});
  return array;
}

// Calls `visit(name, value)` for each [name, value].
template <class Visit>
void for_each_pair(const JsonReader& reader, std::string_view key, const Visit& visit) {
  const auto member = reader.find(key);
  if (!member) return;
  for (const JsonReader& pair : member->as_array()) {
    const std::vector<JsonReader> parts = pair.as_array();
    if (parts.size() != 2) pair.fail("a name and a value");
    visit(parts[0].as_string(), parts[1]);
  }
}

json::object write_overridden(const OverriddenLevel& overridden) {
  return ObjectWriter()
      .put("applicable", overridden.applicable)
      .put("level", overridden.level)
      .put("score", overridden.score)
      .put("category", overridden.by.category)
      .put("byLevel", overridden.by.level)
      .put("reason", overridden.by.reason)
      .put("atMs", overridden.by.at_ms)
      .take();
}

OverriddenLevel read_overridden(const JsonReader& reader) {
  return {.applicable = flag(reader, "applicable"),
          .level = integer_if_any(reader, "level"),
          .score = real_if_any(reader, "score"),
          .by = {.category = text(reader, "category"),
                 .level = integer(reader, "byLevel"),
                 .reason = text(reader, "reason"),
                 .at_ms = reader.int_if_any("atMs").value_or(0)}};
}

json::object write_category(const CategoryScore& category) {
  ObjectWriter writer;
  put_part(writer, "overridden", category.overridden, write_overridden);
  return writer.put("applicable", category.applicable)
      .put("level", category.level)
      .put("score", category.score)
      .put_unless_empty("turns", category.turns)
      .put("note", category.note)
      .put_value("checks", pairs_to_json(category.checks))
      .put_value("details", pairs_to_json(category.details))
      .put("outcome", category.outcome)
      .take();
}

CategoryScore read_category(const JsonReader& reader) {
  CategoryScore category{.applicable = flag(reader, "applicable"),
                         .level = integer_if_any(reader, "level"),
                         .score = real_if_any(reader, "score"),
                         .turns = integers(reader, "turns"),
                         .note = text(reader, "note"),
                         .checks = {},
                         .details = {},
                         .outcome = reader.string_if_any("outcome"),
                         .overridden = read_if_any(reader, "overridden", read_overridden)};
  for_each_pair(reader, "checks", [&category](std::string name, const JsonReader& value) {
    category.checks.emplace_back(std::move(name), value.as_bool());
  });
  for_each_pair(reader, "details", [&category](std::string name, const JsonReader& value) {
    std::vector<std::string> items;
    for (const JsonReader& item : value.as_array()) items.push_back(item.as_string());
    category.details.emplace_back(std::move(name), std::move(items));
  });
  return category;
}

json::object write_score(const RepScore& score) {
  json::array categories;
  for (const auto& [key, category] : score.categories) {
    categories.push_back(json::array{json::value(key), write_category(category)});
  }
  return ObjectWriter()
      .put("overall", score.overall)
      .put("coverage", score.coverage)
      .put("overallBeforeOverrides", score.overall_before_overrides)
      .put_value("categories", std::move(categories))
      .take();
}

RepScore read_score(const JsonReader& reader) {
  RepScore score{.overall = real_if_any(reader, "overall"),
                 .coverage = real(reader, "coverage"),
                 .categories = {},
                 .overall_before_overrides = real_if_any(reader, "overallBeforeOverrides")};
  for_each_pair(reader, "categories", [&score](std::string key, const JsonReader& value) {
    score.categories.emplace_back(std::move(key), read_category(value));
  });
  return score;
}

json::object write_lead(const LeadQuality& lead) {
  return ObjectWriter()
      .put("score", lead.score)
      .put_value("timeline", json::value(name_of(lead.timeline)))
      .put("hasAuthority", lead.has_authority)
      .put("needIdentified", lead.need_identified)
      .put_value("serviceFit", json::value(name_of(lead.service_fit)))
      .put_unless_empty("redFlags", lead.red_flags)
      .put_value("recommendedAction", json::value(name_of(lead.recommended_action)))
      .put("followUpByMs", lead.follow_up_by_ms)
      .put_unless_empty("turns", lead.turns)
      .take();
}

LeadQuality read_lead(const JsonReader& reader) {
  return {
      .score = real(reader, "score"),
      .timeline = word<Timeline>(reader, "timeline", parse<Timeline>),
      .has_authority = reader.bool_if_any("hasAuthority"),
      .need_identified = flag(reader, "needIdentified"),
      .service_fit = word<ServiceFit>(reader, "serviceFit", parse<ServiceFit>),
      .red_flags = reader.strings("redFlags"),
      .recommended_action = word<RecommendedAction>(reader, "recommendedAction", parse<RecommendedAction>),
      .follow_up_by_ms = reader.int_if_any("followUpByMs"),
      .turns = integers(reader, "turns")};
}

json::object write_tokens(const TokenUse& tokens) {
  return ObjectWriter()
      .put("input", tokens.input)
      .put("output", tokens.output)
      .put("cacheRead", tokens.cache_read)
      .put("cacheWrite", tokens.cache_write)
      .put("unpriced", tokens.unpriced)
      .take();
}

TokenUse read_tokens(const JsonReader& reader) {
  return {.input = reader.int_if_any("input").value_or(0),
          .output = reader.int_if_any("output").value_or(0),
          .cache_read = reader.int_if_any("cacheRead").value_or(0),
          .cache_write = reader.int_if_any("cacheWrite").value_or(0),
          .unpriced = reader.int_if_any("unpriced").value_or(0)};
}

}  // namespace

std::string result_to_storage_json(const CallResult& result) {
  ObjectWriter writer;
  put_part(writer, "triage", result.triage, write_triage);
  put_part(writer, "rep", result.rep, write_rep);
  put_part(writer, "caller", result.caller, write_caller);
  put_part(writer, "callContext", result.context, write_context);
  put_part(writer, "validation", result.validation, write_validation);
  put_part(writer, "metrics", result.metrics, write_metrics);
  put_part(writer, "score", result.score, write_score);
  put_part(writer, "secondScore", result.second_score, write_score);
  put_part(writer, "lead", result.lead, write_lead);
  put_observations(writer, "strengths", result.strengths);
  put_observations(writer, "weaknesses", result.weaknesses);
  put_observations(writer, "coachingInsights", result.coaching_insights);
  put_observations(writer, "internalAlerts", result.internal_alerts);
  put_questions(writer, result.questions);
  writer.put("silverModel", result.models.silver)
      .put("goldModel", result.models.gold)
      .put("costUsd", result.cost_usd)
      .put_value("tokens", write_tokens(result.tokens));
  return json::serialize(writer.take());
}

CallResult result_from_storage_json(std::string_view text) {
  const JsonDocument document(text, "a stored result");
  const JsonReader reader(document.value(), "result");
  CallResult result;
  result.triage = read_if_any(reader, "triage", read_triage);
  result.rep = read_if_any(reader, "rep", read_rep);
  result.caller = read_if_any(reader, "caller", read_caller);
  result.context = read_if_any(reader, "callContext", read_context);
  result.validation = read_if_any(reader, "validation", read_validation);
  result.metrics = read_if_any(reader, "metrics", read_metrics);
  result.score = read_if_any(reader, "score", read_score);
  result.second_score = read_if_any(reader, "secondScore", read_score);
  result.lead = read_if_any(reader, "lead", read_lead);
  result.strengths = read_observations(reader, "strengths");
  result.weaknesses = read_observations(reader, "weaknesses");
  result.coaching_insights = read_observations(reader, "coachingInsights");
  result.internal_alerts = read_observations(reader, "internalAlerts");
  result.questions = read_questions(reader);
  result.models = {.silver = reader.string_if_any("silverModel"), .gold = reader.string_if_any("goldModel")};
  result.cost_usd = real(reader, "costUsd");
  result.tokens = read_if_any(reader, "tokens", read_tokens).value_or(TokenUse{});
  return result;
}

}  // namespace calltracker
