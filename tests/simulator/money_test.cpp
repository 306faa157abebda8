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
