// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "tests/durable/conformance/rules.hpp"

namespace calltracker::test {

using durable::Run;
using durable::RunState;
using durable::StepError;
using durable::StepFailure;
using durable::StepOptions;
using durable::StepResult;
using durable::Workflow;

namespace {

constexpr StepOptions kThreeAttempts{.retry = {.attempts_max = 3,
                                               .backoff_first = std::chrono::seconds(10),
                                               .backoff_max = std::chrono::seconds(60)}};

Workflow<int> succeeds_at(Run& run, Probe& probe, int attempt) {
  co_return co_await run.step("ask", kThreeAttempts, [&probe, attempt]() -> StepResult<int> {
    const int made = probe.mark("ask");
    if (made < attempt) return std::unexpected(StepFailure::retry("busy", "try later"));
    return made;
  });
}

Workflow<int> told_to_wait(Run& run, Probe& probe) {
  co_return co_await run.step("ask", kThreeAttempts, [&probe] {
    if (probe.mark("ask") == 1) throw StepFailure::retry("busy", "try later", 45'000);
    return 1;
  });
}

Workflow<int> gives_up(Run& run, Probe& probe) {
  co_return co_await run.step("ask", kThreeAttempts, [&probe]() -> StepResult<int> {
    probe.mark("ask");
    return std::unexpected(StepFailure::give_up("refused", "never"));
  });
}

Workflow<int> throws_error(Run& run, Probe& probe) {
  co_return co_await run.step("ask", kThreeAttempts, [&probe]() -> int {
    probe.mark("ask");
    throw Error({.kind = ErrorKind::Input, .code = "bad-page", .message = "the page is bad"});
  });
}

Workflow<int> throws_something(Run& run, Probe& probe) {
  co_return co_await run.step("ask", kThreeAttempts, [&probe]() -> int {
    probe.mark("ask");
    throw std::runtime_error("oops");
  });
}

Workflow<std::string> catches(Run& run, Probe& probe) {
  std::string seen;
  try {
    co_await run.step("ask", [&probe] {
      probe.mark("ask");
      throw StepFailure::give_up("refused", "never");
    });
  } catch (const StepError& error) {
    seen = error.step() + "/" + error.code() + "/" + error.message();
  }
  co_await run.sleep("pause", std::chrono::minutes(1));
  co_return seen;
}

Workflow<int> throws_between_steps(Run& run) {
  co_await run.step("fine", [] {});
  throw std::logic_error("a bug in the workflow");
}

}  // namespace

EXECUTOR_RULE("a step that fails for now is tried again until it works") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return succeeds_at(run, setting.probe, 3); });
  const durable::RunId run = setting.begin();
  setting.harness().advance_ms(10'000);
  setting.harness().advance_ms(20'000);
  CHECK(setting.harness().result(run).output == "3");
}

EXECUTOR_RULE("a retry waits for its backoff") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return succeeds_at(run, setting.probe, 3); });
  setting.begin();
  setting.harness().advance_ms(9'999);
  CHECK(setting.probe.count("ask") == 1);
  setting.harness().advance_ms(1);
  CHECK(setting.probe.count("ask") == 2);
}

EXECUTOR_RULE("a retry waits at least as long as the other side asked") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return told_to_wait(run, setting.probe); });
  const durable::RunId run = setting.begin();
  setting.harness().advance_ms(44'999);
  CHECK(setting.probe.count("ask") == 1);
  setting.harness().advance_ms(1);
  CHECK(setting.harness().result(run).state == RunState::Completed);
}

EXECUTOR_RULE("attempts are counted across restarts and end with the last failure") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return succeeds_at(run, setting.probe, 99); });
  const durable::RunId run = setting.begin();
  for (int round = 0; round < 5; ++round) {
    setting.harness().restart();
    setting.harness().advance_ms(60'000);
  }
  CHECK(setting.probe.count("ask") == 3);
  CHECK(setting.harness().result(run).state == RunState::Failed);
  CHECK(setting.harness().result(run).failure_code == "busy");
}

EXECUTOR_RULE("a step that gives up is not tried again") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return gives_up(run, setting.probe); });
  const RunResult result = setting.run_once();
  setting.harness().advance_ms(600'000);
  CHECK(result.failure_code == "refused");
  CHECK(setting.probe.count("ask") == 1);
}

EXECUTOR_RULE("an Error thrown by a body gives up with its code") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return throws_error(run, setting.probe); });
  CHECK(setting.run_once().failure_code == "bad-page");
  CHECK(setting.probe.count("ask") == 1);
}

EXECUTOR_RULE("any other exception of a body gives up as step-threw") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return throws_something(run, setting.probe); });
  CHECK(setting.run_once().failure_code == "step-threw");
}

EXECUTOR_RULE("a workflow may catch a failed step, and sees the same failure when replayed") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return catches(run, setting.probe); });
  const durable::RunId run = setting.begin();
  setting.harness().restart();
  setting.harness().advance_ms(60'000);
  CHECK(setting.harness().result(run).output == "\"ask/refused/never\"");
  CHECK(setting.probe.count("ask") == 1);
}

EXECUTOR_RULE("an exception between steps fails the run as workflow-threw") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return throws_between_steps(run); });
  const RunResult result = setting.run_once();
  CHECK(result.state == RunState::Failed);
  CHECK(result.failure_code == "workflow-threw");
}

}  // namespace calltracker::test
