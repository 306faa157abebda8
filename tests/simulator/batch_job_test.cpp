// SPDX-License-Identifier: MIT
// `analyze --batch` as a user runs it, against the simulated providers.
#include <doctest/doctest.h>
#include <signal.h>

#include <future>

#include "base/json.hpp"
#include "http/client.hpp"
#include "tests/end_to_end/program.hpp"
#include "tests/simulator/played_provider.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr const char* kSample = CALLTRACKER_SOURCE_DIR "/samples/nwh-week.csv";

json::value get(const std::string& url) {
  http::Client client;
  std::promise<http::Outcome> promise;
  client.send({.url = url,
               .headers = {{.name = "x-api-key", .value = PlayedProvider::kKey},
                           {.name = "anthropic-version", .value = "2026-10-21"}}},
              {}, [&](http::Outcome outcome) { promise.set_value(std::move(outcome)); });
  const http::Outcome outcome = promise.get_future().get();
  return parse_json(std::get<http::Response>(outcome).body, "an answer");
}

json::array batches_of(const PlayedProvider& provider) {
  return get(provider.url() + "/v1/messages/batches").at("data").as_array();
}

Command with_provider(Command command, const PlayedProvider& provider) {
  command.environment["ANTHROPIC_BASE_URL"] = provider.url();
  command.environment["ANTHROPIC_API_KEY"] = PlayedProvider::kKey;
  command.environment["OPENAI_BASE_URL"] =
      "http://api.openai.com.localhost" + provider.url().substr(provider.url().rfind(':')) + "/openai/v1";
  command.environment["OPENAI_API_KEY"] = PlayedProvider::kKey;
  return command;
}

std::vector<std::string> analyze(const std::string& out, bool in_batches,
                                 const std::string& provider = "anthropic") {
  std::vector<std::string> arguments{"analyze", kSample, "--provider", provider, "--out", out};
  if (in_batches) arguments.emplace_back("--batch");
  return arguments;
}

struct Finished {
  json::value report;  // without money and tokens
  double cost_usd = 0;
};

Finished finished(const Program& program, const std::string& out) {
  const auto path = program.folder() / out / "report.json";
  Finished result{.report = comparable_report(path)};
  result.report.as_object().erase("cost");
  for (json::value& call : result.report.at("calls").as_array()) {
    call.as_object().erase("costUsd");
    call.as_object().erase("tokens");
  }
  const json::value whole = parse_json(read_file(path), "the report");
  result.cost_usd = whole.at("job").at("costUsd").to_number<double>();
  return result;
}

Finished run_whole(const PlayedProvider& provider, bool in_batches, const std::string& name = "anthropic") {
  const Program program;
  const std::string out = (program.folder() / "out").string();
  const ProcessResult result = run(with_provider(program.command(analyze(out, in_batches, name)), provider));
  INFO(result.out << result.talk);
  REQUIRE(result.exit_code == 0);
  return finished(program, "out");
}

// Kills the program the moment the provider has its first batch, before the program can know.
void kill_between_submit_and_record(const Program& program, const PlayedProvider& provider,
                                    const std::string& out) {
  const RunningProcess process(with_provider(program.command(analyze(out, true)), provider));
  while (batches_of(provider).empty()) {
  }
  process.signal(SIGKILL);
}

}  // namespace

TEST_CASE("a job in batches comes to the same results at half the price, with one batch for each stage") {
  const PlayedProvider provider;
  const Finished direct = run_whole(provider, false);
  CHECK(batches_of(provider).empty());
  const Finished batched = run_whole(provider, true);
  CHECK(batched.report == direct.report);
  CHECK(batched.cost_usd > 0);
  CHECK(batched.cost_usd < direct.cost_usd * 0.6);
  CHECK(batches_of(provider).size() == 2);
}

TEST_CASE("second scorings go in a batch of their own, at half the price") {
  const PlayedProvider provider;
  const Program program;
  const ProcessResult result =
      run(with_provider(program.command({"analyze", kSample, "--provider", "anthropic", "--batch",
                                         "--double-score", "100%", "--json"}),
                        provider));
  INFO(result.out << result.talk);
  REQUIRE(result.exit_code == 0);
  const json::value job = parse_json(result.out, "the output").at("job");
  CHECK(job.at("status") == "complete");
  CHECK(job.at("stability").at("calls").as_int64() > 50);
  // The simulated provider answers alike every time.
  const json::value& levels = job.at("stability").at("levels");
  CHECK(levels.at("exact") == levels.at("pairs"));
  CHECK(batches_of(provider).size() == 3);
  CHECK(job.at("savedUsd").at("batch").to_number<double>() > 0.8 * job.at("costUsd").to_number<double>());
}

TEST_CASE("batches of OpenAI come to the same results as asking it directly, at half the price") {
  const PlayedProvider provider;
  const Finished direct = run_whole(provider, false, "openai");
  const Finished batched = run_whole(provider, true, "openai");
  CHECK(batched.report == direct.report);
  CHECK(batched.cost_usd > 0);
  CHECK(batched.cost_usd < direct.cost_usd * 0.6);
}

TEST_CASE("kill -9 between submitting a batch and remembering it: nothing is submitted twice") {
  const Program program;
  const auto script =
      program.write_file("failures.json", R"({"failures":[{"failure":"stall","on":"batches","count":1}]})");
  const PlayedProvider provider({"--failures", script.string()});
  const std::string out = (program.folder() / "out").string();
  kill_between_submit_and_record(program, provider, out);
  const ProcessResult resumed =
      run(with_provider(program.command({"jobs", "resume", "last", "--out", out}), provider));
  INFO(resumed.out << resumed.talk);
  REQUIRE(resumed.exit_code == 0);
  CHECK(batches_of(provider).size() == 2);
  CHECK(finished(program, "out").report == run_whole(provider, false).report);
}

TEST_CASE("what expires in a batch is handed over again, and in the end asked directly") {
  const Program program;
  const auto script =
      program.write_file("failures.json", R"({"failures":[{"failure":"batch-item-expired","every":2}]})");
  const PlayedProvider provider({"--failures", script.string()});
  const Finished batched = run_whole(provider, true);
  CHECK(batched.report == run_whole(provider, false).report);
  CHECK(batches_of(provider).size() == 4);
}

TEST_CASE("cancelling a job cancels its batch at the provider") {
  const Program program;
  const PlayedProvider provider({"--batch-time", "3600s"});
  const RunningProcess process(
      with_provider(program.command(analyze((program.folder() / "out").string(), true)), provider));
  while (batches_of(provider).empty()) {
  }
  process.signal(SIGINT);
  const ProcessResult cancelled = run(with_provider(program.command({"jobs", "cancel", "last"}), provider));
  INFO(cancelled.out << cancelled.talk);
  CHECK(cancelled.exit_code == 0);
  CHECK(batches_of(provider).at(0).at("cancel_initiated_at").is_string());
}

TEST_CASE("while a batch is at work the job says so: how many questions, and since when") {
  const Program program;
  const PlayedProvider provider({"--batch-time", "3600s"});
  const RunningProcess process(
      with_provider(program.command(analyze((program.folder() / "out").string(), true)), provider));
  while (batches_of(provider).empty()) {
  }
  json::value job;
  do {
    job = program.run_json({"jobs", "show", "last"}).at("job");
  } while (job.at("statusCode") != "batch-working");
  CHECK(job.at("batch") == true);
  CHECK(job.at("status") == "processing");
  const std::string message(job.at("statusMessage").as_string());
  const std::int64_t questions = batches_of(provider).at(0).at("request_counts").at("processing").as_int64();
  CHECK(message.find(std::to_string(questions) + " Silver questions since ") != std::string::npos);
  CHECK(program.run({"jobs", "show", "last"}).out.find("in batches") != std::string::npos);
}

TEST_CASE("deleting a job cancels its batch at the provider first, or leaves the job where it is") {
  const Program program;
  const PlayedProvider provider({"--batch-time", "3600s"});
  const RunningProcess process(
      with_provider(program.command(analyze((program.folder() / "out").string(), true)), provider));
  while (batches_of(provider).empty()) {
  }
  process.signal(SIGINT);

  SUBCASE("the provider is told") {
    const ProcessResult deleted = run(with_provider(program.command({"jobs", "delete", "last"}), provider));
    INFO(deleted.talk);
    CHECK(deleted.exit_code == 0);
    CHECK(batches_of(provider).at(0).at("cancel_initiated_at").is_string());
    CHECK(program.run_json({"jobs", "list"}).at("jobs").as_array().empty());
  }
  SUBCASE("the provider cannot be told") {
    Command command = with_provider(program.command({"jobs", "delete", "last"}), provider);
    command.environment["ANTHROPIC_BASE_URL"] = "http://127.0.0.1:1";
    const ProcessResult refused = run(command);
    CHECK(refused.exit_code != 0);
    CHECK(refused.talk.find("batch-not-cancelled") != std::string::npos);
    const json::value jobs = program.run_json({"jobs", "list"});
    REQUIRE(jobs.at("jobs").as_array().size() == 1);
    CHECK(jobs.at("jobs").at(0).at("status") == "cancelled");
  }
}

TEST_CASE(
    "a redacted job in batches comes to the same results as one that asks directly, and hides as much") {
  const PlayedProvider provider;
  std::vector<Finished> finishes;
  for (const bool in_batches : {false, true}) {
    const Program each;
    std::vector<std::string> arguments = analyze((each.folder() / "out").string(), in_batches);
    arguments.insert(arguments.end(), {"--redact", "all"});
    const ProcessResult result = run(with_provider(each.command(arguments), provider));
    INFO(result.out << result.talk);
    REQUIRE(result.exit_code == 0);
    finishes.push_back(finished(each, "out"));
  }
  CHECK(finishes[1].report == finishes[0].report);
  CHECK(batches_of(provider).size() == 2);
  const std::string report = to_json_text(finishes[1].report);
  CHECK(report.find("[PHONE_") == std::string::npos);
  CHECK(report.find("555-0001") == std::string::npos);  // nor what stands in for one
  std::size_t phones = 0;
  for (const json::value& call : finishes[1].report.at("calls").as_array()) {
    const json::value& caller = call.at("caller");
    phones += caller.is_object() && caller.at("phone").is_string();
  }
  CHECK(phones > 10);
}

TEST_CASE("the offline provider takes no batches, and says so before anything is stored") {
  const Program program;
  const ProcessResult result = program.run({"analyze", kSample, "--provider", "offline", "--batch"});
  CHECK(result.exit_code == 2);
  CHECK(result.talk.find("batch-unsupported") != std::string::npos);
}
