// SPDX-License-Identifier: MIT
#include <utility>

#include "base/ids.hpp"
#include "durable/embedded/run_loop.hpp"

namespace calltracker::durable {

void RunLoop::start_held(LiveRun& run) {
  for (StepSlot& slot : run.slots) {
    if (slot.state == SlotState::Held && !slot.is_in_line) start(run, slot);
  }
}

void RunLoop::start(LiveRun& run, StepSlot& slot) {
  switch (slot.operation->kind()) {
    case StepKind::Run:
      if (steps_in_flight_ < options_.steps_in_flight_max) return start_body(run, slot);
      slot.is_in_line = true;
      line_.push_back({run.number, static_cast<std::size_t>(&slot - run.slots.data())});
      return;
    case StepKind::Sleep:
      return begin_sleep(run, slot);
    case StepKind::WaitForEvent:
      return begin_wait(run, slot);
    case StepKind::SendEvent:
      return send_event(run, slot);
    case StepKind::StartRuns:
      return start_runs(run, slot);
  }
}

void RunLoop::start_body(LiveRun& run, StepSlot& slot) {
  StepOperation& operation = *slot.operation;
  const StepOptions& options = operation.options();
  run.set_state(slot, SlotState::InFlight);
  ++steps_in_flight_;
  ++slot.attempts;
  slot.started_ms = now_ms_;
  slot.has_timed_out = false;
  const bool is_blocking = operation.body_style() == BodyStyle::Blocking;
  if (is_blocking && options.place == StepPlace::Loop) {
    return body_ended(run, slot, operation.execute({}));
  }
  slot.stop = std::stop_source();
  slot.leaving = is_blocking ? std::stop_source(std::nostopstate) : std::stop_source();
  const StepTicket ticket{run.number, static_cast<std::size_t>(&slot - run.slots.data()),
                          slot.leaving.get_token()};
  if (options.timeout.count() > 0) {
    timers_.add({.at_ms = now_ms_ + options.timeout.count(),
                 .run = run.number,
                 .slot = ticket.slot,
                 .kind = Alarm::Kind::Timeout});
  }
  if (is_blocking) {
    pool_.run({.operation = &operation, .ticket = ticket, .stop = slot.stop.get_token()});
  } else {
    operation.start(ticket, mailbox_, slot.stop.get_token());
  }
}

void RunLoop::begin_sleep(LiveRun& run, StepSlot& slot) {
  const auto duration_ms = static_cast<const SleepStep&>(*slot.operation).duration().count();
  slot.started_ms = now_ms_;
  StepRecord record = record_of(run, slot);
  if (duration_ms <= 0) {
    commit_step(run, slot, std::move(record), StepCommitTag::Meaning::Settled);
    return;
  }
  wait_until(run, slot, now_ms_ + duration_ms);
  record.state = StepState::Waiting;
  record.ended_ms = 0;
  record.wake_at_ms = slot.wake_at_ms;
  commit_step(run, slot, std::move(record), StepCommitTag::Meaning::Waits);
}

void RunLoop::begin_wait(LiveRun& run, StepSlot& slot) {
  const auto timeout_ms = static_cast<const WaitStep&>(*slot.operation).wait().timeout().count();
  slot.started_ms = now_ms_;
  wait_until(run, slot, timeout_ms > 0 ? now_ms_ + timeout_ms : 0);
  StepRecord record = record_of(run, slot);
  record.state = StepState::Waiting;
  record.ended_ms = 0;
  record.wake_at_ms = slot.wake_at_ms;
  commit_step(run, slot, std::move(record), StepCommitTag::Meaning::Waits);
}

void RunLoop::send_event(LiveRun& run, StepSlot& slot) {
  slot.started_ms = now_ms_;
  StepCommit& commit = commit_step(run, slot, record_of(run, slot), StepCommitTag::Meaning::Settled);
  commit.events.push_back(static_cast<const SendStep&>(*slot.operation).event());
}

void RunLoop::start_runs(LiveRun& run, StepSlot& slot) {
  slot.started_ms = now_ms_;
  std::vector<NewRun> runs = std::move(static_cast<StartStep&>(*slot.operation).runs());
  std::vector<std::string> ids;
  for (NewRun& started : runs) {
    if (started.id.empty()) started.id = RunId(make_ulid(now_ms_));
    if (started.group.empty()) started.group = run.group;
    ids.push_back(started.id.str());
  }
  StepRecord record = record_of(run, slot);
  record.value = encode(ids);
  commit_step(run, slot, std::move(record), StepCommitTag::Meaning::Settled).starts = std::move(runs);
}

void RunLoop::complete(Completion& completion) {
  LiveRun* run = find(completion.ticket.run);
  if (run == nullptr) return;
  body_ended(*run, run->slots[completion.ticket.slot], std::move(completion.outcome));
  settle(*run);
  drop_if_abandoned(*run);
}

void RunLoop::body_ended(LiveRun& run, StepSlot& slot, StepOutcome outcome) {
  --steps_in_flight_;
  if (run.phase == RunPhase::Abandoned) return run.set_state(slot, SlotState::Done);
  if (outcome.failure == nullptr) {
    StepRecord record = record_of(run, slot);
    record.value = std::move(outcome.value);
    commit_step(run, slot, std::move(record), StepCommitTag::Meaning::Settled).write =
        std::move(outcome.write);
    return;
  }
  if (slot.has_timed_out) {
    return attempt_failed(run, slot, StepFailure::retry("step-timeout", "the step took longer than it may"));
  }
  if (slot.stop.stop_requested() || outcome.is_handed_back) {
    // We asked it to stop, so its failure says nothing about the step.
    --slot.attempts;
    return run.set_state(slot, SlotState::Held);
  }
  attempt_failed(run, slot, *outcome.failure);
}

void RunLoop::attempt_failed(LiveRun& run, StepSlot& slot, const StepFailure& failure) {
  AttemptRecord attempt{.run = run.number,
                        .position = slot.position,
                        .attempt = slot.attempts,
                        .started_ms = slot.started_ms,
                        .ended_ms = now_ms_,
                        .kind = std::string(name_of(failure.kind())),
                        .code = failure.code(),
                        .message = failure.message()};
  const RetryPolicy& retry = slot.operation->options().retry;
  const std::uint32_t attempts_used = slot.attempts - slot.attempts_forgiven;
  auto meaning = StepCommitTag::Meaning::Waits;
  if (failure.kind() == FailureKind::PauseGroup) ++slot.attempts_forgiven;
  StepRecord record = record_of(run, slot);
  record.failure_code = failure.code();
  record.failure_message = failure.message();
  if (failure.kind() == FailureKind::PauseGroup) {
    record.state = StepState::Ready;
    run.set_state(slot, SlotState::Held);
    pause_for(run, failure);
  } else if (failure.kind() == FailureKind::Retry && attempts_used < retry.attempts_max) {
    wait_until(
        run, slot,
        now_ms_ + retry_delay_ms(retry, attempts_used, failure.retry_after_ms(), options_.random_share()));
    record.state = StepState::Waiting;
    record.ended_ms = 0;
    record.wake_at_ms = slot.wake_at_ms;
    attempt.retry_at_ms = slot.wake_at_ms;
  } else {
    record.state = StepState::Failed;
    meaning = StepCommitTag::Meaning::Settled;
  }
  commit_step(run, slot, std::move(record), meaning);
  next_work_->batch.attempts.push_back(std::move(attempt));
}

void RunLoop::wait_until(LiveRun& run, StepSlot& slot, UnixMillis wake_at_ms) {
  run.set_state(slot, SlotState::Waiting);
  slot.wake_at_ms = wake_at_ms;
  slot.has_alarm = false;
}

void RunLoop::wait_is_over(LiveRun& run, StepSlot& slot) {
  if (slot.operation->kind() == StepKind::Run) return run.set_state(slot, SlotState::Held);
  commit_step(run, slot, record_of(run, slot), StepCommitTag::Meaning::Settled);
}

void RunLoop::accept(LiveRun& run, StepSlot& slot, const std::string& value) {
  run.set_state(slot, SlotState::Done);
  try {
    slot.operation->accept_value(value);
  } catch (...) {
    const RunFailure failure = run_failure_from(std::current_exception());
    slot.operation->accept_failure(failure.code, failure.message);
  }
}

StepRecord RunLoop::record_of(const LiveRun& run, const StepSlot& slot) const {
  StepRecord record;
  record.run = run.number;
  record.position = slot.position;
  record.id = slot.operation->label().id;
  record.name = slot.operation->label().name;
  record.kind = slot.operation->kind();
  record.attempts = slot.attempts;
  record.attempts_forgiven = slot.attempts_forgiven;
  record.started_ms = slot.started_ms;
  record.ended_ms = now_ms_;
  if (record.kind == StepKind::WaitForEvent) {
    const EventWait& wait = static_cast<const WaitStep&>(*slot.operation).wait();
    record.event_name = wait.event();
    record.event_key = wait.key();
  }
  return record;
}

StepCommit& RunLoop::commit_step(LiveRun& run, StepSlot& slot, StepRecord record,
                                 StepCommitTag::Meaning meaning) {
  StepCommit& commit = next_work_->batch.steps.emplace_back();
  commit.record = std::move(record);
  commit.is_new = !std::exchange(slot.is_stored, true);
  next_work_->step_tags.push_back(
      {.run = &run, .slot = static_cast<std::size_t>(&slot - run.slots.data()), .meaning = meaning});
  if (meaning == StepCommitTag::Meaning::Settled) run.set_state(slot, SlotState::Committing);
  return commit;
}

}  // namespace calltracker::durable
