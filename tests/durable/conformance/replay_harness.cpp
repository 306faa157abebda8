// SPDX-License-Identifier: MIT
#include "durable/event_wait.hpp"
#include "tests/durable/conformance/harness.hpp"

namespace calltracker::test {

using durable::Operation;
using durable::OperationKind;
using durable::StepMemo;

ReplayHarness::ReplayHarness(const durable::WorkflowRegistry& registry)
    : executor_(registry, [] { return 0.0; }) {}

durable::RunId ReplayHarness::submit(durable::NewRun run) {
  if (run.id.empty()) run.id = durable::RunId("run-" + std::to_string(++ids_made_));
  auto served = std::make_unique<ServedRun>();
  served->request = {.run = run.id, .group = run.group, .workflow = run.workflow, .input = run.input};
  runs_.emplace(run.id, std::move(served));
  return run.id;
}

void ReplayHarness::run_to_rest() {
  bool moved = true;
  while (moved) {
    moved = false;
    for (auto& [id, run] : runs_) moved = serve(*run) || moved;
    for (durable::NewRun& run : std::exchange(started_, {})) submit(std::move(run));
  }
}

void ReplayHarness::advance_ms(std::int64_t span_ms) {
  clock_.advance_ms(span_ms);
  run_to_rest();
}

void ReplayHarness::send_event(const durable::Event& event) {
  deliver(event);
  run_to_rest();
}

void ReplayHarness::deliver(const durable::Event& event) {
  for (auto& [id, run] : runs_) {
    const auto waits = run->waits;
    for (const auto& [step, wait] : waits) {
      if (wait.event_name != event.name) continue;
      if (!wait.event_key.empty() && wait.event_key != event.key) continue;
      remember(*run, step, durable::encode_event(event));
    }
  }
}

RunResult ReplayHarness::result(const durable::RunId& run) {
  return runs_.at(run)->result;
}

// One call to the executor, if the run has anything to do; false when it has not.
bool ReplayHarness::serve(ServedRun& run) {
  if (run.has_ended) return false;
  const UnixMillis now_ms = clock_.now_ms();
  for (const auto& [step, wait] : run.waits) {
    if (wait.until_ms == 0 || wait.until_ms > now_ms) continue;
    remember(run, durable::StepId(step), "null");
    return true;
  }
  for (const auto& [step, planned] : run.planned) {
    if (planned.not_before_ms > now_ms) continue;
    run.request.target = step;
    run.request.attempt = planned.attempt;
    const std::uint32_t attempt = planned.attempt;
    for (const Operation& operation : executor_.replay(run.request)) apply(run, operation, attempt);
    return true;
  }
  if (!run.planned.empty() || !run.waits.empty()) return false;
  run.request.target.reset();
  run.request.attempt = 0;
  for (const Operation& operation : executor_.replay(run.request)) apply(run, operation, 0);
  return true;
}

void ReplayHarness::remember(ServedRun& run, const durable::StepId& step, std::string value) {
  run.request.memos[step] = StepMemo{.kind = StepMemo::Kind::Value, .value = std::move(value)};
  run.planned.erase(step);
  run.waits.erase(step);
}

void ReplayHarness::apply(ServedRun& run, const Operation& operation, std::uint32_t attempt) {
  const UnixMillis now_ms = clock_.now_ms();
  const durable::StepId step = operation.step.id;
  switch (operation.kind) {
    case OperationKind::StepRun:
      return remember(run, step, operation.value);
    case OperationKind::StepPlanned:
      run.planned[step] = {};
      return;
    case OperationKind::StepError:
      run.planned[step] = {.attempt = attempt + 1, .not_before_ms = now_ms + operation.retry_after_ms};
      return;
    case OperationKind::StepFailed:
      run.planned.erase(step);
      run.request.memos[step] = StepMemo{.kind = StepMemo::Kind::Failure,
                                         .failure_code = operation.failure_code,
                                         .failure_message = operation.failure_message};
      return;
    case OperationKind::Sleep:
    case OperationKind::WaitForEvent:
      run.waits[step] = {.event_name = operation.event_name,
                         .event_key = operation.event_key,
                         .until_ms = operation.kind == OperationKind::Sleep || operation.duration_ms > 0
                                         ? now_ms + operation.duration_ms
                                         : 0};
      return;
    case OperationKind::SendEvent:
      remember(run, step, "null");
      return deliver(*operation.event);
    case OperationKind::StartRuns: {
      std::vector<std::string> ids;
      for (durable::NewRun started : operation.runs) {
        if (started.id.empty()) started.id = durable::RunId("run-" + std::to_string(++ids_made_));
        ids.push_back(started.id.str());
        started_.push_back(std::move(started));
      }
      return remember(run, step, durable::encode(ids));
    }
    case OperationKind::RunComplete:
    case OperationKind::RunFailed: {
      const bool is_complete = operation.kind == OperationKind::RunComplete;
      run.has_ended = true;
      run.result = {.state = is_complete ? durable::RunState::Completed : durable::RunState::Failed,
                    .output = operation.value,
                    .failure_code = operation.failure_code};
      return;
    }
  }
}

}  // namespace calltracker::test
