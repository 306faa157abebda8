// SPDX-License-Identifier: MIT
// The round trip of every field is also tested through both databases, in tests/store.
#include "call/storage_json.hpp"

#include <doctest/doctest.h>

#include <random>

#include "base/error.hpp"

using namespace calltracker;

TEST_CASE("a stored number comes back to its last bit") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> numbers(0, 5'000);
  for (int index = 0; index < 2'000; ++index) {
    CallRecord record;
    record.duration_seconds = numbers(random);
    CHECK(record_from_storage_json(record_to_storage_json(record)).duration_seconds ==
          record.duration_seconds);
  }
}

TEST_CASE("facts that are absent stay absent") {
  const CallRecord record = record_from_storage_json(record_to_storage_json(CallRecord{}));
  CHECK_FALSE(record.start_time_ms);
  CHECK_FALSE(record.agent_name);
  CHECK(record.extra.empty());
  const CallResult result = result_from_storage_json(result_to_storage_json(CallResult{}));
  CHECK_FALSE(result.triage);
  CHECK_FALSE(result.score);
  CHECK_FALSE(result.models.silver);
  CHECK(result.strengths.empty());
}

TEST_CASE("two unknown columns with one header are both kept, in order") {
  CallRecord record;
  record.extra = {{"Zip", "1"}, {"Note", "2"}, {"Zip", "3"}};
  CHECK(record_from_storage_json(record_to_storage_json(record)).extra == record.extra);
}

TEST_CASE("turns keep speaker, time, label and every character") {
  const std::vector<Turn> turns{{.number = 1,
                                 .speaker = Speaker::Agent,
                                 .text = "\"Hi\"\n\t\\ 👋",
                                 .at_seconds = 0.1,
                                 .label = "Brian"},
                                {.number = 2, .speaker = Speaker::Other, .text = ""}};
  const std::vector<Turn> read = turns_from_storage_json(turns_to_storage_json(turns));
  REQUIRE(read.size() == 2);
  CHECK(read[0].text == turns[0].text);
  CHECK(read[0].at_seconds == 0.1);
  CHECK(read[0].label == "Brian");
  CHECK(read[1].speaker == Speaker::Other);
  CHECK_FALSE(read[1].at_seconds);
}

TEST_CASE("a score keeps its categories in the rubric's order with checks and details") {
  CallResult result;
  result.score = RepScore{.overall = 7.1, .coverage = 0.9, .categories = {}};
  CategoryScore category{.applicable = true, .level = 3, .score = 6.4, .turns = {1, 4}, .note = "n"};
  category.checks = {{"b", true}, {"a", false}};
  category.details = {{"stepsSet", {"call back", "quote"}}};
  category.outcome = "follow-up";
  result.score->categories = {{"nextSteps", category}, {"callClosing", CategoryScore{}}};
  const CallResult read = result_from_storage_json(result_to_storage_json(result));
  REQUIRE(read.score->categories.size() == 2);
  CHECK(read.score->categories[0].first == "nextSteps");
  CHECK(read.score->categories[0].second.checks == category.checks);
  CHECK(read.score->categories[0].second.details == category.details);
  CHECK(read.score->categories[0].second.outcome == "follow-up");
  CHECK_FALSE(read.score->categories[1].second.level);
}

TEST_CASE("a stored word outside the vocabulary is named with its place") {
  try {
    result_from_storage_json(R"({"triage": {"classification": "sunny", "decidedBy": "rules"}})");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.details().where == "result.triage.classification");
  }
}

TEST_CASE("answers to the company's own questions come back as they were") {
  CallResult result;
  result.questions = {{.id = "financing", .text = "Financing?", .answer = Verdict::Yes, .turns = {3, 7}},
                      {.id = "load", .text = "Load?", .answer = Verdict::Unclear, .turns = {}}};
  const CallResult read = result_from_storage_json(result_to_storage_json(result));
  REQUIRE(read.questions.size() == 2);
  CHECK(read.questions[0].text == "Financing?");
  CHECK(read.questions[0].answer == Verdict::Yes);
  CHECK(read.questions[0].turns == std::vector<int>{3, 7});
  CHECK(read.questions[1].answer == Verdict::Unclear);
}
