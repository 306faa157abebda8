// SPDX-License-Identifier: MIT
#include "call/result_json.hpp"

#include "call/vocabulary.hpp"

namespace calltracker {
namespace {

template <class Enum>
json::value word_or_null(const std::optional<Enum>& value) {
  if (!value) return nullptr;
  return json::value(name_of(*value));
}

json::array turns_to_json(const std::vector<Turn>& turns) {
  json::array array;
  array.reserve(turns.size());
  for (const Turn& turn : turns) {
    array.push_back(json::object{{"n", turn.number},
                                 {"speaker", name_of(turn.speaker)},
                                 {"text", turn.text},
                                 {"atSeconds", value_or_null(turn.at_seconds)}});
  }
  return array;
}

json::value triage_to_json(const std::optional<Triage>& triage) {
  if (!triage) return nullptr;
  return json::object{
      {"classification", name_of(triage->classification)},
      {"subtype", triage->subtype.empty() ? json::value(nullptr) : json::value(triage->subtype)},
      {"confidence", triage->confidence},
      {"reason", triage->reason},
      {"decidedBy", name_of(triage->decided_by)}};
}

json::value rep_to_json(const std::optional<RepFacts>& rep) {
  if (!rep) return nullptr;
  return json::object{{"name", value_or_null(rep->name)},
                      {"rosterName", value_or_null(rep->roster_name)},
                      {"division", value_or_null(rep->division)},
                      {"introducedProperly", rep->introduced_properly},
                      {"introPattern", value_or_null(rep->intro_pattern)},
                      {"turn", value_or_null(rep->turn)}};
}

json::value caller_to_json(const std::optional<CallerFacts>& caller) {
  if (!caller) return nullptr;
  json::object turns;
  for (const auto& [field, turn] : caller->turns) turns[field] = turn;
  return json::object{
      {"name", value_or_null(caller->name)},         {"company", value_or_null(caller->company)},
      {"location", value_or_null(caller->location)}, {"phone", value_or_null(caller->phone)},
      {"role", value_or_null(caller->role)},         {"turns", std::move(turns)}};
}

json::value context_to_json(const std::optional<CallContext>& context) {
  if (!context) return nullptr;
  return json::object{{"type", name_of(context->type)},
                      {"needSummary", value_or_null(context->need_summary)},
                      {"productInterest", to_json_array(context->product_interest)},
                      {"urgency", name_of(context->urgency)}};
}

json::value validation_to_json(const std::optional<Validation>& validation) {
  if (!validation) return nullptr;
  json::array issues;
  for (const ValidationIssue issue : validation->issues) issues.emplace_back(name_of(issue));
  return json::object{{"issues", std::move(issues)},
                      {"confidence", validation->confidence},
                      {"needsReview", validation->needs_review}};
}

json::value metrics_to_json(const std::optional<CallMetrics>& metrics) {
  if (!metrics) return nullptr;
  return json::object{{"agentTalkShare", value_or_null(metrics->agent_talk_share)},
                      {"agentQuestions", metrics->agent_questions},
                      {"callerQuestions", metrics->caller_questions},
                      {"longestAgentRunWords", metrics->longest_agent_run_words},
                      {"longestCallerRunWords", metrics->longest_caller_run_words},
                      {"turns", metrics->turns},
                      {"words", metrics->words},
                      {"fillerWords", metrics->filler_words},
                      {"wordsPerMinute", value_or_null(metrics->words_per_minute)},
                      {"turnsPerMinute", value_or_null(metrics->turns_per_minute)},
                      {"medianResponseSeconds", value_or_null(metrics->median_response_seconds)}};
}

// What a person set, beside what was there before.
json::object override_to_json(const CategoryScore& category, const TimeZone& zone) {
  const OverriddenLevel& overridden = *category.overridden;
  return {{"level", overridden.by.level},
          {"score", value_or_null(category.score)},
          {"reason", overridden.by.reason},
          {"at", time_to_json(overridden.by.at_ms, zone)},
          {"aiLevel", value_or_null(overridden.level)},
          {"aiScore", value_or_null(overridden.score)}};
}

json::object category_to_json(const CategoryScore& category, const TimeZone& zone) {
  json::object checks;
  for (const auto& [name, passed] : category.checks) checks[name] = passed;
  json::object object{{"applicable", category.applicable},
                      {"level", value_or_null(category.level)},
                      {"score", value_or_null(category.score)},
                      {"turns", to_json_array(category.turns)},
                      {"note", category.note},
                      {"checks", std::move(checks)}};
  for (const auto& [name, items] : category.details) object[name] = to_json_array(items);
  if (category.outcome) object["outcome"] = *category.outcome;
  if (category.overridden) object["override"] = override_to_json(category, zone);
  return object;
}

json::value score_to_json(const std::optional<RepScore>& score, const TimeZone& zone) {
  if (!score) return nullptr;
  json::object categories;
  bool is_overridden = false;
  for (const auto& [key, category] : score->categories) {
    categories[key] = category_to_json(category, zone);
    is_overridden = is_overridden || category.overridden;
  }
  json::object object{{"overall", value_or_null(score->overall)},
                      {"coverage", score->coverage},
                      {"categories", std::move(categories)}};
  if (is_overridden) object["aiOverall"] = value_or_null(score->overall_before_overrides);
  return object;
}

json::value lead_to_json(const std::optional<LeadQuality>& lead, const TimeZone& zone) {
  if (!lead) return nullptr;
  return json::object{{"score", lead->score},
                      {"timeline", name_of(lead->timeline)},
                      {"hasAuthority", value_or_null(lead->has_authority)},
                      {"needIdentified", lead->need_identified},
                      {"serviceFit", name_of(lead->service_fit)},
                      {"redFlags", to_json_array(lead->red_flags)},
                      {"recommendedAction", name_of(lead->recommended_action)},
                      {"followUpBy", time_to_json(lead->follow_up_by_ms, zone)},
                      {"turns", to_json_array(lead->turns)}};
}

json::array observations_to_json(const std::vector<Observation>& observations) {
  json::array array;
  array.reserve(observations.size());
  for (const Observation& item : observations) {
    array.push_back(
        json::object{{"text", item.text},
                     {"category", item.category.empty() ? json::value(nullptr) : json::value(item.category)},
                     {"turns", to_json_array(item.turns)}});
  }
  return array;
}

json::array questions_to_json(const std::vector<AnsweredQuestion>& questions) {
  json::array array;
  array.reserve(questions.size());
  for (const AnsweredQuestion& question : questions) {
    array.push_back(json::object{{"id", question.id},
                                 {"text", question.text},
                                 {"answer", name_of(question.answer)},
                                 {"turns", to_json_array(question.turns)}});
  }
  return array;
}

json::value failure_to_json(const std::optional<CallFailure>& failure) {
  if (!failure) return nullptr;
  return json::object{{"code", failure->code}, {"message", failure->message}};
}

void add_record(json::object& object, const CallRecord& record, const TimeZone& zone) {
  object["startTime"] = time_to_json(record.start_time_ms, zone);
  object["durationSeconds"] = value_or_null(record.duration_seconds);
  object["source"] = value_or_null(record.source);
  object["campaign"] = value_or_null(record.campaign);
  object["callStatus"] = value_or_null(record.call_status);
  object["recordingUrl"] = value_or_null(record.recording_url);
  object["transcriptTurns"] = turns_to_json(record.turns);
}

void add_result(json::object& object, const CallResult& result, const TimeZone& zone) {
  object["triage"] = triage_to_json(result.triage);
  object["rep"] = rep_to_json(result.rep);
  object["caller"] = caller_to_json(result.caller);
  object["callContext"] = context_to_json(result.context);
  object["validation"] = validation_to_json(result.validation);
  object["metrics"] = metrics_to_json(result.metrics);
  object["score"] = score_to_json(result.score, zone);
  object["lead"] = lead_to_json(result.lead, zone);
  object["strengths"] = observations_to_json(result.strengths);
  object["weaknesses"] = observations_to_json(result.weaknesses);
  object["coachingInsights"] = observations_to_json(result.coaching_insights);
  object["internalAlerts"] = observations_to_json(result.internal_alerts);
  object["questions"] = questions_to_json(result.questions);
  object["models"] = json::object{{"silver", value_or_null(result.models.silver)},
                                  {"gold", value_or_null(result.models.gold)}};
  object["costUsd"] = result.cost_usd;
  object["tokens"] = to_json(result.tokens);
}

}  // namespace

bool is_offline(const JobOptions& options) {
  return options.provider == "offline";
}

std::optional<std::string_view> provider_label(const JobOptions& options) {
  if (!is_offline(options)) return std::nullopt;
  return kOfflineLabel;
}

json::value time_to_json(const std::optional<UnixMillis>& time_ms, const TimeZone& zone) {
  if (!time_ms) return nullptr;
  return json::value(zone.to_iso8601(*time_ms));
}

json::object to_json(const TokenUse& tokens) {
  return {{"input", tokens.input},
          {"output", tokens.output},
          {"cacheRead", tokens.cache_read},
          {"cacheWrite", tokens.cache_write},
          {"unpriced", tokens.unpriced}};
}

json::object to_json(const JobSavings& saved) {
  return {{"total", saved.total_usd()},
          {"promptCache", saved.prompt_cache_usd},
          {"resultCache", saved.result_cache_usd},
          {"rules", saved.rules_usd},
          {"batch", saved.batch_usd}};
}

json::object to_json(const LevelAgreement& levels) {
  return {{"pairs", levels.pairs},
          {"exact", levels.exact},
          {"withinOne", levels.within_one},
          {"weightedKappa", value_or_null(levels.weighted_kappa)},
          {"weights", "quadratic"}};
}

json::object to_json(const Stability& stability) {
  json::value swing = nullptr;
  if (const auto& largest = stability.largest_swing) {
    swing = json::object{{"callId", largest->call.str()},
                         {"row", largest->row},
                         {"first", largest->first},
                         {"second", largest->second}};
  }
  return {{"calls", stability.calls},
          {"levels", to_json(stability.levels)},
          {"judgedOnce", stability.judged_once},
          {"totals", stability.totals},
          {"meanTotalDifference", value_or_null(stability.mean_total_difference)},
          {"largestSwing", std::move(swing)}};
}

json::object to_json(const Job& job, const TimeZone& zone) {
  json::object columns;
  for (const auto& [field, header] : job.column_mapping) columns[field] = header;
  json::array redaction;
  for (const PersonalData kind : job.options.redaction) redaction.emplace_back(name_of(kind));
  return {{"id", job.id.str()},
          {"fileName", job.file_name},
          {"status", name_of(job.status)},
          {"phase", name_of(job.phase)},
          {"provider", job.options.provider},
          {"label", value_or_null(provider_label(job.options))},
          {"preset", job.options.preset.empty() ? json::value(nullptr) : json::value(job.options.preset)},
          {"models", json::object{{"silver", job.options.silver_model}, {"gold", job.options.gold_model}}},
          {"redaction", std::move(redaction)},
          {"batch", job.options.in_batches},
          {"totalCalls", job.total_calls},
          {"processedCalls", job.processed_calls},
          {"failedCalls", job.failed_calls},
          {"skippedCalls", job.skipped_calls},
          {"cachedCalls", job.cached_calls},
          {"silverCalls", job.silver_calls},
          {"goldCalls", job.gold_calls},
          {"costUsd", job.cost_usd},
          {"unpricedTokens", job.unpriced_tokens},
          {"savedUsd", to_json(job.saved)},
          {"budgetUsd", value_or_null(job.options.budget_usd)},
          {"doubleScore", value_or_null(job.options.double_score)},
          {"stability", job.stability ? json::value(to_json(*job.stability)) : nullptr},
          {"statusCode", value_or_null(job.status_code)},
          {"statusMessage", value_or_null(job.status_message)},
          {"columns", std::move(columns)},
          {"createdAt", time_to_json(job.created_at_ms, zone)},
          {"updatedAt", time_to_json(job.updated_at_ms, zone)},
          {"finishedAt", time_to_json(job.finished_at_ms, zone)}};
}

json::object to_json(const Call& call, const TimeZone& zone) {
  json::object object;
  object.reserve(32);
  object["row"] = call.record.row;
  object["id"] = call.id.str();
  object["status"] = name_of(call.status);
  object["skipReason"] = word_or_null(call.skip_reason);
  object["error"] = failure_to_json(call.failure);
  object["cached"] = call.cached;
  add_record(object, call.record, zone);
  add_result(object, call.result, zone);
  return object;
}

}  // namespace calltracker
