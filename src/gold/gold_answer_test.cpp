// SPDX-License-Identifier: MIT
#include "gold/gold_answer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "gold/gold_request.hpp"
#include "llm/json_schema.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::gold;

const Workspace& workspace() {
  static const Workspace value = built_in_workspace();
  return value;
}

// Turn 1, 3, 5 are the agent's, 2, 4, 6 the caller's.
CallRecord sample_call() {
  CallRecord call;
  const char* lines[] = {"Nationwide Haul, this is Brian.", "I need a reefer but you are too high.",
                         "Those other clowns sell junk.",   "That is rude.",
                         "Fine. I'll call you Monday.",     "Maybe."};
  for (const char* line : lines) {
    const int number = static_cast<int>(call.turns.size()) + 1;
    call.turns.push_back(
        {.number = number, .speaker = number % 2 == 1 ? Speaker::Agent : Speaker::Caller, .text = line});
  }
  call.start_time_ms = 1'000'000;
  return call;
}

CallMetrics sample_metrics() {
  return {.agent_talk_share = 0.42, .words = 200, .filler_words = 3};
}

// Every category at level 3, shown by turn 1; a lead with everything known.
json::object sample_answer() {
  json::object categories;
  for (const auto& [key, rules] :
       gold_schema().at("properties").at("categories").at("properties").as_object()) {
    const json::array& checks = rules.at("properties").at("checks").at("items").at("enum").as_array();
    json::object category{{"applicable", true},
                          {"turns", json::array{1}},
                          {"checks", checks},
                          {"level", 3},
                          {"note", "Shown."}};
    for (const char* list : {"unprofessionalLanguage", "objectionsRaised", "stepsSet"}) {
      if (rules.at("properties").as_object().contains(list)) category[list] = json::array{};
    }
    if (rules.at("properties").as_object().contains("outcome")) category["outcome"] = "follow-up";
    categories[key] = std::move(category);
  }
  return {{"categories", std::move(categories)},
          {"lead",
           {{"timeline", "immediate"},
            {"hasAuthority", "yes"},
            {"needIdentified", true},
            {"serviceFit", "perfect"},
            {"redFlags", json::array{}},
            {"turns", json::array{2}}}},
          {"strengths", json::array{}},
          {"weaknesses", json::array{}},
          {"coachingInsights", json::array{}},
          {"internalAlerts", json::array{}}};
}

json::value cited(std::string_view text, int turn) {
  return json::object{{"text", text}, {"turn", turn}};
}

json::value observed(std::string_view text, std::vector<int> turns) {
  return json::object{{"text", text}, {"category", "nextSteps"}, {"turns", to_json_array(turns)}};
}

json::object& category(json::object& answer, std::string_view key) {
  return answer["categories"].as_object()[key].as_object();
}

std::variant<GoldFindings, Rejection> read(const json::object& answer,
                                           EvidencePolicy policy = EvidencePolicy::RejectUnproven) {
  CHECK_FALSE(llm::JsonSchema(gold_schema()).problem_with(answer));
  return read_gold_answer(answer, sample_call(), sample_metrics(), workspace(), policy);
}

std::string rejection(const json::object& answer) {
  const auto result = read(answer);
  const auto* rejected = std::get_if<Rejection>(&result);
  return rejected == nullptr ? "" : rejected->reason;
}

GoldFindings accepted(const json::object& answer) {
  return std::get<GoldFindings>(read(answer, EvidencePolicy::AcceptWithFlags));
}

const CategoryScore& scored(const GoldFindings& findings, std::string_view key) {
  return std::find_if(findings.score.categories.begin(), findings.score.categories.end(),
                      [key](const auto& each) { return each.first == key; })
      ->second;
}

}  // namespace

TEST_CASE("a proven answer becomes scores in the rubric's order") {
  const auto result = read(sample_answer());
  REQUIRE(std::holds_alternative<GoldFindings>(result));
  const auto& findings = std::get<GoldFindings>(result);
  REQUIRE(findings.score.categories.size() == 10);
  CHECK(findings.score.categories[0].first == "callContext");
  CHECK(scored(findings, "nextSteps").score == doctest::Approx(6.4));
  CHECK(scored(findings, "nextSteps").turns == std::vector<int>{1});
  CHECK(scored(findings, "nextSteps").checks.size() == 3);
  CHECK(scored(findings, "callClosing").outcome == "follow-up");
  CHECK(scored(findings, "listeningRatio").level == 5);
  // Nine categories at 6.4 with 90 % of the weight, listening at 10 with 10 %.
  CHECK(findings.score.overall == doctest::Approx(6.76));
  CHECK(findings.score.coverage == doctest::Approx(1));
  CHECK(findings.lead.score == 10);
  CHECK(findings.lead.follow_up_by_ms == 1'000'000 + 3'600'000);
  CHECK(findings.issues.empty());
}

TEST_CASE("a cited turn that does not exist is rejected, then withheld and flagged") {
  json::object answer = sample_answer();
  category(answer, "nextSteps")["turns"] = json::array{99};
  CHECK(rejection(answer).find("categories.nextSteps: there is no turn 99") != std::string::npos);
  const GoldFindings findings = accepted(answer);
  CHECK(scored(findings, "nextSteps").applicable);
  CHECK_FALSE(scored(findings, "nextSteps").level);
  CHECK(scored(findings, "nextSteps").turns.empty());
  CHECK(findings.score.coverage == doctest::Approx(0.9));
  CHECK(findings.issues == std::vector{ValidationIssue::EvidenceRejected});
}

TEST_CASE("credit for the rep needs the rep's words, an absence needs none") {
  json::object answer = sample_answer();
  category(answer, "nextSteps")["turns"] = json::array{2, 4};
  CHECK(rejection(answer) == "categories.nextSteps: cite at least one turn of the agent");
  category(answer, "nextSteps")["level"] = 1;
  CHECK(rejection(answer) == "");
  category(answer, "nextSteps")["turns"] = json::array{};
  CHECK(rejection(answer) == "");
}

TEST_CASE("what does not apply needs no evidence and counts for nothing") {
  json::object answer = sample_answer();
  category(answer, "objectionHandling")["applicable"] = false;
  category(answer, "objectionHandling")["turns"] = json::array{};
  const auto findings = std::get<GoldFindings>(read(answer));
  CHECK_FALSE(scored(findings, "objectionHandling").level);
  CHECK(findings.score.coverage == doctest::Approx(0.9));
}

TEST_CASE("objections are the caller's, unfit words the agent's and word for word") {
  json::object answer = sample_answer();
  category(answer, "objectionHandling")["objectionsRaised"] = json::array{cited("price", 3)};
  CHECK(rejection(answer).find("turn 3 is not the caller's") != std::string::npos);
  category(answer, "objectionHandling")["objectionsRaised"] = json::array{cited("price", 2)};
  CHECK(rejection(answer) == "");

  category(answer, "toneProfessionalism")["unprofessionalLanguage"] =
      json::array{cited("those other CLOWNS", 3)};
  CHECK(rejection(answer) == "");
  category(answer, "toneProfessionalism")["unprofessionalLanguage"] = json::array{cited("you idiot", 3)};
  CHECK(rejection(answer).find("does not stand word for word in turn 3") != std::string::npos);
  category(answer, "toneProfessionalism")["unprofessionalLanguage"] = json::array{cited("that is rude", 4)};
  CHECK(rejection(answer).find("turn 4 is not the agent's") != std::string::npos);
  CHECK(rejection(answer).find("rude") == std::string::npos);
}

TEST_CASE("turns from lists join the category's") {
  json::object answer = sample_answer();
  category(answer, "nextSteps")["stepsSet"] = json::array{cited("call on Monday", 5)};
  const auto findings = std::get<GoldFindings>(read(answer));
  CHECK(scored(findings, "nextSteps").turns == std::vector<int>{1, 5});
  CHECK(scored(findings, "nextSteps").details[0].second == std::vector<std::string>{"call on Monday"});
}

TEST_CASE("an unproven lead is flagged but kept, an unproven red flag is dropped") {
  json::object answer = sample_answer();
  answer["lead"].as_object()["turns"] = json::array{1};
  answer["lead"].as_object()["redFlags"] = json::array{cited("no money", 3), cited("hostile", 4)};
  CHECK(rejection(answer).find("lead.turns: cite at least one turn of the caller") != std::string::npos);
  const GoldFindings findings = accepted(answer);
  CHECK(findings.lead.red_flags == std::vector<std::string>{"hostile"});
  CHECK(findings.lead.timeline == Timeline::Immediate);
  CHECK(findings.issues.size() == 1);
}

TEST_CASE("strengths need the agent's words, weaknesses a turn, alerts nothing") {
  json::object answer = sample_answer();
  answer["strengths"] = json::array{observed("good", {1}), observed("made up", {2})};
  answer["weaknesses"] = json::array{observed("missed", {4}), observed("made up", {})};
  answer["internalAlerts"] = json::array{json::object{{"text", "angry"}, {"turns", json::array{}}}};
  CHECK(rejection(answer) ==
        "strengths[1]: cite at least one turn of the agent; weaknesses[1]: cite at least one turn");
  const GoldFindings findings = accepted(answer);
  CHECK(findings.strengths.size() == 1);
  CHECK(findings.weaknesses.size() == 1);
  CHECK(findings.internal_alerts.size() == 1);
}

TEST_CASE("turns of unknown speakers count for either side") {
  CallRecord call = sample_call();
  for (Turn& turn : call.turns) turn.speaker = Speaker::Other;
  const auto result = read_gold_answer(sample_answer(), call, sample_metrics(), workspace());
  CHECK(std::holds_alternative<GoldFindings>(result));
}

TEST_CASE("the question of Gold holds the anchors and no name") {
  CallRecord call = sample_call();
  call.agent_name = "Brian Keller";
  call.source = "Google Ads";
  const llm::ModelCatalog catalog = llm::ModelCatalog::built_in();
  const llm::ModelRequest request = make_gold_request(call, workspace(), *catalog.find("claude-sonnet-5-5"));
  CHECK(request.instructions.find("A next step with an owner and a time.") != std::string::npos);
  CHECK(request.instructions.find("listeningRatio") == std::string::npos);
  CHECK(request.instructions.find("{{") == std::string::npos);
  const std::string all = request.instructions + to_json_text(request.input);
  CHECK(all.find("Keller") == std::string::npos);
  CHECK(all.find("Google") == std::string::npos);
  CHECK(needs_gold({.classification = Classification::ValidSales}));
  CHECK_FALSE(needs_gold({.classification = Classification::Spam}));
}

TEST_CASE("an unproven answer to the company's own question is asked again once, then flagged") {
  Workspace asking = built_in_workspace();
  asking.questions = {{.id = "financing", .text = "Did the rep offer financing?"}};
  json::object answer = sample_answer();
  answer["questions"] = json::object{{"financing", {{"answer", "yes"}, {"turns", json::array{77}}}}};
  CHECK_FALSE(llm::JsonSchema(gold_schema(asking.questions)).problem_with(answer));
  const auto first = read_gold_answer(answer, sample_call(), sample_metrics(), asking);
  REQUIRE(std::holds_alternative<Rejection>(first));
  CHECK(std::get<Rejection>(first).reason.find("questions.financing") != std::string::npos);
  const auto second = std::get<GoldFindings>(
      read_gold_answer(answer, sample_call(), sample_metrics(), asking, EvidencePolicy::AcceptWithFlags));
  REQUIRE(second.questions.size() == 1);
  CHECK(second.questions[0].answer == Verdict::Unclear);
  CHECK(second.issues == std::vector{ValidationIssue::EvidenceRejected});
}
