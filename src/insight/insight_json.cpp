// SPDX-License-Identifier: MIT
#include "insight/insight_json.hpp"

#include "call/result_json.hpp"
#include "call/vocabulary.hpp"

namespace calltracker::insight {
namespace {

template <class T, class Convert>
json::array map_to_json(const std::vector<T>& items, Convert convert) {
  json::array array;
  array.reserve(items.size());
  for (const T& item : items) array.emplace_back(convert(item));
  return array;
}

json::object mean_to_json(const MeanEstimate& mean) {
  return {{"count", mean.count},
          {"mean", value_or_null(mean.mean)},
          {"low", value_or_null(mean.low)},
          {"high", value_or_null(mean.high)}};
}

json::object share_to_json(const ShareEstimate& share) {
  return {{"count", share.count},
          {"total", share.total},
          {"share", value_or_null(share.share)},
          {"low", value_or_null(share.low)},
          {"high", value_or_null(share.high)}};
}

json::object evidence_to_json(const Evidence& evidence, const TimeZone& zone) {
  return {{"callId", evidence.call_id.str()},
          {"row", evidence.row},
          {"startTime", time_to_json(evidence.start_time_ms, zone)},
          {"turns", to_json_array(evidence.turns)}};
}

json::array groups_to_json(const std::vector<ThemeGroup>& groups, const TimeZone& zone) {
  return map_to_json(groups, [&zone](const ThemeGroup& group) {
    const auto theme_to_json = [&zone](const Theme& theme) {
      return json::object{{"text", theme.text},
                          {"calls", theme.calls},
                          {"evidence", map_to_json(theme.evidence, [&zone](const Evidence& evidence) {
                             return evidence_to_json(evidence, zone);
                           })}};
    };
    return json::object{
        {"category", group.category.empty() ? json::value(nullptr) : json::value(group.category)},
        {"title", group.title},
        {"observations", group.observations},
        {"themes", map_to_json(group.themes, theme_to_json)}};
  });
}

json::array categories_to_json(const std::vector<CategoryMean>& categories) {
  return map_to_json(categories, [](const CategoryMean& category) {
    json::object object{{"key", category.key}, {"title", category.title}};
    for (auto& [name, value] : mean_to_json(category.score)) object[name] = value;
    return object;
  });
}

json::array days_to_json(const std::vector<DayPoint>& days) {
  return map_to_json(days, [](const DayPoint& day) {
    return json::object{{"date", day.date},
                        {"calls", day.calls},
                        {"validSales", day.valid_sales},
                        {"qualifiedLeads", day.qualified_leads},
                        {"repScore", mean_to_json(day.rep_score)}};
  });
}

json::object ranges_to_json(const std::vector<MetricRange>& ranges) {
  json::object object;
  for (const MetricRange& range : ranges) {
    object[range.key] = json::object{
        {"count", range.count}, {"low", range.low}, {"median", range.median}, {"high", range.high}};
  }
  return object;
}

json::array questions_to_json(const std::vector<QuestionInsight>& questions, const TimeZone& zone) {
  const auto calls_to_json = [&zone](const std::vector<Evidence>& calls) {
    return map_to_json(calls, [&zone](const Evidence& evidence) { return evidence_to_json(evidence, zone); });
  };
  return map_to_json(questions, [&calls_to_json](const QuestionInsight& question) {
    return json::object{{"id", question.id},
                        {"text", question.text},
                        {"yes", share_to_json(question.yes)},
                        {"no", question.no},
                        {"unclear", question.unclear},
                        {"yesCalls", calls_to_json(question.yes_calls)},
                        {"noCalls", calls_to_json(question.no_calls)}};
  });
}

void add_coaching(json::object& object, const Coaching& coaching, const TimeZone& zone) {
  object["strengths"] = groups_to_json(coaching.strengths, zone);
  object["weaknesses"] = groups_to_json(coaching.weaknesses, zone);
  object["coachingInsights"] = groups_to_json(coaching.advice, zone);
}

}  // namespace

json::object counts_to_json(const std::map<std::string, std::int64_t>& counts) {
  json::object object;
  for (const auto& [name, count] : counts) object[name] = count;
  return object;
}

json::object to_json(const TeamInsight& team, const TimeZone& zone) {
  json::array distribution;
  for (std::size_t bucket = 0; bucket < team.score_distribution.size(); ++bucket) {
    distribution.push_back(
        json::object{{"from", bucket + 1}, {"to", bucket + 2}, {"calls", team.score_distribution[bucket]}});
  }
  json::object object{{"calls", team.calls},
                      {"analysed", team.analysed},
                      {"skipped", team.skipped},
                      {"failed", team.failed},
                      {"needsReview", team.needs_review},
                      {"withoutRep", team.without_rep},
                      {"withoutOverall", team.without_overall},
                      {"firstCall", time_to_json(team.first_call_ms, zone)},
                      {"lastCall", time_to_json(team.last_call_ms, zone)},
                      {"validSales", share_to_json(team.valid_sales)},
                      {"spam", share_to_json(team.spam)},
                      {"ivrOnly", share_to_json(team.ivr_only)},
                      {"incomplete", share_to_json(team.incomplete)},
                      {"wrongNumber", share_to_json(team.wrong_number)},
                      {"repScore", mean_to_json(team.rep_score)},
                      {"leadScore", mean_to_json(team.lead_score)},
                      {"qualifiedLeads", team.qualified_leads},
                      {"priorityActions", team.priority_actions},
                      {"redFlags", team.red_flags},
                      {"talkShareMedian", value_or_null(team.talk_share_median)},
                      {"metricRanges", ranges_to_json(team.metric_ranges)},
                      {"scoreDistribution", std::move(distribution)},
                      {"categories", categories_to_json(team.categories)},
                      {"days", days_to_json(team.days)}};
  add_coaching(object, team.coaching, zone);
  object["questions"] = questions_to_json(team.questions, zone);
  return object;
}

json::object to_json(const RepInsight& rep, const TimeZone& zone) {
  json::object object{{"name", rep.name},
                      {"division", value_or_null(rep.division)},
                      {"rank", value_or_null(rep.rank)},
                      {"tooFewCalls", !rep.rank.has_value()},
                      {"calls", rep.calls},
                      {"validSales", rep.valid_sales},
                      {"qualifiedLeads", rep.qualified_leads},
                      {"needsReview", rep.needs_review},
                      {"score", mean_to_json(rep.score)},
                      {"leadScore", mean_to_json(rep.lead_score)},
                      {"bestCategory", value_or_null(rep.best_category)},
                      {"weakestCategory", value_or_null(rep.weakest_category)},
                      {"talkShareMedian", value_or_null(rep.talk_share_median)},
                      {"categories", categories_to_json(rep.categories)},
                      {"days", days_to_json(rep.days)}};
  add_coaching(object, rep.coaching, zone);
  object["questions"] = questions_to_json(rep.questions, zone);
  return object;
}

json::object to_json(const LeadInsight& lead, const TimeZone& zone) {
  json::object turns;
  for (const auto& [fact, turn] : lead.turns) turns[fact] = turn;
  return {{"callId", lead.call_id.str()},
          {"row", lead.row},
          {"startTime", time_to_json(lead.start_time_ms, zone)},
          {"score", lead.score},
          {"recommendedAction", calltracker::name_of(lead.action)},
          {"followUpBy", time_to_json(lead.follow_up_by_ms, zone)},
          {"overdue", lead.overdue},
          {"timeline", calltracker::name_of(lead.timeline)},
          {"urgency", calltracker::name_of(lead.urgency)},
          {"serviceFit", calltracker::name_of(lead.service_fit)},
          {"hasAuthority", value_or_null(lead.has_authority)},
          {"needIdentified", lead.need_identified},
          {"name", value_or_null(lead.caller_name)},
          {"company", value_or_null(lead.company)},
          {"phone", value_or_null(lead.phone)},
          {"location", value_or_null(lead.location)},
          {"role", value_or_null(lead.role)},
          {"need", value_or_null(lead.need)},
          {"productInterest", to_json_array(lead.products)},
          {"reasons", to_json_array(reasons_of(lead))},
          {"redFlags", to_json_array(lead.red_flags)},
          {"rep", lead.rep.empty() ? json::value(nullptr) : json::value(lead.rep)},
          {"division", value_or_null(lead.division)},
          {"source", value_or_null(lead.source)},
          {"recordingUrl", value_or_null(lead.recording_url)},
          {"turns", std::move(turns)},
          {"contactedAt", time_to_json(lead.contacted_at_ms, zone)}};
}

json::object to_json(const SourceInsight& source) {
  return {{"name", value_or_null(source.name)},
          {"calls", source.calls},
          {"analysed", source.analysed},
          {"validSales", share_to_json(source.valid_sales)},
          {"spam", share_to_json(source.spam)},
          {"qualifiedLeads", source.qualified.count},
          {"qualified", share_to_json(source.qualified)},
          {"leadScore", mean_to_json(source.lead_score)},
          {"spendUsd", value_or_null(source.spend_usd)},
          {"costPerLeadUsd", value_or_null(source.cost_per_lead_usd)}};
}

json::object to_json(const DivisionInsight& division) {
  return {{"name", value_or_null(division.name)},
          {"calls", division.calls},
          {"validSales", share_to_json(division.valid_sales)},
          {"repScore", mean_to_json(division.rep_score)},
          {"leadScore", mean_to_json(division.lead_score)},
          {"qualifiedLeads", division.qualified_leads},
          {"priorityActions", division.priority_actions}};
}

json::object to_json(const RedFlag& flag, const TimeZone& zone) {
  return {{"callId", flag.call_id.str()},
          {"row", flag.row},
          {"startTime", time_to_json(flag.start_time_ms, zone)},
          {"kind", name_of(flag.kind)},
          {"text", flag.text},
          {"turns", to_json_array(flag.turns)},
          {"rep", flag.rep.empty() ? json::value(nullptr) : json::value(flag.rep)}};
}

json::object to_json(const CostInsight& cost) {
  return {{"totalUsd", cost.total_usd},
          {"perCallUsd", value_or_null(cost.per_call_usd)},
          {"perQualifiedLeadUsd", value_or_null(cost.per_qualified_lead_usd)},
          {"cachedCalls", cost.cached_calls},
          {"tokens", calltracker::to_json(cost.tokens)}};
}

}  // namespace calltracker::insight
