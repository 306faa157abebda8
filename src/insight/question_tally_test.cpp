// SPDX-License-Identifier: MIT
#include "insight/question_tally.hpp"

#include <doctest/doctest.h>

#include "insight/insight_builder.hpp"

using namespace calltracker;
using namespace calltracker::insight;

namespace {

Call answered(int row, std::string_view id, Verdict answer) {
  Call call;
  call.id = CallId("call-" + std::to_string(row));
  call.record.row = row;
  call.status = CallStatus::Complete;
  call.result.rep = RepFacts{.roster_name = row % 2 == 0 ? "Even Rep" : "Odd Rep"};
  call.result.questions = {
      {.id = std::string(id), .text = "Asked about " + std::string(id), .answer = answer, .turns = {2}}};
  return call;
}

Workspace workspace_asking(std::vector<CustomQuestion> questions) {
  Workspace workspace = built_in_workspace();
  workspace.questions = std::move(questions);
  return workspace;
}

}  // namespace

TEST_CASE("the share of yes is of all calls that were asked, with its interval and the calls behind it") {
  QuestionTally tally;
  for (int row = 1; row <= 8; ++row)
    tally.add(answered(row, "financing", row <= 2 ? Verdict::Yes : Verdict::No));
  tally.add(answered(9, "financing", Verdict::Unclear));
  tally.add(Call{});
  const auto found = tally.finish(workspace_asking({}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].text == "Asked about financing");
  CHECK(found[0].yes.count == 2);
  CHECK(found[0].yes.total == 9);
  CHECK(found[0].yes.share == doctest::Approx(2.0 / 9));
  CHECK(found[0].yes.low.has_value());
  CHECK(found[0].no == 6);
  CHECK(found[0].unclear == 1);
  CHECK(found[0].yes_calls.size() == 2);
  CHECK(found[0].no_calls.size() == kEvidenceMax);
  CHECK(found[0].yes_calls[0].turns == std::vector<int>{2});
}

TEST_CASE("questions stand in the workspace's order, those it no longer asks at the end") {
  QuestionTally tally;
  for (const char* id : {"a", "b", "old"}) tally.add(answered(1, id, Verdict::Yes));
  const auto found = tally.finish(workspace_asking(
      {{.id = "b", .text = "B?"}, {.id = "never", .text = "Never asked?"}, {.id = "a", .text = "A?"}}));
  REQUIRE(found.size() == 3);
  CHECK(found[0].id == "b");
  CHECK(found[1].id == "a");
  CHECK(found[2].id == "old");
}

TEST_CASE("each rep has his own shares, and the team has them all") {
  const Workspace workspace = workspace_asking({{.id = "financing", .text = "Financing?"}});
  InsightBuilder builder(workspace, 0);
  for (int row = 1; row <= 4; ++row) {
    builder.add(answered(row, "financing", row % 2 == 0 ? Verdict::Yes : Verdict::No));
  }
  const JobInsight insight = builder.finish();
  REQUIRE(insight.team.questions.size() == 1);
  CHECK(insight.team.questions[0].yes.total == 4);
  REQUIRE(insight.rep("Even Rep") != nullptr);
  CHECK(insight.rep("Even Rep")->questions[0].yes.share == doctest::Approx(1));
  CHECK(insight.rep("Odd Rep")->questions[0].yes.share == doctest::Approx(0));
}

TEST_CASE("answers of two jobs add up, and keep a few calls as evidence") {
  QuestionTally one;
  QuestionTally other;
  for (int row = 1; row <= 4; ++row) one.add(answered(row, "financing", Verdict::Yes));
  for (int row = 5; row <= 7; ++row) other.add(answered(row, "financing", Verdict::Yes));
  other.add(answered(8, "financing", Verdict::No));
  QuestionTally both;
  both.add_digest(one.to_digest());
  both.add_digest(other.to_digest());
  const auto found = both.finish(workspace_asking({}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].text == "Asked about financing");
  CHECK(found[0].yes.count == 7);
  CHECK(found[0].no == 1);
  CHECK(found[0].yes_calls.size() == kEvidenceMax);
  CHECK(found[0].yes_calls[4].row == 5);
  CHECK(found[0].no_calls[0].turns == std::vector<int>{2});
}
