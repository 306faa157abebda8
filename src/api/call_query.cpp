// SPDX-License-Identifier: MIT
#include "api/call_query.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "call/result_json.hpp"
#include "call/vocabulary.hpp"

namespace calltracker::api {
namespace {

using http::server::Request;
using store::CallSort;

constexpr int kCallsPerPageMax = 500;
constexpr int kCallsPerPage = 50;
constexpr std::size_t kWordsBytesMax = 500;

constexpr std::array<std::pair<std::string_view, CallSort>, 5> kSorts{
    {{"startTime", CallSort::StartTime},
     {"overallScore", CallSort::OverallScore},
     {"leadScore", CallSort::LeadScore},
     {"durationSeconds", CallSort::Duration},
     {"row", CallSort::Row}}};

// "waiting" are all groups but the contacted.
constexpr std::array<std::pair<std::string_view, store::LeadGroups>, 6> kLeadGroups{
    {{"priority-1hr", {.first = store::LeadGroup::Priority1Hr, .last = store::LeadGroup::Priority1Hr}},
     {"follow-24hr", {.first = store::LeadGroup::Follow24Hr, .last = store::LeadGroup::Follow24Hr}},
     {"nurture-48-72hr",
      {.first = store::LeadGroup::Nurture48To72Hr, .last = store::LeadGroup::Nurture48To72Hr}},
     {"email-only", {.first = store::LeadGroup::EmailOnly, .last = store::LeadGroup::EmailOnly}},
     {"contacted", {.first = store::LeadGroup::Contacted, .last = store::LeadGroup::Contacted}},
     {"waiting", {.first = store::LeadGroup::Priority1Hr, .last = store::LeadGroup::EmailOnly}}}};

[[noreturn]] void fail(std::string_view name, std::string found, std::string expected) {
  throw Error({.kind = ErrorKind::Usage,
               .code = "query-invalid",
               .message = fmt::format("{} must be {}", name, expected),
               .where = fmt::format("query parameter {}", name),
               .found = std::move(found)});
}

// Given but empty means any, as a form sends it.
std::optional<std::string> text_of(const Request& request, std::string_view name) {
  std::optional<std::string> text = request.query(name);
  if (!text || text->empty()) return std::nullopt;
  return to_valid_utf8(*text);
}

template <class Enum>
std::optional<Enum> word_of(const Request& request, std::string_view name, std::string_view what) {
  const auto text = text_of(request, name);
  if (!text) return std::nullopt;
  const auto word = parse<Enum>(*text);
  if (!word) fail(name, *text, std::string(what));
  return word;
}

std::optional<double> number_of(const Request& request, std::string_view name) {
  const auto text = text_of(request, name);
  if (!text) return std::nullopt;
  double number = 0;
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (failure != std::errc() || end != text->data() + text->size() || !std::isfinite(number)) {
    fail(name, *text, "a number");
  }
  return number;
}

std::optional<bool> flag_of(const Request& request, std::string_view name) {
  const auto text = text_of(request, name);
  if (!text) return std::nullopt;
  if (*text != "true" && *text != "false") fail(name, *text, "true or false");
  return *text == "true";
}

// The start of the day, or of the day after it.
std::optional<UnixMillis> day_of(const Request& request, std::string_view name, const TimeZone& zone,
                                 bool is_end) {
  const auto text = text_of(request, name);
  if (!text) return std::nullopt;
  const auto number = [&](std::size_t start, std::size_t length) {
    int value = -1;
    const char* first = text->data() + start;
    const auto [end, failure] = std::from_chars(first, first + length, value);
    return failure == std::errc() && end == first + length ? value : -1;
  };
  constexpr std::string_view kExpected = "a day like 2026-11-16";
  if (text->size() != 10 || (*text)[4] != '-' || (*text)[7] != '-') fail(name, *text, std::string(kExpected));
  CivilTime day{.year = number(0, 4),
                .month = static_cast<unsigned>(number(5, 2)),
                .day = static_cast<unsigned>(number(8, 2))};
  auto time_ms = zone.to_unix(day);
  if (!time_ms) fail(name, *text, std::string(kExpected));
  if (!is_end) return time_ms;
  // Noon of the next day is in the next day, whatever the clocks do.
  constexpr UnixMillis kDayAndHalfMs = 36 * 3'600'000;
  const CivilTime next = zone.to_civil(*time_ms + kDayAndHalfMs);
  return zone.to_unix({.year = next.year, .month = next.month, .day = next.day});
}

std::optional<std::string> words_of(const Request& request) {
  auto words = text_of(request, "q");
  if (words && words->size() > kWordsBytesMax) fail("q", "a longer text", "at most 500 bytes");
  return words;
}

// A question without an answer, or the other way round, asks for nothing.
std::optional<store::AnswerWanted> answer_of(const Request& request) {
  const auto question = text_of(request, "question");
  const auto answer = word_of<Verdict>(request, "answer", "yes, no or unclear");
  if (question && !answer) fail("answer", "nothing", "yes, no or unclear where a question is given");
  if (answer && !question) fail("question", "nothing", "a question's id where an answer is given");
  if (!question) return std::nullopt;
  return store::AnswerWanted{.question = *question, .answer = *answer};
}

template <class Item>
json::array values_to_json(const std::vector<Item>& values) {
  json::array array;
  for (const auto& value : values) {
    array.push_back(json::object{{"name", value.name}, {"n", value_or_null(value.calls)}});
  }
  return array;
}

template <class Enum>
json::value word_or_null(const std::optional<Enum>& word) {
  return word ? json::value(name_of(*word)) : json::value(nullptr);
}

json::value match_to_json(const std::vector<store::SnippetPiece>& match) {
  if (match.empty()) return nullptr;
  json::array pieces;
  for (const store::SnippetPiece& piece : match) {
    pieces.push_back(json::object{{"text", piece.text}, {"hit", piece.is_hit}});
  }
  return pieces;
}

}  // namespace

store::CallFilter read_insight_filter(const Request& request, const TimeZone& zone) {
  store::CallFilter filter;
  if (const auto job = text_of(request, "job")) filter.job = JobId(*job);
  filter.division = text_of(request, "division");
  filter.call_type = word_of<CallType>(request, "callType", "inbound, outbound, follow-up or unknown");
  filter.rep = text_of(request, "rep");
  filter.source = text_of(request, "source");
  filter.started_from_ms = day_of(request, "from", zone, false);
  filter.started_before_ms = day_of(request, "to", zone, true);
  return filter;
}

store::CallFilter read_call_filter(const Request& request, const TimeZone& zone) {
  store::CallFilter filter = read_insight_filter(request, zone);
  filter.words = words_of(request);
  filter.campaign = text_of(request, "campaign");
  filter.without_source = flag_of(request, "noSource").value_or(false);
  filter.classification = word_of<Classification>(request, "classification", "a classification");
  filter.status = word_of<CallStatus>(request, "status", "a state of calls");
  filter.skip_reason = word_of<SkipReason>(request, "skipReason", "a reason to skip");
  filter.action = word_of<RecommendedAction>(request, "action", "a recommended action");
  filter.needs_review = flag_of(request, "needsReview");
  filter.red_flags = flag_of(request, "redFlags").value_or(false);
  filter.answered = answer_of(request);
  filter.overall_min = number_of(request, "minScore");
  filter.overall_max = number_of(request, "maxScore");
  filter.lead_min = number_of(request, "minLead");
  filter.lead_max = number_of(request, "maxLead");
  return filter;
}

store::CallFilter read_lead_filter(const Request& request, const TimeZone& zone) {
  store::CallFilter filter = read_insight_filter(request, zone);
  filter.words = words_of(request);
  filter.leads = store::LeadGroups{};
  const auto group = text_of(request, "group");
  if (!group) return filter;
  for (const auto& [name, groups] : kLeadGroups) {
    if (name == *group) {
      filter.leads = groups;
      return filter;
    }
  }
  fail("group", *group,
       "priority-1hr, follow-24hr, nurture-48-72hr, email-only, contacted, or waiting for all but those");
}

store::LeadListQuery read_lead_list_query(const Request& request, const TimeZone& zone) {
  return {.filter = read_lead_filter(request, zone),
          .limit = request.query_int("limit", kCallsPerPage, 1, kCallsPerPageMax),
          .cursor = text_of(request, "cursor"),
          .count_at_ms = std::nullopt};
}

store::CallListQuery read_call_list_query(const Request& request, const TimeZone& zone) {
  store::CallListQuery query{.filter = read_call_filter(request, zone),
                             .limit = request.query_int("limit", kCallsPerPage, 1, kCallsPerPageMax),
                             .cursor = text_of(request, "cursor")};
  const std::string sort = text_of(request, "sort").value_or("-startTime");
  query.descending = sort.starts_with('-');
  const std::string_view name = std::string_view(sort).substr(query.descending ? 1 : 0);
  for (const auto& [known, order] : kSorts) {
    if (known == name) {
      query.sort = order;
      return query;
    }
  }
  fail("sort", sort, "startTime, overallScore, leadScore, durationSeconds or row, with - for descending");
}

// Only what is compared: the second answer's notes and coaching are nobody's.
json::value second_score_to_json(const RepScore& second) {
  json::object levels;
  for (const auto& [key, category] : second.categories) levels[key] = value_or_null(category.level);
  return json::object{{"overall", value_or_null(second.overall)}, {"levels", std::move(levels)}};
}

json::object call_to_json(const Call& call, const TimeZone& zone) {
  json::object object = calltracker::to_json(call, zone);
  object["jobId"] = call.job_id.str();
  object["contactedAt"] = time_to_json(call.contacted_at_ms, zone);
  object["callerNumber"] = value_or_null(call.record.caller_number);
  object["callerName"] = value_or_null(call.record.caller_name);
  object["agentName"] = value_or_null(call.record.agent_name);
  object["note"] = value_or_null(call.record.note);
  object["speakersSwapped"] = call.record.speakers_swapped;
  object["secondScore"] =
      call.result.second_score ? second_score_to_json(*call.result.second_score) : nullptr;
  return object;
}

json::object to_json(const store::CallSummary& call, const TimeZone& zone) {
  json::value error = nullptr;
  if (call.failure) error = json::object{{"code", call.failure->code}, {"message", call.failure->message}};
  return {{"id", call.id.str()},
          {"jobId", call.job_id.str()},
          {"row", call.row},
          {"status", name_of(call.status)},
          {"skipReason", word_or_null(call.skip_reason)},
          {"error", std::move(error)},
          {"cached", call.cached},
          {"startTime", time_to_json(call.start_time_ms, zone)},
          {"durationSeconds", value_or_null(call.duration_seconds)},
          {"source", value_or_null(call.source)},
          {"campaign", value_or_null(call.campaign)},
          {"callStatus", value_or_null(call.call_status)},
          {"classification", word_or_null(call.classification)},
          {"subtype", call.subtype && !call.subtype->empty() ? json::value(*call.subtype) : nullptr},
          {"rep", value_or_null(call.rep)},
          {"division", value_or_null(call.division)},
          {"callType", word_or_null(call.call_type)},
          {"callerName", value_or_null(call.caller_name)},
          {"company", value_or_null(call.company)},
          {"callerNumber", value_or_null(call.caller_number)},
          {"needSummary", value_or_null(call.need_summary)},
          {"overallScore", value_or_null(call.overall_score)},
          {"leadScore", value_or_null(call.lead_score)},
          {"recommendedAction", word_or_null(call.action)},
          {"followUpBy", time_to_json(call.follow_up_by_ms, zone)},
          {"needsReview", value_or_null(call.needs_review)},
          {"contactedAt", time_to_json(call.contacted_at_ms, zone)},
          {"redFlags", to_json_array(call.red_flags)},
          {"costUsd", call.cost_usd},
          {"match", match_to_json(call.match)}};
}

json::object to_json(const store::LeadGroupTotal& total) {
  return {{"group", kLeadGroups.at(static_cast<std::size_t>(total.group)).first},
          {"n", total.leads},
          {"overdue", total.overdue},
          {"dueWithinHour", total.due_within_hour},
          {"isExact", total.is_exact}};
}

json::object to_json(const store::CallFacets& facets) {
  return {{"reps", values_to_json(facets.reps)},
          {"divisions", values_to_json(facets.divisions)},
          {"sources", values_to_json(facets.sources)},
          {"classifications", values_to_json(facets.classifications)},
          {"callTypes", values_to_json(facets.call_types)},
          {"actions", values_to_json(facets.actions)},
          {"statuses", values_to_json(facets.statuses)},
          {"isExact", facets.is_exact}};
}

}  // namespace calltracker::api
