// SPDX-License-Identifier: MIT
#include <thread>

#include "base/error.hpp"
#include "tests/durable/conformance/rules.hpp"

namespace calltracker::test {

using durable::Run;
using durable::RunState;
using durable::StepDone;
using durable::StepError;
using durable::StepFailure;
using durable::StepResult;
using durable::Workflow;

namespace {

Workflow<std::string> no_steps(Run&) {
  co_return "done";
}

Workflow<int> two_steps(Run& run, Probe& probe) {
  const int first = co_await run.step("first", [&probe] { return probe.mark("first") * 10; });
  const int second = co_await run.step("second", [&probe, first] { return probe.mark("second") + first; });
  co_return second;
}

Workflow<std::vector<int>> repeated_name(Run& run) {
  std::vector<int> values;
  for (int index = 0; index < 3; ++index) {
    values.push_back(co_await run.step("same", [index] { return index; }));
  }
  co_return values;
}

Workflow<int> step_then_sleep_then_step(Run& run, Probe& probe) {
  const int first = co_await run.step("first", [&probe] { return probe.mark("first"); });
  co_await run.sleep("pause", std::chrono::minutes(1));
  const int second = co_await run.step("second", [&probe] { return probe.mark("second"); });
  co_return first + second;
}

Workflow<int> child(Run& run, Probe& probe, std::string name) {
  co_return co_await run.step(name, [&probe, &name] { return probe.mark(name); });
}

Workflow<int> parent(Run& run, Probe& probe) {
  const int left = co_await child(run, probe, "left");
  const int right = co_await child(run, probe, "right");
  co_return left + right;
}

Workflow<void> without_values(Run& run, Probe& probe) {
  co_await run.step("nothing", [&probe] { probe.mark("nothing"); });
}

Workflow<std::string> answered_by_a_thread(Run& run) {
  co_return co_await run.step("ask", [](StepDone<std::string> done, std::stop_token) {
    std::thread([done = std::move(done)] { done.succeed("answer"); }).detach();
  });
}

Workflow<std::string> never_answered(Run& run) {
  co_return co_await run.step("ask", [](StepDone<std::string>, std::stop_token) {});
}

Workflow<std::string> answered_twice(Run& run) {
  co_return co_await run.step("ask", [](StepDone<std::string> done, std::stop_token) {
    done.succeed("first");
    done.succeed("second");
    done.fail(StepFailure::give_up("late", "too late"));
  });
}

Workflow<int> structured(Run& run) {
  const auto values = co_await run.step("list", [] { return std::vector<int>{1, 2, 3}; });
  const auto nothing = co_await run.step("optional", [] { return std::optional<std::string>(); });
  co_return static_cast<int>(values.size()) + (nothing ? 100 : 0);
}

}  // namespace

EXECUTOR_RULE("a workflow without steps returns its value") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return no_steps(run); });
  const RunResult result = setting.run_once();
  CHECK(result.state == RunState::Completed);
  CHECK(result.output == "\"done\"");
}

EXECUTOR_RULE("steps run once each, in the order of the story, and give their values") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return two_steps(run, setting.probe); });
  CHECK(setting.run_once().output == "11");
  CHECK(setting.probe.marks() == std::vector<std::string>{"first", "second"});
}

EXECUTOR_RULE("a repeated step name is a step of its own each time") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return repeated_name(run); });
  CHECK(setting.run_once().output == "[0,1,2]");
}

EXECUTOR_RULE("a completed step does not run again after a restart") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return step_then_sleep_then_step(run, setting.probe); });
  const durable::RunId run = setting.begin();
  setting.harness().restart();
  setting.harness().advance_ms(60'000);
  CHECK(setting.harness().result(run).output == "2");
  CHECK(setting.probe.count("first") == 1);
}

EXECUTOR_RULE("a workflow awaits another workflow as part of its own run") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return parent(run, setting.probe); });
  CHECK(setting.run_once().output == "2");
  CHECK(setting.probe.marks() == std::vector<std::string>{"left", "right"});
}

EXECUTOR_RULE("a step and a workflow may have no value") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return without_values(run, setting.probe); });
  CHECK(setting.run_once().output == "null");
  CHECK(setting.probe.count("nothing") == 1);
}

EXECUTOR_RULE("an asynchronous step may be completed by any thread") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return answered_by_a_thread(run); });
  CHECK(setting.run_once().output == "\"answer\"");
}

EXECUTOR_RULE("an asynchronous step that forgets its answer fails instead of hanging") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return never_answered(run); });
  const RunResult result = setting.run_once();
  CHECK(result.state == RunState::Failed);
  CHECK(result.failure_code == "step-abandoned");
}

EXECUTOR_RULE("the first answer of an asynchronous step counts") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return answered_twice(run); });
  CHECK(setting.run_once().output == "\"first\"");
}

EXECUTOR_RULE("lists and absent values survive being stored") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return structured(run); });
  CHECK(setting.run_once().output == "3");
}

EXECUTOR_RULE("a run of a workflow that nobody registered fails and says so") {
  RuleSetting<Harness> setting;
  const RunResult result = setting.run_once();
  CHECK(result.state == RunState::Failed);
  CHECK(result.failure_code == "workflow-unknown");
}

EXECUTOR_RULE("a run whose input is of the wrong type fails and runs nothing") {
  RuleSetting<Harness> setting;
  setting.registry.template add<std::vector<int>>(
      "workflow", [&setting](Run& run, const std::vector<int>&) { return two_steps(run, setting.probe); });
  CHECK(setting.run_once().state == RunState::Failed);
  CHECK(setting.probe.marks().empty());
}

}  // namespace calltracker::test
