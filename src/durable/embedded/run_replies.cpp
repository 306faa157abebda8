// SPDX-License-Identifier: MIT
#include <algorithm>

#include "durable/embedded/run_loop.hpp"

namespace calltracker::durable {

void RunLoop::handle_reply(JournalWork& work) {
  journal_is_busy_ = false;
  if (work.is_committed) handle_commits(work);
  for (const auto& effect : work.effects) {
    if (effect) effect();
  }
  if (work.worker_lost) return abandon_everything();
  if (work.claim) adopt(work);
}

void RunLoop::handle_commits(JournalWork& work) {
  const CommitBatch& batch = work.batch;
  CommitOutcome& outcome = work.outcome;
  for (const AttemptRecord& attempt : batch.attempts) {
    LiveRun* run = find(attempt.run);
    const StepSlot* slot = run == nullptr ? nullptr : run->slot_at(attempt.position);
    if (slot == nullptr) continue;
    observer_.step_attempt_failed(
        {.run = run->id, .group = run->group, .step = slot->operation->label().name, .attempt = attempt});
  }
  // Both lists are short, and empty nearly always.
  for (const RefusedStep& refused : outcome.refused) {
    step_refused(work.step_tags[refused.index], batch.steps[refused.index], refused.cause);
    work.step_tags[refused.index].run = nullptr;
  }
  for (const std::size_t index : outcome.superseded) {
    reload_steps(batch.steps[index].record.run, SlotState::Committing);
    work.step_tags[index].run = nullptr;
  }
  for (std::size_t index = 0; index < batch.steps.size(); ++index) {
    if (work.step_tags[index].run != nullptr) step_stored(work.step_tags[index], batch.steps[index]);
  }
  for (const Delivery& delivery : outcome.deliveries) deliver(delivery);
  if (outcome.runs_queued > 0) runs_may_be_queued();
  for (std::size_t index = 0; index < batch.runs.size(); ++index) {
    run_left(*work.run_tags[index], batch.runs[index]);
  }
  for (const GroupId& group : outcome.groups_idle) observer_.group_idle(group);
}

void RunLoop::step_stored(const StepCommitTag& tag, const StepCommit& commit) {
  if (tag.meaning == StepCommitTag::Meaning::Waits) return;
  LiveRun& run = *tag.run;
  StepSlot& slot = run.slots[tag.slot];
  const StepRecord& record = commit.record;
  if (record.state == StepState::Failed) {
    slot.operation->accept_failure(record.failure_code, record.failure_message);
    run.set_state(slot, SlotState::Done);
  } else if (record.kind == StepKind::Run) {
    // The operation kept the value that its body returned.
    run.set_state(slot, SlotState::Done);
  } else {
    accept(run, slot, record.value);
  }
  if (record.state == StepState::Completed) {
    observer_.step_ended({.run = run.id,
                          .group = run.group,
                          .step = record.name,
                          .attempts = record.attempts,
                          .duration_ms = record.ended_ms - record.started_ms});
  }
  settle(run);
}

void RunLoop::step_refused(const StepCommitTag& tag, const StepCommit& commit,
                           const std::exception_ptr& cause) {
  StepSlot& slot = tag.run->slots[tag.slot];
  slot.is_stored = !commit.is_new;
  attempt_failed(*tag.run, slot, failure_from(cause));
  settle(*tag.run);
}

void RunLoop::run_left(LiveRun& run, const RunCommit& commit) {
  switch (commit.change) {
    case RunChange::Park:
      run_was_parked(commit.wake_at_ms);
      break;
    case RunChange::Release:
      runs_may_be_queued();
      break;
    case RunChange::Complete:
    case RunChange::Fail:
    case RunChange::Cancel: {
      const RunState state = commit.change == RunChange::Complete ? RunState::Completed
                             : commit.change == RunChange::Fail   ? RunState::Failed
                                                                  : RunState::Cancelled;
      observer_.run_ended({.number = run.number,
                           .id = run.id,
                           .group = run.group,
                           .workflow = run.workflow,
                           .state = state,
                           .output = commit.output,
                           .failure_code = commit.failure_code,
                           .failure_message = commit.failure_message});
      break;
    }
  }
  runs_.erase(run.number);
}

void RunLoop::adopt(JournalWork& work) {
  claim_is_out_ = false;
  if (work.claimed.size() == work.claim->runs_max) may_be_queued_ = true;
  for (ClaimedRun& claimed : work.claimed) {
    const RunNumber number = claimed.number;
    auto run = std::make_unique<LiveRun>(std::move(claimed));
    LiveRun& adopted = *run;
    runs_[number] = std::move(run);
    observer_.run_started(adopted.id, adopted.group);
    settle(adopted);
  }
  for (const Delivery& delivery : std::exchange(early_deliveries_, {})) deliver(delivery);
}

void RunLoop::events_delivered(std::vector<Delivery> deliveries) {
  for (const Delivery& delivery : deliveries) deliver(delivery);
}

void RunLoop::deliver(const Delivery& delivery) {
  LiveRun* run = find(delivery.run);
  if (run == nullptr || run->phase != RunPhase::Active) {
    if (claim_is_out_ && delivery.owner == worker_) early_deliveries_.push_back(delivery);
    return runs_may_be_queued();
  }
  StepSlot* slot = run->slot_at(delivery.position);
  if (slot != nullptr) {
    if (slot->state != SlotState::Waiting) return;
    accept(*run, *slot, delivery.value);
    return settle(*run);
  }
  for (auto& [id, record] : run->history) {
    if (record.position != delivery.position) continue;
    record.state = StepState::Completed;
    record.value = delivery.value;
  }
}

void RunLoop::steps_may_be_delivered(RunNumber run) {
  reload_steps(run, SlotState::Waiting);
}

void RunLoop::reload_steps(RunNumber number, SlotState expected) {
  next_work_->tasks.push_back([this, number, expected](Journal& journal) -> std::function<void()> {
    return [this, number, expected, records = journal.load_steps(number)] {
      LiveRun* run = find(number);
      if (run == nullptr || run->phase != RunPhase::Active) return runs_may_be_queued();
      for (const StepRecord& record : records) {
        StepSlot* slot = run->slot_at(record.position);
        if (slot == nullptr || slot->state != expected) continue;
        if (record.kind != StepKind::WaitForEvent || record.state != StepState::Completed) continue;
        accept(*run, *slot, record.value);
      }
      settle(*run);
    };
  });
}

}  // namespace calltracker::durable
