// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "durable/event_wait.hpp"
#include "durable/replay_executor.hpp"
#include "durable/step_id.hpp"

namespace calltracker::durable {

namespace {

Workflow<int> one_step(Run& run) {
  co_return co_await run.step("first step", [] { return 7; });
}

Workflow<int> two_at_once(Run& run) {
  const auto [left, right] =
      co_await run.parallel(run.step("p", [] { return 1; }), run.step("p", [] { return 2; }));
  co_return left + right;
}

double no_jitter() {
  return 0.0;
}

ReplayRequest request_for(const std::string& workflow) {
  return {.run = RunId("run"), .group = GroupId("group"), .workflow = workflow, .input = "0"};
}

}  // namespace

TEST_CASE("step ids are the SHA-1 that Inngest gives the same names") {
  StepNames names;
  CHECK(to_hex(names.next("first step").id) == "98bf98df193bcce7c33e6bc50927cf2ac21206cb");
  CHECK(to_hex(names.next("p").id) == "516b9783fca517eecbd1d064da2d165310b19759");
  const StepLabel repeat = names.next("p");
  CHECK(repeat.name == "p:1");
  CHECK(repeat.index == 1);
  CHECK(to_hex(repeat.id) == "752881753aa4941a0c67a22880d9b4c06c562ff5");
}

TEST_CASE("a repeat skips an index that is a name of its own") {
  StepNames names;
  names.next("ask");
  names.next("ask:1");
  CHECK(names.next("ask").name == "ask:2");
}

TEST_CASE("retry delays double up to the largest, less the jitter, never below what was asked for") {
  const RetryPolicy policy{.attempts_max = 9,
                           .backoff_first = std::chrono::seconds(1),
                           .backoff_max = std::chrono::seconds(10),
                           .jitter = 0.5};
  CHECK(retry_delay_ms(policy, 1, 0, 0.0) == 1000);
  CHECK(retry_delay_ms(policy, 3, 0, 0.0) == 4000);
  CHECK(retry_delay_ms(policy, 9, 0, 0.0) == 10'000);
  CHECK(retry_delay_ms(policy, 3, 0, 0.5) == 3000);
  CHECK(retry_delay_ms(policy, 1, 45'000, 0.9) == 45'000);
}

TEST_CASE("an exception's failure keeps its kind and code") {
  const auto failure_of = [](auto thrown) { return failure_from(std::make_exception_ptr(thrown)); };
  CHECK(failure_of(StepFailure::retry("busy", "later", 5)).kind() == FailureKind::Retry);
  CHECK(failure_of(StepFailure::pause_group("no-key", "set the key")).kind() == FailureKind::PauseGroup);
  const StepFailure from_error = failure_of(Error({.code = "bad-page", .message = "bad"}));
  CHECK(from_error.kind() == FailureKind::GiveUp);
  CHECK(from_error.code() == "bad-page");
}

TEST_CASE("an event comes back from its memo as it was") {
  const Event event = make_event("door", "front \"1\"", std::vector<int>{1, 2});
  const auto decoded = decode_event(encode_event(event));
  REQUIRE(decoded.has_value());
  CHECK(decoded->name == "door");
  CHECK(decoded->key == "front \"1\"");
  CHECK(decode<std::vector<int>>(decoded->data) == std::vector<int>{1, 2});
  CHECK_FALSE(decode_event("null").has_value());
}

TEST_CASE("a single new step is run at once, several are planned and run when asked for") {
  WorkflowRegistry registry;
  registry.add<int>("one", [](Run& run, int) { return one_step(run); });
  registry.add<int>("two", [](Run& run, int) { return two_at_once(run); });
  const ReplayExecutor executor(registry, no_jitter);

  const auto single = executor.replay(request_for("one"));
  REQUIRE(single.size() == 1);
  CHECK(single[0].kind == OperationKind::StepRun);
  CHECK(single[0].value == "7");

  ReplayRequest request = request_for("two");
  const auto planned = executor.replay(request);
  REQUIRE(planned.size() == 2);
  CHECK(planned[0].kind == OperationKind::StepPlanned);
  CHECK(planned[1].step.name == "p:1");
  request.target = planned[1].step.id;
  const auto targeted = executor.replay(request);
  REQUIRE(targeted.size() == 1);
  CHECK(targeted[0].value == "2");

  request.target.reset();
  request.memos[planned[0].step.id] = {.value = "1"};
  request.memos[planned[1].step.id] = {.value = "2"};
  const auto complete = executor.replay(request);
  REQUIRE(complete.size() == 1);
  CHECK(complete[0].kind == OperationKind::RunComplete);
  CHECK(complete[0].value == "3");
}

TEST_CASE("immediate execution can be refused, and a target that is gone gives no answer") {
  WorkflowRegistry registry;
  registry.add<int>("one", [](Run& run, int) { return one_step(run); });
  const ReplayExecutor executor(registry, no_jitter);
  ReplayRequest request = request_for("one");
  request.may_execute_at_once = false;
  CHECK(executor.replay(request).at(0).kind == OperationKind::StepPlanned);
  request.target = step_id_of("removed");
  CHECK(executor.replay(request).empty());
}

}  // namespace calltracker::durable
