// SPDX-License-Identifier: MIT
#include "gold/custom_answers.hpp"

#include <doctest/doctest.h>

#include "gold/gold_answer.hpp"
#include "gold/gold_request.hpp"
#include "llm/analysis_key.hpp"
#include "llm/json_schema.hpp"

using namespace calltracker;
using namespace calltracker::gold;

namespace {

Workspace workspace_with(std::vector<CustomQuestion> questions) {
  Workspace workspace = built_in_workspace();
  workspace.questions = std::move(questions);
  return workspace;
}

const std::vector<CustomQuestion> kTwo = {{.id = "financing", .text = "Did the rep offer financing?"},
                                          {.id = "trade-in", .text = "Was a trade-in discussed?"}};

CallRecord two_turns() {
  CallRecord call;
  call.turns = {{.number = 1, .speaker = Speaker::Agent, .text = "We could finance it."},
                {.number = 2, .speaker = Speaker::Caller, .text = "Good."}};
  return call;
}

llm::ModelInfo model() {
  return {
      .id = "claude-test", .provider = "anthropic", .context_tokens = 200'000, .output_tokens_max = 8'000};
}

std::string key_with(std::vector<CustomQuestion> questions) {
  return llm::analysis_key(make_gold_request(two_turns(), workspace_with(std::move(questions)), model()),
                           model());
}

struct Read {
  std::vector<AnsweredQuestion> answered;
  std::string problems;
};

Read read(std::string_view answers) {
  const CallRecord call = two_turns();
  Evidence evidence(call);
  const json::value answer = parse_json(answers, "answers");
  Read read{.answered = read_custom_answers(JsonReader(answer, "answer"), kTwo, evidence), .problems = {}};
  read.problems = evidence.summary();
  return read;
}

}  // namespace

TEST_CASE("without questions Gold asks what it always asked, and each question makes it another analysis") {
  const llm::ModelRequest plain = make_gold_request(two_turns(), built_in_workspace(), model());
  CHECK(plain.schema == &gold_schema());
  CHECK(plain.instructions.find("own questions") == std::string::npos);
  CHECK(key_with({}) == llm::analysis_key(plain, model()));
  CHECK(key_with({kTwo[0]}) != key_with({}));
  CHECK(key_with(kTwo) != key_with({kTwo[0]}));
  CHECK(key_with({{.id = "financing", .text = "Was financing offered?"}}) != key_with({kTwo[0]}));
  CHECK(key_with(kTwo) == key_with(kTwo));
}

TEST_CASE("which calls a question is meant for changes nothing about what is asked") {
  CustomQuestion narrow = kTwo[0];
  narrow.divisions = {"NH Sales"};
  CHECK(key_with({narrow}) == key_with({kTwo[0]}));
}

TEST_CASE("the question stands in the instructions, and its answer in a schema that a provider takes") {
  const llm::ModelRequest request = make_gold_request(two_turns(), workspace_with(kTwo), model());
  CHECK(request.instructions.find("- `trade-in`: Was a trade-in discussed?\n") != std::string::npos);
  CHECK(request.schema == &gold_schema(kTwo));
  const json::value& answers = request.schema->at("properties").at("questions");
  CHECK(answers.at("required") == json::array{"financing", "trade-in"});
  CHECK(answers.at("additionalProperties") == false);
  CHECK(answers.at("properties").at("financing").at("description") == "Did the rep offer financing?");
  const llm::JsonSchema schema(answers);
  CHECK_FALSE(schema.problem_with(parse_json(
      R"({"financing":{"answer":"yes","turns":[1]},"trade-in":{"answer":"unclear","turns":[]}})", "answer")));
  CHECK(schema.problem_with(parse_json(R"({"financing":{"answer":"yes","turns":[1]}})", "answer")));
  CHECK(schema.problem_with(parse_json(
      R"({"financing":{"answer":"maybe","turns":[1]},"trade-in":{"answer":"no","turns":[]}})", "answer")));
}

TEST_CASE("answers are read in the workspace's order, with the text that was asked") {
  const Read found = read(
      R"({"questions":{"trade-in":{"answer":"no","turns":[]},"financing":{"answer":"yes","turns":[1]}}})");
  CHECK(found.problems.empty());
  REQUIRE(found.answered.size() == 2);
  CHECK(found.answered[0].id == "financing");
  CHECK(found.answered[0].text == "Did the rep offer financing?");
  CHECK(found.answered[0].answer == Verdict::Yes);
  CHECK(found.answered[0].turns == std::vector<int>{1});
  CHECK(found.answered[1].answer == Verdict::No);
}

TEST_CASE("a yes without a turn that exists is a problem, and counts as unclear") {
  const Read invented = read(
      R"({"questions":{"financing":{"answer":"yes","turns":[9]},"trade-in":{"answer":"yes","turns":[]}}})");
  CHECK(invented.problems.find("questions.financing: there is no turn 9") != std::string::npos);
  CHECK(invented.problems.find("questions.trade-in: a yes cites at least one turn") != std::string::npos);
  REQUIRE(invented.answered.size() == 2);
  CHECK(invented.answered[0].answer == Verdict::Unclear);
  CHECK(invented.answered[1].answer == Verdict::Unclear);
}

TEST_CASE("an answer from before a question was asked leaves it out") {
  CHECK(read("{}").answered.empty());
  CHECK(read(R"({"questions":{"financing":{"answer":"unclear","turns":[]}}})").answered.size() == 1);
}
