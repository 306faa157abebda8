// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "insight/insight_builder.hpp"
#include "insight/insight_json.hpp"
#include "tests/support/sample_calls.hpp"

using namespace calltracker;
using namespace calltracker::insight;
using samples::kHourMs;
using samples::kMondayMorningMs;

namespace {

Call scored_call(std::string rep, std::optional<double> overall, int row = 2) {
  Call call{.id = CallId("call-" + std::to_string(row)), .status = CallStatus::Complete};
  call.record.row = row;
  call.record.start_time_ms = kMondayMorningMs;
  call.record.source = "Google Ads";
  call.result.triage = Triage{.classification = Classification::ValidSales};
  call.result.rep = RepFacts{.name = rep, .roster_name = rep, .division = "NH Sales"};
  call.result.score = RepScore{.overall = overall, .coverage = overall ? 1.0 : 0.3};
  return call;
}

Call lead_call(double score, RecommendedAction action, int row) {
  Call call = scored_call("Dana Whitfield", 6, row);
  call.result.lead = LeadQuality{.score = score, .recommended_action = action};
  return call;
}

JobInsight insight_of(const std::vector<Call>& calls, std::map<std::string, double> spend = {}) {
  const Workspace workspace = samples::sample_workspace();
  InsightBuilder builder(workspace, kMondayMorningMs + 2 * kHourMs, Detail::Everything, std::move(spend));
  for (const Call& call : calls) builder.add(call);
  return builder.finish();
}

}  // namespace

TEST_CASE("a score without an overall enters no mean, and is counted") {
  const JobInsight insight =
      insight_of({scored_call("Dana Whitfield", 8), scored_call("Dana Whitfield", {})});
  CHECK(insight.team.rep_score.count == 1);
  CHECK(insight.team.rep_score.mean.value() == 8);
  CHECK(insight.team.without_overall == 1);
  CHECK(insight.reps.at(0).calls == 2);
}

TEST_CASE("a rep with fewer than five scores stands after the ranked ones, without a rank") {
  std::vector<Call> calls;
  for (int row = 0; row < 5; ++row) calls.push_back(scored_call("Dana Whitfield", 5, row));
  for (int row = 5; row < 9; ++row) calls.push_back(scored_call("Owen Pratt", 10, row));
  const JobInsight insight = insight_of(calls);
  CHECK(insight.reps.at(0).name == "Dana Whitfield");
  CHECK(insight.reps.at(0).rank == 1);
  CHECK(insight.reps.at(1).name == "Owen Pratt");
  CHECK_FALSE(insight.reps.at(1).rank);
}

TEST_CASE("calls without a rep count for the team and for nobody") {
  Call call = scored_call("", 8);
  call.result.rep = RepFacts{};
  const JobInsight insight = insight_of({call});
  CHECK(insight.reps.empty());
  CHECK(insight.team.without_rep == 1);
  CHECK(insight.team.rep_score.count == 1);
}

TEST_CASE("leads come by action, then deadline; calls without follow-up are left out") {
  Call late = lead_call(9.9, RecommendedAction::Priority1Hr, 2);
  late.record.start_time_ms = kMondayMorningMs + 3 * kHourMs;
  const JobInsight insight = insight_of({lead_call(5.5, RecommendedAction::Nurture48To72Hr, 3), late,
                                         lead_call(1.5, RecommendedAction::NoFollowUp, 4),
                                         lead_call(9.1, RecommendedAction::Priority1Hr, 5)});
  REQUIRE(insight.leads.size() == 3);
  CHECK(insight.leads[0].row == 5);
  CHECK(insight.leads[1].row == 2);
  CHECK(insight.leads[2].row == 3);
  CHECK(insight.team.qualified_leads == 2);
  CHECK(insight.team.priority_actions == 2);
}

TEST_CASE("a follow-up is due from the call's start, and overdue once that has passed") {
  const JobInsight insight = insight_of(
      {lead_call(9, RecommendedAction::Priority1Hr, 2), lead_call(7, RecommendedAction::Follow24Hr, 3),
       lead_call(5, RecommendedAction::Nurture48To72Hr, 4), lead_call(3, RecommendedAction::EmailOnly, 5)});
  CHECK(insight.leads.at(0).follow_up_by_ms == kMondayMorningMs + kHourMs);
  CHECK(insight.leads.at(0).overdue);
  CHECK(insight.leads.at(1).follow_up_by_ms == kMondayMorningMs + 24 * kHourMs);
  CHECK_FALSE(insight.leads.at(1).overdue);
  CHECK(insight.leads.at(2).follow_up_by_ms == kMondayMorningMs + 72 * kHourMs);
  CHECK_FALSE(insight.leads.at(3).follow_up_by_ms);
}

TEST_CASE("the deadline that was stored wins over the computed one") {
  Call call = lead_call(9, RecommendedAction::Priority1Hr, 2);
  call.result.lead->follow_up_by_ms = kMondayMorningMs + 5 * kHourMs;
  CHECK(insight_of({call}).leads.at(0).follow_up_by_ms == kMondayMorningMs + 5 * kHourMs);
}

TEST_CASE("equal remarks become one theme with the calls behind it") {
  std::vector<Call> calls;
  for (int row = 2; row < 9; ++row) {
    Call call = scored_call("Dana Whitfield", 5, row);
    call.result.weaknesses = {{"Never asks for the budget", "informationGathering", {row}}};
    calls.push_back(call);
  }
  const JobInsight insight = insight_of(calls);
  const ThemeGroup& group = insight.reps.at(0).coaching.weaknesses.at(0);
  CHECK(group.title == "Information gathering");
  CHECK(group.observations == 7);
  REQUIRE(group.themes.size() == 1);
  CHECK(group.themes[0].calls == 7);
  CHECK(group.themes[0].evidence.size() == kEvidenceMax);
  CHECK(group.themes[0].evidence[0].turns == std::vector<int>{2});
}

TEST_CASE("of many different remarks, those from the lowest scores are kept, and all are counted") {
  std::vector<Call> calls;
  for (int row = 0; row < 200; ++row) {
    Call call = scored_call("Dana Whitfield", 5, row);
    CategoryScore score{.applicable = true, .score = row == 150 ? 1.0 : 6.0};
    call.result.score->categories.emplace_back("nextSteps", score);
    call.result.weaknesses = {{"Remark " + std::to_string(row), "nextSteps", {1}}};
    calls.push_back(call);
  }
  const JobInsight insight = insight_of(calls);
  const ThemeGroup& group = insight.team.coaching.weaknesses.at(0);
  CHECK(group.observations == 200);
  CHECK(group.themes.size() == kThemesMax);
  CHECK(group.themes[0].text == "Remark 150");
}

TEST_CASE("best and weakest category come from the means of those that applied") {
  Call call = scored_call("Dana Whitfield", 5);
  call.result.score->categories = {{"nextSteps", {.applicable = true, .score = 2.8}},
                                   {"callClosing", {.applicable = true, .score = 8.2}},
                                   {"objectionHandling", {.applicable = false}}};
  const JobInsight insight = insight_of({call});
  CHECK(insight.reps.at(0).best_category == "Call closing");
  CHECK(insight.reps.at(0).weakest_category == "Next steps");
  CHECK(insight.reps.at(0).categories.size() == 2);
}

TEST_CASE("a source knows its shares, and its cost per lead only when the spend is known") {
  Call spam = scored_call("", {}, 3);
  spam.result = CallResult{.triage = Triage{.classification = Classification::Spam}};
  Call elsewhere = lead_call(8, RecommendedAction::Follow24Hr, 4);
  elsewhere.record.source = std::nullopt;
  const JobInsight insight =
      insight_of({lead_call(9, RecommendedAction::Priority1Hr, 2), spam, elsewhere}, {{"Google Ads", 250}});
  REQUIRE(insight.sources.size() == 2);
  CHECK(insight.sources[0].name == "Google Ads");
  CHECK(insight.sources[0].spam.share.value() == 0.5);
  CHECK(insight.sources[0].cost_per_lead_usd.value() == 250);
  CHECK_FALSE(insight.sources[1].name);
  CHECK_FALSE(insight.sources[1].cost_per_lead_usd);
}

TEST_CASE("days are cut in the workspace's zone, not in UTC") {
  Call evening = scored_call("Dana Whitfield", 7);
  evening.record.start_time_ms = kMondayMorningMs + 12 * kHourMs;  // 20:00 in New York, Tuesday in UTC
  const JobInsight insight = insight_of({scored_call("Dana Whitfield", 7), evening});
  REQUIRE(insight.team.days.size() == 1);
  CHECK(insight.team.days[0].date == "2026-11-16");
  CHECK(insight.team.days[0].calls == 2);
}

TEST_CASE("skipped and failed calls are counted by reason and enter no share") {
  Call skipped{.status = CallStatus::Skipped, .skip_reason = SkipReason::Abandoned};
  Call failed{.status = CallStatus::Failed, .failure = CallFailure{.code = "model-overloaded"}};
  const JobInsight insight = insight_of({skipped, failed, scored_call("Dana Whitfield", 7)});
  CHECK(insight.team.calls == 3);
  CHECK(insight.team.analysed == 1);
  CHECK(insight.team.valid_sales.total == 1);
  CHECK(insight.skipped.at("abandoned") == 1);
  CHECK(insight.failed.at("model-overloaded") == 1);
}

TEST_CASE("the roster decides a rep's division") {
  Call call = scored_call("Rob Delgado", 7);
  call.result.rep->division = "NH Sales";
  const JobInsight insight = insight_of({call});
  CHECK(insight.reps.at(0).division == "NH Service");
  CHECK(insight.divisions.at(0).name == "NH Service");
}

TEST_CASE("an insight's JSON shows a rep without a rank as one with too few calls") {
  const TimeZone zone("America/New_York");
  const JobInsight insight = insight_of({scored_call("Dana Whitfield", 7)});
  const json::object rep = to_json(insight.reps.at(0), zone);
  CHECK(rep.at("tooFewCalls").as_bool());
  CHECK(rep.at("rank").is_null());
  CHECK(rep.at("score").at("low").is_null());
}
