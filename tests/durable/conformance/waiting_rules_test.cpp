// SPDX-License-Identifier: MIT
#include "tests/durable/conformance/rules.hpp"

namespace calltracker::test {

using durable::Event;
using durable::EventWait;
using durable::make_event;
using durable::Run;
using durable::RunState;
using durable::Workflow;

namespace {

Workflow<int> sleeper(Run& run, std::chrono::milliseconds span) {
  co_await run.sleep("nap", span);
  co_return 1;
}

Workflow<std::string> waiter(Run& run, std::string key) {
  const EventWait wait("door", key, std::chrono::hours(1));
  const std::optional<Event> event = co_await run.wait_for_event("wait", wait);
  if (!event) co_return "nobody came";
  co_return event->key + " " + durable::decode<std::string>(event->data);
}

Workflow<void> sender(Run& run) {
  const Event event = make_event("door", "front", std::string("sent by a run"));
  co_await run.send_event("ring", event);
}

Workflow<std::string> parallel_mixed(Run& run, Probe& probe) {
  const auto [number, text, nap, event] = co_await run.parallel(
      run.step("number", [&probe] { return probe.mark("number"); }),
      run.step("text", [] { return std::string("text"); }), run.sleep("nap", std::chrono::seconds(30)),
      run.wait_for_event("wait", EventWait("door", "", std::chrono::seconds(60))));
  static_cast<void>(nap);
  co_return text + std::to_string(number) + (event ? event->key : " alone");
}

Workflow<std::vector<int>> parallel_list(Run& run, Probe& probe) {
  const auto step_for = [&](int index) {
    return run.step("item", [&probe, index] {
      probe.mark("item");
      return index * index;
    });
  };
  std::vector<decltype(step_for(0))> steps;
  for (int index = 0; index < 5; ++index) steps.push_back(step_for(index));
  co_return co_await run.parallel(std::move(steps));
}

Workflow<int> parallel_with_failure(Run& run, Probe& probe) {
  co_await run.parallel(run.step("bad", [] { throw durable::StepFailure::give_up("refused", "never"); }),
                        run.step("good", [&probe] { probe.mark("good"); }));
  co_return 1;
}

Workflow<std::size_t> starter(Run& run) {
  std::vector<durable::NewRun> runs;
  for (int index = 0; index < 3; ++index) {
    runs.push_back(durable::new_run("child", durable::GroupId(), std::to_string(index)));
  }
  const auto ids = co_await run.start("start", runs);
  co_await run.sleep("pause", std::chrono::minutes(1));
  co_return ids.size();
}

Workflow<void> counted_child(Run& run, Probe& probe) {
  co_await run.step("count", [&probe] { probe.mark("child"); });
}

}  // namespace

EXECUTOR_RULE("a sleep lasts until its time, also over a restart") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return sleeper(run, std::chrono::hours(2)); });
  const durable::RunId run = setting.begin();
  setting.harness().advance_ms(3'600'000);
  setting.harness().restart();
  setting.harness().advance_ms(3'599'999);
  CHECK(setting.harness().result(run).state != RunState::Completed);
  setting.harness().advance_ms(1);
  CHECK(setting.harness().result(run).state == RunState::Completed);
}

EXECUTOR_RULE("a short sleep lasts until its time") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return sleeper(run, std::chrono::seconds(2)); });
  const durable::RunId run = setting.begin();
  setting.harness().advance_ms(1'999);
  CHECK(setting.harness().result(run).state != RunState::Completed);
  setting.harness().advance_ms(1);
  CHECK(setting.harness().result(run).state == RunState::Completed);
}

EXECUTOR_RULE("a sleep of no time passes at once") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return sleeper(run, std::chrono::seconds(0)); });
  CHECK(setting.run_once().state == RunState::Completed);
}

EXECUTOR_RULE("a wait gets the event of its name and key") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return waiter(run, "front"); });
  const durable::RunId run = setting.begin();
  setting.harness().send_event(make_event("door", "front", std::string("hello")));
  CHECK(setting.harness().result(run).output == "\"front hello\"");
}

EXECUTOR_RULE("a wait without a key takes any event of the name") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return waiter(run, ""); });
  const durable::RunId run = setting.begin();
  setting.harness().send_event(make_event("door", "back", std::string("hello")));
  CHECK(setting.harness().result(run).output == "\"back hello\"");
}

EXECUTOR_RULE("an event of another key or name wakes nobody") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return waiter(run, "front"); });
  const durable::RunId run = setting.begin();
  setting.harness().send_event(make_event("door", "back", std::string("hello")));
  setting.harness().send_event(make_event("window", "front", std::string("hello")));
  CHECK(setting.harness().result(run).state != RunState::Completed);
}

EXECUTOR_RULE("a wait that times out gets nothing") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return waiter(run, "front"); });
  const durable::RunId run = setting.begin();
  setting.harness().advance_ms(3'600'000);
  CHECK(setting.harness().result(run).output == "\"nobody came\"");
}

EXECUTOR_RULE("an event from before the wait is not seen") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return waiter(run, "front"); });
  setting.harness().send_event(make_event("door", "front", std::string("early")));
  const durable::RunId run = setting.begin();
  CHECK(setting.harness().result(run).state != RunState::Completed);
}

EXECUTOR_RULE("a waiting run keeps the event that came while the program was down") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return waiter(run, "front"); });
  const durable::RunId run = setting.begin();
  setting.harness().restart();
  setting.harness().send_event(make_event("door", "front", std::string("hello")));
  setting.harness().restart();
  setting.harness().run_to_rest();
  CHECK(setting.harness().result(run).output == "\"front hello\"");
}

EXECUTOR_RULE("a run wakes another by an event") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return waiter(run, "front"); });
  setting.registry.template add<int>("sender", [](Run& run, int) { return sender(run); });
  const durable::RunId run = setting.begin();
  setting.harness().submit(durable::new_run("sender", durable::GroupId("group"), 1));
  setting.harness().run_to_rest();
  CHECK(setting.harness().result(run).output == "\"front sent by a run\"");
}

EXECUTOR_RULE("steps of all kinds in parallel give their values once all have ended") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return parallel_mixed(run, setting.probe); });
  const durable::RunId run = setting.begin();
  setting.harness().send_event(make_event("door", "front", 1));
  CHECK(setting.harness().result(run).state != RunState::Completed);
  setting.harness().advance_ms(30'000);
  CHECK(setting.harness().result(run).output == "\"text1front\"");
  CHECK(setting.probe.count("number") == 1);
}

EXECUTOR_RULE("a parallel wait that times out leaves the other results alone") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return parallel_mixed(run, setting.probe); });
  const durable::RunId run = setting.begin();
  setting.harness().advance_ms(30'000);
  setting.harness().restart();
  setting.harness().advance_ms(30'000);
  CHECK(setting.harness().result(run).output == "\"text1 alone\"");
  CHECK(setting.probe.count("number") == 1);
}

EXECUTOR_RULE("a list of parallel steps gives its values in order") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return parallel_list(run, setting.probe); });
  CHECK(setting.run_once().output == "[0,1,4,9,16]");
  CHECK(setting.probe.count("item") == 5);
}

EXECUTOR_RULE("when a parallel step fails its siblings still run to their end") {
  RuleSetting<Harness> setting;
  setting.define([&setting](Run& run) { return parallel_with_failure(run, setting.probe); });
  CHECK(setting.run_once().failure_code == "refused");
  CHECK(setting.probe.count("good") == 1);
}

EXECUTOR_RULE("runs started by a step are started once, however often the parent is replayed") {
  RuleSetting<Harness> setting;
  setting.define([](Run& run) { return starter(run); });
  setting.registry.template add<std::string>(
      "child", [&setting](Run& run, const std::string&) { return counted_child(run, setting.probe); });
  const durable::RunId run = setting.begin();
  setting.harness().restart();
  setting.harness().advance_ms(60'000);
  CHECK(setting.harness().result(run).output == "3");
  CHECK(setting.probe.count("child") == 3);
}

}  // namespace calltracker::test
