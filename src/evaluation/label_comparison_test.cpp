// SPDX-License-Identifier: MIT
#include "evaluation/label_comparison.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "base/error.hpp"

using namespace calltracker;
using namespace calltracker::evaluation;

namespace {

const Workspace& workspace() {
  static const Workspace built_in = built_in_workspace();
  return built_in;
}

std::vector<CallLabel> labels_of(std::string_view text) {
  return parse_labels(text, "labels.json", workspace());
}

ErrorDetails refusal(std::string_view text) {
  try {
    labels_of(text);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Input);
    return error.details();
  }
  FAIL("no error");
  return {};
}

Call sales_call(int row) {
  Call call{.id = CallId("call" + std::to_string(row)), .status = CallStatus::Complete};
  call.record.row = row;
  call.result.triage = Triage{.classification = Classification::ValidSales, .subtype = "new_prospect"};
  call.result.rep = RepFacts{.name = "Brian", .turn = 1};
  call.result.caller = CallerFacts{.name = "Dale Mercer", .turns = {{"name", 2}}};
  call.result.context = CallContext{.type = CallType::Inbound, .urgency = Urgency::NearTerm};
  call.result.lead =
      LeadQuality{.score = 6.5, .recommended_action = RecommendedAction::Nurture48To72Hr, .turns = {4, 6}};
  CategoryScore steps{.applicable = true, .level = 3, .turns = {9}};
  call.result.score = RepScore{.overall = 5, .coverage = 1, .categories = {{"nextSteps", steps}}};
  return call;
}

Evaluation evaluation_of(std::string_view labels, const std::vector<Call>& calls) {
  LabelComparison comparison(labels_of(labels), workspace());
  for (const Call& call : calls) comparison.add(call);
  return comparison.finish();
}

}  // namespace

TEST_CASE("a label says what it judged, and only that is compared") {
  const Evaluation evaluation = evaluation_of(R"([{"row": 2, "repName": "Brian Keller"}])", {sales_call(2)});
  CHECK(evaluation.compared == 1);
  CHECK(evaluation.triage.calls() == 0);
  CHECK_FALSE(evaluation.triage.macro_f1());
  CHECK(evaluation.lead_score.calls() == 0);
  CHECK(evaluation.facts[0].second.rates().f1.value() == 1);  // the first name is the same person's
  CHECK(evaluation.facts[2].second.calls() == 0);
  CHECK(evaluation.disagreements.empty());
}

TEST_CASE("a fact that is null is one the conversation does not hold: finding one is wrong") {
  const Evaluation evaluation =
      evaluation_of(R"([{"row": 2, "callerName": null, "company": null}])", {sales_call(2)});
  CHECK(evaluation.facts[2].second.rates().precision.value() == 0);
  CHECK_FALSE(evaluation.facts[3].second.rates().precision);
  REQUIRE(evaluation.disagreements.size() == 1);
  CHECK(evaluation.disagreements[0].field == "callerName");
  CHECK(evaluation.disagreements[0].answer == "Dale Mercer");
  CHECK_FALSE(evaluation.disagreements[0].label);
  CHECK(evaluation.disagreements[0].turn == 2);
}

TEST_CASE("scores are compared with ranges, actions with any of those named, levels one by one") {
  const Evaluation evaluation = evaluation_of(
      R"([{"row": 2, "leadScoreRange": [7, 9], "repScoreRange": [4, 6], "callType": "inbound",
           "recommendedActions": ["follow-24hr", "nurture-48-72hr"], "levels": {"nextSteps": 5}},
          {"row": 3, "leadScoreRange": [6, 7], "urgency": "immediate", "levels": {"nextSteps": 3}}])",
      {sales_call(2), sales_call(3)});
  CHECK(evaluation.lead_score.share_within().value() == 0.5);
  CHECK(evaluation.lead_score.mean_distance_outside().value() == doctest::Approx(0.5));
  CHECK(evaluation.rep_score.share_within().value() == 1);
  CHECK(evaluation.action.share().value() == 1);
  CHECK(evaluation.call_type.share().value() == 1);
  CHECK(evaluation.urgency.share().value() == 0);
  REQUIRE(evaluation.categories.size() == 1);
  CHECK(evaluation.categories[0].second.agreement().exact == 1);
  CHECK(evaluation.all_levels.agreement().pairs == 2);
  // The worst first: two levels of five off, then the urgency, then half a point of nine.
  REQUIRE(evaluation.disagreements.size() == 3);
  CHECK(evaluation.disagreements[0].field == "levels.nextSteps");
  CHECK(evaluation.disagreements[0].turn == 9);
  CHECK(evaluation.disagreements[1].field == "urgency");
  CHECK(evaluation.disagreements[2].label == "7-9");
}

TEST_CASE("calls that no label is about, that were not analysed or that do not exist are not compared") {
  Call skipped = sales_call(3);
  skipped.status = CallStatus::Skipped;
  const Evaluation evaluation = evaluation_of(
      R"([{"row": 2, "classification": "spam"}, {"row": 3, "classification": "spam"}, {"row": 9},
          {"id": "nobody"}])",
      {sales_call(2), skipped, sales_call(4)});
  CHECK(evaluation.labels == 4);
  CHECK(evaluation.compared == 1);
  CHECK(evaluation.not_analysed == 1);
  CHECK(evaluation.unmatched == std::vector<std::string>{"row 9", "id nobody"});
  CHECK(evaluation.triage.confusion().at("spam").at("valid_sales") == 1);
}

TEST_CASE("a label without a row is about the call whose id, or whose id in the log, it names") {
  Call call = sales_call(2);
  call.record.extra = {{"Call ID", "CAL-7"}};
  CHECK(evaluation_of(R"([{"id": "CAL-7"}])", {call}).compared == 1);
  CHECK(evaluation_of(R"([{"id": "call2"}])", {call}).compared == 1);
  CHECK(evaluation_of(R"([{"row": 5, "id": "call2"}])", {call}).compared == 0);
}

TEST_CASE("facts about the caller of a call that is no sales call are not compared") {
  const Evaluation evaluation = evaluation_of(
      R"([{"row": 2, "classification": "spam", "repName": "Brian", "callerName": "Dale Mercer"}])",
      {sales_call(2)});
  CHECK(evaluation.facts[0].second.calls() == 1);
  CHECK(evaluation.facts[2].second.calls() == 0);
}

TEST_CASE("what is wrong with a label is said with its place") {
  const ErrorDetails unknown = refusal(R"([{"row": 2}, {"row": 3, "repname": "Brian"}])");
  CHECK(unknown.code == "labels-field-unknown");
  CHECK(unknown.where == "labels.json[1]");
  CHECK(unknown.found == "repname");
  CHECK(refusal(R"([{"repName": "Brian"}])").code == "labels-place-missing");
  CHECK(refusal(R"([{"row": 2}, {"row": 2}])").code == "labels-row-twice");
  CHECK(refusal(R"([])").code == "labels-empty");
  CHECK(refusal(R"([{"row": 2, "levels": {"charm": 3}}])").code == "labels-category-unknown");
  CHECK(refusal(R"([{"row": 2, "levels": {"nextSteps": 6}}])").where == "labels.json[0].levels.nextSteps");
  CHECK(refusal(R"([{"row": 2, "leadScoreRange": [9, 7]}])").where == "labels.json[0].leadScoreRange");
  CHECK(refusal(R"({"row": 2})").code == "json-field");
  CHECK(refusal("[").code == "json-syntax");
}

TEST_CASE("a row that no int holds is refused, not cut down to the row of another call") {
  const ErrorDetails row = refusal(R"([{"row": 4294967298}])");
  CHECK(row.code == "json-field");
  CHECK(row.where == "labels.json[0].row");
  CHECK(row.found == "4294967298");
}

TEST_CASE("a word that results do not use is refused with its call and the words that they use") {
  const ErrorDetails urgency = refusal(R"([{"row": 2}, {"urgency": "soon", "row": 31}])");
  CHECK(urgency.code == "labels-word-unknown");
  CHECK(urgency.where == "labels.json[1].urgency, about the call in row 31");
  CHECK(urgency.found == "soon");
  CHECK(urgency.hint == "use one of: immediate, near-term, exploring, unknown");
  CHECK(urgency.state == "nothing was analysed");
  const ErrorDetails type = refusal(R"([{"id": "C-7", "callType": 3}])");
  CHECK(type.where == "labels.json[0].callType, about the call \"C-7\"");
  CHECK(type.found == "3");
  CHECK(type.hint == "use one of: inbound, outbound, follow-up, unknown");
  CHECK(refusal(R"([{"row": 2, "classification": "sale"}])").hint ==
        "use one of: valid_sales, ivr_only, spam, incomplete, wrong_number");
  const ErrorDetails action = refusal(R"([{"row": 2, "recommendedActions": ["email-only", "ring"]}])");
  CHECK(action.where == "labels.json[0].recommendedActions[1], about the call in row 2");
  CHECK(action.hint == "use one of: priority-1hr, follow-24hr, nurture-48-72hr, email-only, no-follow-up");
}
