// SPDX-License-Identifier: MIT
#include "durable/replay_executor.hpp"

#include <condition_variable>
#include <mutex>

namespace calltracker::durable {

namespace {

// Waits for the one completion of an asynchronous body.
class AwaitedCompletion final : public CompletionSink {
 public:
  void completed(StepTicket, StepOutcome outcome) override {
    const std::lock_guard lock(mutex_);
    outcome_ = std::move(outcome);
    received_.notify_all();
  }
  StepOutcome wait() {
    std::unique_lock lock(mutex_);
    received_.wait(lock, [this] { return outcome_.has_value(); });
    return std::move(*outcome_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable received_;
  std::optional<StepOutcome> outcome_;
};

StepOutcome run_body(StepOperation& step) {
  if (step.body_style() == BodyStyle::Blocking) return step.execute({});
  AwaitedCompletion completion;
  step.start({}, completion, {});
  return completion.wait();
}

Operation describe(StepOperation& step) {
  Operation operation;
  operation.step = step.label();
  switch (step.kind()) {
    case StepKind::Run:
      operation.kind = OperationKind::StepPlanned;
      break;
    case StepKind::Sleep:
      operation.kind = OperationKind::Sleep;
      operation.duration_ms = static_cast<const SleepStep&>(step).duration().count();
      break;
    case StepKind::WaitForEvent: {
      const EventWait& wait = static_cast<const WaitStep&>(step).wait();
      operation.kind = OperationKind::WaitForEvent;
      operation.event_name = wait.event();
      operation.event_key = wait.key();
      operation.duration_ms = wait.timeout().count();
      break;
    }
    case StepKind::SendEvent:
      operation.kind = OperationKind::SendEvent;
      operation.event = static_cast<const SendStep&>(step).event();
      break;
    case StepKind::StartRuns:
      operation.kind = OperationKind::StartRuns;
      operation.runs = std::move(static_cast<StartStep&>(step).runs());
      break;
  }
  return operation;
}

// Hands the steps reached their memos; gives those without one.
std::vector<StepOperation*> settle(std::span<StepOperation* const> reached, const ReplayRequest& request) {
  std::vector<StepOperation*> open;
  for (StepOperation* step : reached) {
    const auto memo = request.memos.find(step->label().id);
    if (memo == request.memos.end()) {
      open.push_back(step);
    } else if (memo->second.kind == StepMemo::Kind::Failure) {
      step->accept_failure(memo->second.failure_code, memo->second.failure_message);
    } else {
      step->accept_value(memo->second.value);
    }
  }
  return open;
}

Operation run_failed(const RunFailure& failure) {
  Operation operation;
  operation.kind = OperationKind::RunFailed;
  operation.step = {.name = "complete", .index = 0, .id = step_id_of("complete")};
  operation.failure_kind = FailureKind::GiveUp;
  operation.failure_code = failure.code;
  operation.failure_message = failure.message;
  return operation;
}

}  // namespace

std::string_view name_of(OperationKind kind) {
  switch (kind) {
    case OperationKind::StepRun:
      return "StepRun";
    case OperationKind::StepPlanned:
      return "StepPlanned";
    case OperationKind::StepError:
      return "StepError";
    case OperationKind::StepFailed:
      return "StepFailed";
    case OperationKind::Sleep:
      return "Sleep";
    case OperationKind::WaitForEvent:
      return "WaitForEvent";
    case OperationKind::SendEvent:
      return "SendEvent";
    case OperationKind::StartRuns:
      return "StartRuns";
    case OperationKind::RunComplete:
      return "RunComplete";
    case OperationKind::RunFailed:
      return "RunFailed";
  }
  return "";
}

std::vector<Operation> ReplayExecutor::replay(const ReplayRequest& request) const {
  RunDriver driver(request.run, request.group);
  std::vector<Operation> operations;
  try {
    driver.begin(registry_, request.workflow, request.input);
    std::vector<StepOperation*> open;
    do {
      driver.resume();
      if (driver.is_done()) {
        Operation complete;
        complete.step = {.name = "complete", .index = 0, .id = step_id_of("complete")};
        complete.value = driver.take_output();
        if (!request.target) operations.push_back(std::move(complete));
        return operations;
      }
      open = settle(driver.reached(), request);
    } while (open.empty());

    if (request.target) {
      for (StepOperation* step : open) {
        if (step->label().id != *request.target) continue;
        operations.push_back(step->kind() == StepKind::Run ? execute(*step, request) : describe(*step));
      }
    } else if (open.size() == 1 && open.front()->kind() == StepKind::Run && request.may_execute_at_once) {
      operations.push_back(execute(*open.front(), request));
    } else {
      for (StepOperation* step : open) operations.push_back(describe(*step));
    }
  } catch (...) {
    operations.assign(1, run_failed(run_failure_from(std::current_exception())));
  }
  return operations;
}

Operation ReplayExecutor::execute(StepOperation& step, const ReplayRequest& request) const {
  StepOutcome outcome = run_body(step);
  Operation operation;
  operation.step = step.label();
  if (outcome.failure == nullptr) {
    operation.kind = OperationKind::StepRun;
    operation.value = std::move(outcome.value);
    operation.write = std::move(outcome.write);
    return operation;
  }
  const StepFailure& failure = *outcome.failure;
  const RetryPolicy& retry = step.options().retry;
  const std::uint32_t attempts_made = request.attempt + 1;
  const bool is_final = failure.kind() == FailureKind::GiveUp ||
                        (failure.kind() == FailureKind::Retry && attempts_made >= retry.attempts_max);
  operation.kind = is_final ? OperationKind::StepFailed : OperationKind::StepError;
  operation.failure_kind = failure.kind();
  operation.failure_code = failure.code();
  operation.failure_message = failure.message();
  if (!is_final) {
    operation.retry_after_ms =
        retry_delay_ms(retry, attempts_made, failure.retry_after_ms(), random_share_());
  }
  return operation;
}

}  // namespace calltracker::durable
