// SPDX-License-Identifier: MIT
#include "durable/embedded/executor.hpp"

#include "tests/durable/support/executor_setting.hpp"
#include "tests/durable/support/gate.hpp"
#include "tests/durable/support/refusing_journal.hpp"

namespace calltracker::test {

using durable::GroupId;
using durable::Run;
using durable::RunState;
using durable::StepFailure;
using durable::StepOptions;
using durable::StopMode;
using durable::Stored;
using durable::Workflow;

namespace {

constexpr StepOptions kOnLoop{.place = durable::StepPlace::Loop};
constexpr StepOptions kTimed{.retry = {.attempts_max = 2, .backoff_first = std::chrono::seconds(1)},
                             .timeout = std::chrono::seconds(30)};

Workflow<int> gated(Run& run, Gate& gate) {
  co_return co_await run.step("gate", gate.body());
}

Workflow<int> gated_with_timeout(Run& run, Gate& gate) {
  co_return co_await run.step("gate", kTimed, gate.body());
}

Workflow<void> two_gates(Run& run, Gate& gate) {
  co_await run.parallel(run.step("left", gate.body()), run.step("right", gate.body()));
}

Workflow<int> noted(Run& run, Probe& probe) {
  co_return co_await run.step("note", kOnLoop, [&probe] { return probe.mark("note"); });
}

Workflow<void> long_sleeper(Run& run) {
  co_await run.sleep("night", std::chrono::hours(8));
}

Workflow<int> writes_badly(Run& run, Probe& probe) {
  co_return co_await run.step("write", [&probe] {
    probe.mark("body");
    return Stored<int>{
        1, [](durable::Transaction&) { throw StepFailure::give_up("row-refused", "no such table"); }};
  });
}

}  // namespace

TEST_CASE("no more runs than the limit are under way, and a place that becomes free is used at once") {
  ExecutorSetting setting;
  setting.options.runs_in_flight_max = 2;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return gated(run, gate); });
  for (int index = 0; index < 5; ++index) setting.submit("gated", index);
  gate.wait_for_arrivals(2);
  CHECK(setting.store.journal().read_group(GroupId("group")).running == 2);
  gate.open();
  CHECK(setting.executor().wait_until_group_rests(GroupId("group")).completed == 5);
}

TEST_CASE("no more steps than the limit are under way, parallel ones included") {
  ExecutorSetting setting;
  setting.options.steps_in_flight_max = 1;
  Gate gate;
  setting.define("two_gates", [&](Run& run, int) { return two_gates(run, gate); });
  setting.submit("two_gates");
  setting.submit("two_gates");
  gate.wait_for_arrivals(1);
  CHECK(gate.arrivals() == 1);
  gate.open();
  CHECK(setting.executor().wait_until_group_rests(GroupId("group")).completed == 2);
}

TEST_CASE("a run that sleeps long takes no place") {
  ExecutorSetting setting;
  setting.options.runs_in_flight_max = 1;
  setting.define("sleeper", [](Run& run, int) { return long_sleeper(run); });
  setting.define("noted", [&](Run& run, int) { return noted(run, setting.probe); });
  const durable::RunId sleeper = setting.submit("sleeper");
  setting.submit("noted");
  setting.run_to_rest();
  CHECK(setting.probe.count("note") == 1);
  CHECK(setting.timeline(sleeper).run.state == RunState::Waiting);
}

TEST_CASE("submitting a run id again changes nothing") {
  ExecutorSetting setting;
  setting.define("noted", [&](Run& run, int) { return noted(run, setting.probe); });
  for (int round = 0; round < 2; ++round) {
    durable::NewRun run = durable::new_run("noted", GroupId("group"), 0);
    run.id = durable::RunId("only-once");
    setting.executor().submit({run});
    setting.run_to_rest();
  }
  CHECK(setting.probe.count("note") == 1);
}

TEST_CASE("the runs of a dead worker are taken over at start") {
  ExecutorSetting setting;
  setting.define("noted", [&](Run& run, int) { return noted(run, setting.probe); });
  durable::NewRun run = durable::new_run("noted", GroupId("group"), 0);
  run.id = durable::RunId("orphan");
  durable::Journal& journal = setting.store.journal();
  journal.submit_runs({run}, setting.store.clock.now_ms());
  const durable::WorkerId worker = journal.register_worker(setting.store.clock.now_ms());
  CHECK(
      journal.claim_runs({.worker = worker, .runs_max = 1, .now_ms = setting.store.clock.now_ms()}).size() ==
      1);
  setting.store.reopen();
  setting.run_to_rest();
  CHECK(setting.timeline(run.id).run.state == RunState::Completed);
}

TEST_CASE("a worker declared dead stores nothing more, registers again and does the run anew") {
  ExecutorSetting setting;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return gated(run, gate); });
  const durable::RunId run = setting.submit("gated");
  gate.wait_for_arrivals(1);
  setting.store.journal().remove_worker(1);
  gate.open();
  gate.wait_for_arrivals(2);
  CHECK(setting.executor().wait_until_group_rests(GroupId("group")).completed == 1);
  CHECK(setting.timeline(run).steps.size() == 1);
}

TEST_CASE("a journal that refuses for a while loses nothing") {
  ExecutorSetting setting;
  RefusingJournal journal(setting.store.journal());
  setting.journal_instead = &journal;
  setting.define("noted", [&](Run& run, int) { return noted(run, setting.probe); });
  journal.refuse_commits(2);
  const durable::RunId run = setting.submit("noted");
  setting.run_to_rest();
  CHECK(setting.timeline(run).run.state == RunState::Completed);
  CHECK(setting.probe.count("note") == 1);
  CHECK(setting.probe.count("journal_failed") == 2);
  setting.stop(StopMode::HandBack);
}

TEST_CASE("a step whose rows cannot be written is not stored either") {
  ExecutorSetting setting;
  setting.define("writes_badly", [&](Run& run, int) { return writes_badly(run, setting.probe); });
  const durable::RunId run = setting.submit("writes_badly");
  setting.run_to_rest();
  const durable::RunTimeline timeline = setting.timeline(run);
  CHECK(timeline.run.failure_code == "row-refused");
  REQUIRE(timeline.steps.size() == 1);
  CHECK(timeline.steps.front().state == durable::StepState::Failed);
  CHECK(setting.probe.count("body") == 1);
}

TEST_CASE("stopping hands steps back that were told to stop, and counts no attempt") {
  ExecutorSetting setting;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return gated(run, gate); });
  const durable::RunId run = setting.submit("gated");
  gate.wait_for_arrivals(1);
  setting.stop(StopMode::HandBack);
  CHECK(setting.timeline(run).run.state == RunState::Queued);
  CHECK(setting.timeline(run).attempts.empty());
  gate.open();
  setting.run_to_rest();
  CHECK(setting.timeline(run).run.state == RunState::Completed);
}

TEST_CASE("stopping waits for steps no longer than it was told, then hands them back") {
  ExecutorSetting setting;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return gated(run, gate); });
  const durable::RunId run = setting.submit("gated");
  gate.wait_for_arrivals(1);
  setting.stop(StopMode::FinishSteps, std::chrono::milliseconds(1));
  CHECK(setting.timeline(run).run.state == RunState::Queued);
  CHECK(setting.timeline(run).attempts.empty());
}

TEST_CASE("a step that takes too long is told to stop and tried again") {
  ExecutorSetting setting;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return gated_with_timeout(run, gate); });
  const durable::RunId run = setting.submit("gated");
  gate.wait_for_arrivals(1);
  setting.advance_ms(30'000);
  CHECK(setting.probe.count("attempt_failed gate step-timeout") == 1);
  gate.open();
  setting.advance_ms(1'000);
  const durable::RunTimeline timeline = setting.timeline(run);
  CHECK(timeline.run.state == RunState::Completed);
  REQUIRE(timeline.attempts.size() == 1);
  CHECK(timeline.attempts.front().ended_ms - timeline.attempts.front().started_ms == 30'000);
  CHECK(timeline.steps.front().attempts == 2);
}

TEST_CASE("a step that became another kind of step fails its run instead of guessing") {
  ExecutorSetting setting;
  setting.define("changing", [](Run& run, int) { return long_sleeper(run); });
  const durable::RunId run = setting.submit("changing");
  setting.run_to_rest();
  setting.stop(StopMode::HandBack);

  durable::WorkflowRegistry changed;
  changed.add<int>("changing",
                   [](Run& again, int) -> Workflow<void> { co_await again.step("night", [] {}); });
  durable::Executor executor(setting.store.journal(), changed, setting.store.clock, setting.options);
  executor.start();
  setting.store.clock.advance_ms(8 * 3'600'000);
  executor.clock_moved();
  executor.wait_until_idle();
  CHECK(setting.timeline(run).run.failure_code == "workflow-changed");
  executor.stop(StopMode::HandBack);
}

TEST_CASE("the observer hears of steps, runs and the group's end, after they are stored") {
  ExecutorSetting setting;
  setting.define("noted", [&](Run& run, int) { return noted(run, setting.probe); });
  const durable::RunId run = setting.submit("noted");
  setting.run_to_rest();
  CHECK(setting.probe.marks() == std::vector<std::string>{"note", "step_ended note",
                                                          "run_ended " + run.str() + " completed",
                                                          "group_idle group"});
}

}  // namespace calltracker::test
