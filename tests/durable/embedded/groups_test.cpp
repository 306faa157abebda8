// SPDX-License-Identifier: MIT
#include <thread>

#include "tests/durable/support/executor_setting.hpp"
#include "tests/durable/support/gate.hpp"

namespace calltracker::test {

using durable::GroupId;
using durable::GroupState;
using durable::Run;
using durable::RunState;
using durable::StepFailure;
using durable::StepOptions;
using durable::Workflow;

namespace {

constexpr StepOptions kOneAttempt{.retry = {.attempts_max = 1}};

Workflow<int> through_the_gate(Run& run, Gate& gate, Probe& probe) {
  const int first = co_await run.step("gate", gate.body());
  co_await run.step("after", [&probe] { probe.mark("after"); });
  co_return first;
}

Workflow<int> noted(Run& run, Probe& probe, int input) {
  co_await run.step("note", [&] { probe.mark(run.group().str() + std::to_string(input)); });
  co_return input;
}

Workflow<int> needs_credit(Run& run, Probe& probe, bool& has_credit) {
  co_return co_await run.step("pay", kOneAttempt, [&] {
    probe.mark("pay");
    if (!has_credit) throw StepFailure::pause_group("no-credit", "add credit, then resume");
    return 1;
  });
}

Workflow<int> fails_second_step(Run& run, Probe& probe, bool& is_repaired) {
  co_await run.step("first", [&probe] { probe.mark("first"); });
  co_return co_await run.step("second", kOneAttempt, [&] {
    if (!is_repaired) throw StepFailure::retry("broken", "not yet");
    return probe.mark("second");
  });
}

}  // namespace

TEST_CASE("pausing a group lets its steps under way finish and be stored, and starts no other") {
  ExecutorSetting setting;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return through_the_gate(run, gate, setting.probe); });
  const durable::RunId run = setting.submit("gated");
  gate.wait_for_arrivals(1);
  setting.executor().pause_group(GroupId("group"), "by hand");
  gate.open();
  setting.run_to_rest();
  CHECK(setting.probe.count("step_ended gate") == 1);
  CHECK(setting.probe.count("after") == 0);
  CHECK(setting.probe.count("group_paused group by hand") == 1);
  CHECK(setting.timeline(run).run.state == RunState::Queued);

  setting.executor().resume_group(GroupId("group"));
  setting.run_to_rest();
  CHECK(setting.timeline(run).run.state == RunState::Completed);
  CHECK(gate.arrivals() == 1);
}

TEST_CASE("cancelling a group tells its asynchronous steps to stop and ends its runs as cancelled") {
  ExecutorSetting setting;
  setting.options.runs_in_flight_max = 2;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return through_the_gate(run, gate, setting.probe); });
  for (int index = 0; index < 5; ++index) setting.submit("gated", index);
  gate.wait_for_arrivals(2);
  setting.executor().cancel_group(GroupId("group"));
  setting.run_to_rest();
  CHECK(setting.store.journal().read_group(GroupId("group")).cancelled == 5);
  CHECK(setting.probe.count("group_idle group") == 1);
  CHECK(setting.probe.count("after") == 0);
}

TEST_CASE("a step can pause its whole group with a message, and is tried again after resuming") {
  ExecutorSetting setting;
  bool has_credit = false;
  setting.define("needs_credit", [&](Run& run, int) { return needs_credit(run, setting.probe, has_credit); });
  setting.options.runs_in_flight_max = 1;
  for (int index = 0; index < 3; ++index) setting.submit("needs_credit", index);
  const durable::GroupView paused = setting.executor().wait_until_group_rests(GroupId("group"));
  CHECK(paused.state == GroupState::Paused);
  CHECK(setting.store.journal().read_group_status(GroupId("group")).message == "add credit, then resume");
  setting.run_to_rest();
  CHECK(setting.probe.count("pay") == 1);

  has_credit = true;
  setting.executor().resume_group(GroupId("group"));
  CHECK(setting.executor().wait_until_group_rests(GroupId("group")).completed == 3);
}

TEST_CASE("retrying failed runs goes on from the failed step with new attempts") {
  ExecutorSetting setting;
  bool is_repaired = false;
  setting.define("fails", [&](Run& run, int) { return fails_second_step(run, setting.probe, is_repaired); });
  const durable::RunId run = setting.submit("fails");
  setting.run_to_rest();
  CHECK(setting.timeline(run).run.failure_code == "broken");

  is_repaired = true;
  CHECK(setting.executor().retry_failed_runs(GroupId("group")) == 1);
  setting.run_to_rest();
  CHECK(setting.timeline(run).run.state == RunState::Completed);
  CHECK(setting.probe.count("first") == 1);
  CHECK(setting.timeline(run).attempts.size() == 1);
}

TEST_CASE("running again makes a new run with the old input and leaves the old one alone") {
  ExecutorSetting setting;
  setting.define("noted", [&](Run& run, int input) { return noted(run, setting.probe, input); });
  const durable::RunId first = setting.submit("noted", 7);
  setting.run_to_rest();
  const durable::RunId second = setting.executor().rerun(first);
  setting.run_to_rest();
  CHECK(first != second);
  CHECK(setting.timeline(second).run.output == "7");
  CHECK(setting.probe.count("group7") == 2);
}

TEST_CASE("a small group is not stuck behind a large one") {
  ExecutorSetting setting;
  setting.options.runs_in_flight_max = 1;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return through_the_gate(run, gate, setting.probe); });
  setting.define("noted", [&](Run& run, int input) { return noted(run, setting.probe, input); });
  setting.submit("gated", 0, "blocker");
  gate.wait_for_arrivals(1);
  for (int index = 0; index < 50; ++index) setting.submit("noted", index, "large");
  for (int index = 0; index < 3; ++index) setting.submit("noted", index, "small");
  gate.open();
  setting.run_to_rest();
  const auto marks = setting.probe.marks();
  const auto last_small = std::find(marks.begin(), marks.end(), "small2");
  CHECK(std::count_if(marks.begin(), last_small,
                      [](const std::string& mark) { return mark.starts_with("large"); }) <= 4);
}

TEST_CASE("runs of higher priority are begun first") {
  ExecutorSetting setting;
  setting.options.runs_in_flight_max = 1;
  Gate gate;
  setting.define("gated", [&](Run& run, int) { return through_the_gate(run, gate, setting.probe); });
  setting.define("noted", [&](Run& run, int input) { return noted(run, setting.probe, input); });
  setting.submit("gated", 0, "blocker");
  gate.wait_for_arrivals(1);
  setting.submit("noted", 1, "usual");
  setting.submit("noted", 2, "urgent", 5);
  gate.open();
  setting.run_to_rest();
  const auto marks = setting.probe.marks();
  CHECK(std::find(marks.begin(), marks.end(), "urgent2") < std::find(marks.begin(), marks.end(), "usual1"));
}

TEST_CASE("an executor restricted to one group leaves the others alone") {
  ExecutorSetting setting;
  setting.options.only_group = GroupId("mine");
  setting.define("noted", [&](Run& run, int input) { return noted(run, setting.probe, input); });
  const durable::RunId other = setting.submit("noted", 1, "other");
  const durable::RunId mine = setting.submit("noted", 2, "mine");
  setting.run_to_rest();
  CHECK(setting.timeline(mine).run.state == RunState::Completed);
  CHECK(setting.timeline(other).run.state == RunState::Queued);
}

TEST_CASE("a body that still waits for its turn is handed back by a pause, and no attempt was made") {
  ExecutorSetting setting;
  Gate gate;
  setting.define("in line", [&](Run& run, int) -> Workflow<int> {
    co_return co_await run.step("ask", kOneAttempt, gate.body_in_line());
  });
  const durable::RunId run = setting.submit("in line");
  gate.wait_for_arrivals(1);
  setting.executor().pause_group(GroupId("group"), "by hand");
  setting.run_to_rest();
  CHECK(setting.timeline(run).run.state == RunState::Queued);
  CHECK(setting.timeline(run).attempts.empty());
  gate.open();
  setting.executor().resume_group(GroupId("group"));
  setting.run_to_rest();
  CHECK(setting.timeline(run).run.state == RunState::Completed);
  CHECK(setting.timeline(run).steps.at(0).attempts == 1);
}

TEST_CASE("an executor that stops hands back what waits for its turn and lets the rest end") {
  ExecutorSetting setting;
  Gate line;
  Gate work;
  setting.define("in line", [&](Run& run, int) -> Workflow<int> {
    co_return co_await run.step("ask", line.body_in_line());
  });
  setting.define("at work",
                 [&](Run& run, int) -> Workflow<int> { co_return co_await run.step("work", work.body()); });
  const durable::RunId waiting = setting.submit("in line");
  const durable::RunId working = setting.submit("at work");
  line.wait_for_arrivals(1);
  work.wait_for_arrivals(1);
  std::jthread stopping([&setting] { setting.stop(durable::StopMode::FinishSteps); });
  while (setting.timeline(waiting).run.state != RunState::Queued) std::this_thread::yield();
  work.open();
  stopping.join();
  CHECK(setting.timeline(working).steps.at(0).state == durable::StepState::Completed);
  CHECK(setting.timeline(waiting).attempts.empty());
}

TEST_CASE("what another process submits, pauses and finishes is heard though no time passes") {
  ExecutorSetting setting;
  setting.options.only_group = GroupId("mine");
  setting.define("noted", [&](Run& run, int input) { return noted(run, setting.probe, input); });
  SystemClock clock;
  Log log{clock, LogFormat::Text, LogLevel::Off};
  store::sql::Stores another = store::sql::open_stores(setting.store.database_path(), clock, log);
  const UnixMillis now_ms = setting.store.clock.now_ms();
  const auto wait_for = [&setting](const std::string& mark) {
    while (setting.probe.count(mark) == 0) std::this_thread::yield();
  };
  setting.executor();
  another.journal->submit_runs({durable::new_run("noted", GroupId("mine"), 7)}, now_ms);
  wait_for("mine7");
  wait_for("group_idle mine");

  for (const char* group : {"another", "mine"}) another.journal->pause_group(GroupId(group), "by them");
  wait_for("group_paused mine by them");
  CHECK(setting.probe.count("group_paused another by them") == 0);
}

TEST_CASE("the last run of a group may end in another process") {
  ExecutorSetting setting;
  setting.options.runs_in_flight_max = 0;
  setting.define("noted", [&](Run& run, int input) { return noted(run, setting.probe, input); });
  SystemClock clock;
  Log log{clock, LogFormat::Text, LogLevel::Off};
  store::sql::Stores another = store::sql::open_stores(setting.store.database_path(), clock, log);
  setting.submit("noted", 1, "shared");
  durable::Executor other(*another.journal, setting.registry, setting.store.clock, {});
  other.start();
  setting.executor().wait_until_group_rests(GroupId("shared"));
  while (setting.probe.count("group_idle shared") == 0) std::this_thread::yield();
  CHECK(setting.probe.count("shared1") == 1);
}

}  // namespace calltracker::test
