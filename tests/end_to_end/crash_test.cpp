// SPDX-License-Identifier: MIT
// kill -9 at random moments: whatever the moment, resuming leads to the results of an undisturbed run.
#include <doctest/doctest.h>
#include <signal.h>

#include <random>

#include "tests/end_to_end/program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr int kCalls = 4000;
constexpr int kKills = 20;

}  // namespace

TEST_CASE("twenty kills in the middle of a job change nothing in its results") {
  const Program undisturbed;
  const std::string log = undisturbed.write_file("week.csv", make_csv(kCalls)).string();
  const std::string expected = (undisturbed.folder() / "out").string();
  REQUIRE(undisturbed.run({"analyze", log, "--out", expected}).exit_code == 0);

  const Program program;
  std::mt19937 random(20261116);
  std::uniform_int_distribution<int> moment_ms(20, 400);
  bool submitted = false;
  int kills = 0;
  for (; kills < kKills; ++kills) {
    RunningProcess process(program.command(submitted ? std::vector<std::string>{"jobs", "resume", "last"}
                                                     : std::vector<std::string>{"analyze", log}));
    if (process.wait_for(std::chrono::milliseconds(moment_ms(random)))) break;
    process.signal(SIGKILL);
    process.finish();
    submitted = !program.run_json({"jobs", "list"}).at("jobs").as_array().empty();
  }
  MESSAGE("killed " << kills << " times");
  const std::string out = (program.folder() / "out").string();
  const ProcessResult last = submitted ? program.run({"jobs", "resume", "last", "--out", out})
                                       : program.run({"analyze", log, "--out", out});
  INFO(last.talk);
  if (last.exit_code == 5) {
    REQUIRE(program.run({"jobs", "export", "last", "--format", "json", "--out", out + "/report.json"})
                .exit_code == 0);
  } else {
    REQUIRE(last.exit_code == 0);
  }
  CHECK(program.run_json({"jobs", "list"}).at("jobs").as_array().size() == 1);
  CHECK(comparable_report(out + "/report.json") == comparable_report(expected + "/report.json"));
}

TEST_CASE("Ctrl-C pauses the job and says how to go on") {
  const Program program;
  const std::string log = program.write_file("week.csv", make_csv(20'000)).string();
  RunningProcess process(program.command({"analyze", log}));
  // The job exists from the first moment it is listed; what happens after that can be interrupted.
  while (program.run_json({"jobs", "list"}).at("jobs").as_array().empty())
    REQUIRE_FALSE(process.wait_for(std::chrono::milliseconds(5)));
  process.signal(SIGINT);
  const ProcessResult result = process.finish();
  INFO(result.talk);
  CHECK(result.exit_code == 130);
  CHECK(result.talk.find("calltracker jobs resume") != std::string::npos);
  CHECK(program.run_json({"jobs", "show", "last"}).at("job").at("status").as_string() == "paused");
  CHECK(program.run({"jobs", "resume", "last"}).exit_code == 0);
}

TEST_CASE("two processes work on one database at once, each on its own job") {
  const Program program;
  const std::string log = program.write_file("week.csv", make_csv(800)).string();
  RunningProcess first(program.command({"analyze", log}));
  RunningProcess second(program.command({"analyze", log}));
  const ProcessResult first_result = first.finish();
  const ProcessResult second_result = second.finish();
  INFO(first_result.talk << second_result.talk);
  CHECK(first_result.exit_code == 0);
  CHECK(second_result.exit_code == 0);
  const json::value list = program.run_json({"jobs", "list"});
  CHECK(list.at("jobs").as_array().size() == 2);
  for (const json::value& job : list.at("jobs").as_array()) {
    CHECK(job.at("status").as_string() == "complete");
    CHECK(job.at("processedCalls").as_int64() == 800);
  }
}

TEST_CASE(
    "a disk that fills up in the middle of a job ends it with one error, and it goes on where it stood") {
  const Program program;
  const std::string log = program.write_file("week.csv", make_csv(2000)).string();
  const std::string disk = (program.folder() / "disk").string();
  std::filesystem::create_directory(disk);
  // A mount of its own, in a namespace that ends with the shell: needs no rights on the machine.
  const std::string script = "mount -t tmpfs -o size=4m tmpfs " + disk + " && \"$0\" analyze " + log +
                             " --db " + disk + "/calls.db >&2; echo $?; mount -o remount,size=200m " + disk +
                             " && \"$0\" --db " + disk + "/calls.db jobs resume last >/dev/null; echo $?";
  Command command = program.command({});
  command.arguments = {"/usr/bin/unshare",       "--map-root-user", "--mount", "sh", "-c", script,
                       command.arguments.front()};
  const ProcessResult result = run(command);
  INFO(result.talk);
  CHECK(result.out == "6\n0\n");
  CHECK(result.talk.find("jobs resume job_") != std::string::npos);
}
