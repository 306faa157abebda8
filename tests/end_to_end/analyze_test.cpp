// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <set>

#include "tests/end_to_end/program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

std::set<std::string> keys_of(const json::value& value) {
  std::set<std::string> keys;
  for (const auto& member : value.as_object()) keys.insert(std::string(member.key()));
  return keys;
}

bool has_all(const std::set<std::string>& keys, const std::set<std::string>& wanted) {
  for (const std::string& key : wanted) {
    INFO(key);
    CHECK(keys.contains(key));
  }
  return true;
}

}  // namespace

TEST_CASE("the sample week is analysed by one command into four reports") {
  const Program program;
  const std::string out = (program.folder() / "out").string();
  const ProcessResult result = program.run({"analyze", sample("nwh-week.xlsx"), "--out", out});
  INFO(result.talk);
  REQUIRE(result.exit_code == 0);
  CHECK(result.out.find("Call back") != std::string::npos);
  CHECK(read_file(out + "/report.pdf").starts_with("%PDF"));
  CHECK(read_file(out + "/report.xlsx").starts_with("PK"));
  CHECK(read_file(out + "/report.csv").starts_with("\xEF\xBB\xBF"));
  const json::value report = parse_json(read_file(out + "/report.json"), "report.json");
  has_all(keys_of(report), {"job", "calls", "reps", "leads", "sources", "team", "skipped", "cost"});
  const json::object& job = report.at("job").as_object();
  CHECK(job.at("status").as_string() == "complete");
  CHECK(job.at("processedCalls") == job.at("totalCalls"));
  CHECK(job.at("failedCalls").as_int64() == 0);
  CHECK(report.at("calls").as_array().size() == static_cast<std::size_t>(job.at("totalCalls").as_int64()));
}

TEST_CASE("the first command on a new machine makes the place where results live") {
  const Program program;
  Command command = program.command({"analyze", sample("nwh-week.csv")});
  command.environment.erase("CALLTRACKER_DB");
  const ProcessResult result = run(command);
  INFO(result.talk);
  CHECK(result.exit_code == 0);
  CHECK(std::filesystem::exists(program.folder() / ".local/share/calltracker/calltracker.db"));
}

TEST_CASE("every call of a result has the documented shape, and no fact is an empty text") {
  const Program program;
  const std::string out = (program.folder() / "out").string();
  REQUIRE(program.run({"analyze", sample("nwh-week.csv"), "--out", out}).exit_code == 0);
  const json::value report = parse_json(read_file(out + "/report.json"), "report.json");
  for (const json::value& call : report.at("calls").as_array()) {
    has_all(keys_of(call),
            {"row",     "id",        "status",      "cached",           "startTime",       "durationSeconds",
             "source",  "campaign",  "callStatus",  "recordingUrl",     "transcriptTurns", "triage",
             "rep",     "caller",    "callContext", "validation",       "metrics",         "score",
             "lead",    "strengths", "weaknesses",  "coachingInsights", "internalAlerts",  "models",
             "costUsd", "tokens"});
    if (const json::value* caller = call.as_object().if_contains("caller");
        caller != nullptr && caller->is_object()) {
      for (const auto& fact : caller->get_object()) {
        if (fact.value().is_string()) CHECK_FALSE(fact.value().get_string().empty());
      }
    }
  }
}

TEST_CASE("what the offline rules cite always holds") {
  const Program program;
  const std::string out = (program.folder() / "out").string();
  REQUIRE(program.run({"analyze", sample("practice/calls.csv"), "--out", out}).exit_code == 0);
  const json::value report = parse_json(read_file(out + "/report.json"), "report.json");
  for (const json::value& call : report.at("calls").as_array()) {
    const json::value* validation = call.as_object().if_contains("validation");
    if (validation == nullptr || validation->is_null()) continue;
    INFO(call.at("row").as_int64());
    for (const json::value& issue : validation->at("issues").as_array())
      CHECK(issue.as_string() != "EVIDENCE_REJECTED");
  }
}

TEST_CASE("a log in which every row is skipped is complete at once") {
  const Program program;
  const std::string file =
      program.write_file("calls.csv", "Start Time,Duration (seconds),Transcript\n2026-11-16 08:00:00,2,\n")
          .string();
  const json::value job = program.run_json({"analyze", file, "--double-score", "5%"}).at("job");
  CHECK(job.at("status") == "complete");
  CHECK(job.at("skippedCalls") == 1);
  CHECK(job.at("stability").is_null());
}

TEST_CASE("the same log a second time reuses every answer and costs nothing") {
  const Program program;
  REQUIRE(program.run({"analyze", sample("nwh-week.xlsx")}).exit_code == 0);
  const json::value second = program.run_json({"analyze", sample("nwh-week.xlsx")});
  CHECK(second.at("job").at("cachedCalls").as_int64() > 50);
  CHECK(second.at("job").at("costUsd").to_number<double>() == 0);
}

TEST_CASE("jobs are listed, shown, exported and deleted by name") {
  const Program program;
  REQUIRE(program.run({"analyze", sample("nwh-week.csv")}).exit_code == 0);
  const json::value list = program.run_json({"jobs", "list"});
  REQUIRE(list.at("jobs").as_array().size() == 1);
  const std::string id = list.at("jobs").at(0).at("id").as_string().c_str();
  CHECK(program.run({"jobs", "show", id.substr(0, 10)}).exit_code == 0);
  const std::string pdf = (program.folder() / "week.pdf").string();
  CHECK(program.run({"jobs", "export", "last", "--format", "pdf", "--out", pdf}).exit_code == 0);
  CHECK(read_file(pdf).starts_with("%PDF"));
  CHECK(program.run({"jobs", "resume", id}).exit_code == 5);
  CHECK(program.run({"jobs", "delete", id}).exit_code == 0);
  CHECK(program.run({"jobs", "show", id}).exit_code == 4);
}

TEST_CASE("help, version, settings and the doctor answer without a job") {
  const Program program;
  CHECK(program.run({"--help"}).out.find("Exit codes") != std::string::npos);
  CHECK(program.run({"--version"}).out.starts_with("calltracker "));
  CHECK(program.run({"config", "show"}).out.find("CALLTRACKER_DB") != std::string::npos);
  CHECK(program.run({"doctor"}).exit_code == 0);
  CHECK(program.run({"completion", "bash"}).out.find("complete -o filenames") != std::string::npos);
  CHECK(program.run({}).exit_code == 2);
  CHECK(program.run({"frobnicate"}).exit_code == 2);
}
