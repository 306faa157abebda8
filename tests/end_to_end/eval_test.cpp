// SPDX-License-Identifier: MIT
// `calltracker eval` and `analyze --double-score` as a user runs them.
#include <doctest/doctest.h>

#include "tests/end_to_end/program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

const std::string kWeek = sample("nwh-week.csv");
const std::string kLabels = sample("labels.json");

}  // namespace

TEST_CASE("eval compares the sample week with its labels, in words and as data") {
  const Program program;
  const ProcessResult told = program.run({"eval", kWeek, "--labels", kLabels});
  INFO(told.talk);
  REQUIRE(told.exit_code == 0);
  for (const char* words :
       {"macro-F1", "Rep name", "Lead score in the range", "Disagreements, worst first (20 of"})
    CHECK(told.out.find(words) != std::string::npos);

  const json::value document = program.run_json({"eval", kWeek, "--labels", kLabels});
  REQUIRE(document.at("evaluations").as_array().size() == 1);
  const json::value& evaluation = document.at("evaluations").at(0);
  CHECK(evaluation.at("labels") == 102);
  CHECK(evaluation.at("compared") == 102);
  CHECK(evaluation.at("unmatched").as_array().empty());
  // What the first command has answered is used again.
  const json::value& job = evaluation.at("job");
  CHECK(job.at("status") == "complete");
  CHECK(job.at("cachedCalls").as_int64() > 80);
  CHECK(evaluation.at("disagreements").as_array().size() > 20);
}

TEST_CASE("labels may be a table, in the words that people use") {
  const Program program;
  const std::string table = program
                                .write_file("labels.csv",
                                            "Row,Classification,Rep,Lead score,Action,Notes\n"
                                            "2,valid sales,Brian,1-10,priority 1hr; follow-24hr,good one\n"
                                            "3,IVR only,none,,,\n")
                                .string();
  const json::value evaluation = program.run_json({"eval", kWeek, "--labels", table}).at("evaluations").at(0);
  CHECK(evaluation.at("labels") == 2);
  CHECK(evaluation.at("unmatched").as_array().empty());

  const std::string odd = program.write_file("odd.csv", "Row,Mood\n2,sunny\n").string();
  const ProcessResult refused = program.run({"eval", kWeek, "--labels", odd});
  CHECK(refused.exit_code == 3);
  CHECK(refused.talk.find("labels-field-unknown") != std::string::npos);
  CHECK(refused.talk.find("Mood") != std::string::npos);
}

TEST_CASE("eval puts several presets side by side") {
  const Program program;
  const json::value document =
      program.run_json({"eval", kWeek, "--labels", kLabels, "--preset", "economy", "--preset", "best"});
  REQUIRE(document.at("evaluations").as_array().size() == 2);
  CHECK(document.at("evaluations").at(1).at("job").at("preset") == "best");
}

TEST_CASE("labels that cannot be read end eval before anything is analysed") {
  const Program program;
  const auto file = program.write_file("labels.json", R"([{"row": 3, "mood": "sunny"}])").string();
  const ProcessResult refused = program.run({"eval", kWeek, "--labels", file});
  CHECK(refused.exit_code == 3);
  CHECK(refused.talk.find("labels-field-unknown") != std::string::npos);
  CHECK(refused.talk.find("mood") != std::string::npos);
  CHECK(program.run({"eval", kWeek, "--labels", "nowhere.json"}).exit_code == 3);
  CHECK(program.run({"eval", kWeek}).exit_code == 2);
  CHECK(program.run_json({"jobs", "list"}).at("jobs").as_array().empty());
}

TEST_CASE("scoring twice says how stable scores are, and that rules are no evidence for it") {
  const Program program;
  const ProcessResult told = program.run({"analyze", kWeek, "--double-score", "20%"});
  INFO(told.talk);
  REQUIRE(told.exit_code == 0);
  CHECK(told.out.find("Stability of the scores") != std::string::npos);
  CHECK(told.out.find("(100 %)") != std::string::npos);
  CHECK(told.out.find("offline rules always answer alike") != std::string::npos);
  const json::value job = program.run_json({"analyze", kWeek, "--double-score", "0.2"}).at("job");
  CHECK(job.at("doubleScore") == 0.2);
  const json::value& stability = job.at("stability");
  CHECK(stability.at("calls").as_int64() > 0);
  CHECK(stability.at("calls").as_int64() < 40);
  CHECK(stability.at("meanTotalDifference") == 0.0);
  for (const char* share : {"0", "120%", "five", "5", "-1%"})
    CHECK(program.run({"analyze", kWeek, "--double-score", share}).exit_code == 2);
}
