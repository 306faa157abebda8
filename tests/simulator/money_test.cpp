// SPDX-License-Identifier: MIT
// Money when more than one process spends it.
#include <doctest/doctest.h>

#include <string>

#include "base/json.hpp"
#include "tests/end_to_end/program.hpp"
#include "tests/simulator/played_provider.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr const char* kSample = CALLTRACKER_SOURCE_DIR "/samples/nwh-week.csv";

Command with_provider(Command command, const PlayedProvider& provider) {
  command.environment["ANTHROPIC_BASE_URL"] = provider.url();
  command.environment["ANTHROPIC_API_KEY"] = PlayedProvider::kKey;
  return command;
}

json::value last_job(const Program& program) {
  const ProcessResult shown = run(program.command({"--json", "jobs", "show", "last"}));
  return shown.exit_code == 0 ? parse_json(shown.out, "a job").at("job") : json::value(nullptr);
}

}  // namespace

TEST_CASE("two processes at one job stay within its budget together") {
  constexpr double kBudgetUsd = 0.5;
  const Program program;
  const PlayedProvider provider({"--latency", "fixed:200ms"});
  RunningProcess first(with_provider(
      program.command({"analyze", kSample, "--provider", "anthropic", "--budget", "0.5"}), provider));
  while (last_job(program).is_null()) {
  }
  const ProcessResult second = run(with_provider(program.command({"jobs", "resume", "last"}), provider));
  const ProcessResult ended = first.finish();
  INFO(ended.out << ended.talk << second.out << second.talk);
  const json::value job = last_job(program);
  CHECK(job.at("status") == "paused");
  CHECK(job.at("statusMessage").as_string().find("--budget") != json::string::npos);
  CHECK(job.at("costUsd").to_number<double>() > 0.25);
  CHECK(job.at("costUsd").to_number<double>() <= kBudgetUsd);
}

TEST_CASE("a budget is refused for a model whose price nobody knows, before anything is stored") {
  const Program program;
  const PlayedProvider provider;
  Command command =
      program.command({"analyze", kSample, "--provider", "openai", "--model", "qwen3:4b", "--budget", "1"});
  command.environment["OPENAI_BASE_URL"] = provider.url() + "/llama/v1";
  const ProcessResult result = run(command);
  CHECK(result.exit_code == 2);
  CHECK(result.talk.find("budget-without-price") != std::string::npos);
  CHECK(last_job(program).is_null());
}

TEST_CASE("what a model of unknown price did is never said to have cost nothing") {
  const Program program;
  const PlayedProvider provider;
  const auto with_own_server = [&](const std::vector<std::string>& arguments) {
    Command command = program.command(arguments);
    command.environment["OPENAI_BASE_URL"] = provider.url() + "/llama/v1";
    const ProcessResult result = run(command);
    INFO(result.talk);
    REQUIRE(result.exit_code == 0);
    return result;
  };
  const std::vector<std::string> analyze{"analyze", kSample,   "--provider",
                                         "openai",  "--model", "local-model"};
  const ProcessResult told = with_own_server(analyze);
  const std::string jobs = with_own_server({"jobs", "list"}).out;
  const std::string job = with_own_server({"jobs", "show", "last"}).out;
  CHECK(told.talk.find("price unknown") != std::string::npos);
  for (const std::string& text : {told.out, jobs, job}) {
    INFO(text);
    CHECK(text.find("price unknown") != std::string::npos);
    CHECK(text.find("$0.00") == std::string::npos);
  }
  CHECK(last_job(program).at("unpricedTokens").as_int64() > 0);

  const ProcessResult reused = with_own_server(analyze);
  CHECK(reused.out.find("$0.00") != std::string::npos);
  CHECK(reused.out.find("price unknown") == std::string::npos);
}
