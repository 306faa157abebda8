// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "durable/embedded/run_loop.hpp"

namespace calltracker::durable {

void RunLoop::settle(LiveRun& run) {
  while (run.phase == RunPhase::Active) {
    if (is_cancelled(run)) {
      if (run.is_busy()) return run.request_stop();
      return leave(run, {.run = run.number, .change = RunChange::Cancel});
    }
    if (must_leave(run)) {
      if (run.is_busy()) return run.ask_to_leave();
      const bool only_waits = run.count(SlotState::Waiting) > 0 && run.count(SlotState::Held) == 0;
      return leave(run, {.run = run.number,
                         .change = only_waits ? RunChange::Park : RunChange::Release,
                         .wake_at_ms = only_waits ? run.next_wake_ms() : 0});
    }
    if (run.count(SlotState::Done) == run.slots.size()) {
      advance(run);
      continue;
    }
    if (run.count(SlotState::Held) > 0) start_held(run);
    if (may_park(run)) {
      return leave(run, {.run = run.number, .change = RunChange::Park, .wake_at_ms = run.next_wake_ms()});
    }
    return set_alarms(run);
  }
}

void RunLoop::advance(LiveRun& run) {
  try {
    if (!run.has_begun) {
      run.driver.begin(registry_, run.workflow, run.input);
      run.has_begun = true;
    }
    run.driver.resume();
    if (run.driver.is_done()) {
      return leave(run,
                   {.run = run.number, .change = RunChange::Complete, .output = run.driver.take_output()});
    }
    run.make_slots();
    for (StepSlot& slot : run.slots) recall(run, slot);
  } catch (...) {
    fail(run, run_failure_from(std::current_exception()));
  }
}

// Gives the step what the journal remembers of it.
void RunLoop::recall(LiveRun& run, StepSlot& slot) {
  StepOperation& operation = *slot.operation;
  const auto found = run.history.find(operation.label().id);
  if (found == run.history.end()) {
    slot.position = run.next_position++;
    return;
  }
  const StepRecord record = std::move(found->second);
  run.history.erase(found);
  if (record.kind != operation.kind()) {
    throw Error({.kind = ErrorKind::Conflict,
                 .code = "workflow-changed",
                 .message = "the step \"" + record.name + "\" was stored as " +
                            std::string(name_of(record.kind)) + " and is now " +
                            std::string(name_of(operation.kind())),
                 .hint = "give a changed step another name"});
  }
  slot.is_stored = true;
  slot.position = record.position;
  slot.attempts = record.attempts;
  slot.attempts_forgiven = record.attempts_forgiven;
  slot.started_ms = record.started_ms;
  switch (record.state) {
    case StepState::Completed:
      operation.accept_value(record.value);
      return run.set_state(slot, SlotState::Done);
    case StepState::Failed:
      operation.accept_failure(record.failure_code, record.failure_message);
      return run.set_state(slot, SlotState::Done);
    case StepState::Waiting:
      return recall_wait(run, slot, record);
    case StepState::Ready:
      return;
  }
}

void RunLoop::recall_wait(LiveRun& run, StepSlot& slot, const StepRecord& record) {
  wait_until(run, slot, record.wake_at_ms);
  if (record.wake_at_ms != 0 && record.wake_at_ms <= now_ms_) wait_is_over(run, slot);
}

bool RunLoop::must_leave(const LiveRun& run) const {
  return stop_mode_ || held_groups_.contains(run.group) || groups_being_held_.contains(run.group);
}

bool RunLoop::is_cancelled(const LiveRun& run) const {
  if (held_groups_.empty()) return false;
  const auto found = held_groups_.find(run.group);
  return found != held_groups_.end() && found->second == GroupState::Cancelled;
}

bool RunLoop::may_park(const LiveRun& run) const {
  if (run.is_busy() || run.count(SlotState::Held) > 0 || run.count(SlotState::Waiting) == 0) return false;
  const UnixMillis wake_ms = run.next_wake_ms();
  return wake_ms == 0 || wake_ms - now_ms_ > options_.keep_frame_max.count();
}

void RunLoop::set_alarms(LiveRun& run) {
  if (run.count(SlotState::Waiting) == 0) return;
  for (std::size_t index = 0; index < run.slots.size(); ++index) {
    StepSlot& slot = run.slots[index];
    if (slot.state != SlotState::Waiting || slot.wake_at_ms == 0 || slot.has_alarm) continue;
    slot.has_alarm = true;
    timers_.add({.at_ms = slot.wake_at_ms, .run = run.number, .slot = index, .kind = Alarm::Kind::Wake});
  }
}

void RunLoop::leave(LiveRun& run, RunCommit commit) {
  run.phase = RunPhase::Leaving;
  next_work_->batch.runs.push_back(std::move(commit));
  next_work_->run_tags.push_back(&run);
}

void RunLoop::fail(LiveRun& run, RunFailure failure) {
  leave(run, {.run = run.number,
              .change = RunChange::Fail,
              .failure_code = std::move(failure.code),
              .failure_message = std::move(failure.message)});
}

}  // namespace calltracker::durable
