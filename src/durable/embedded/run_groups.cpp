// SPDX-License-Identifier: MIT
#include <algorithm>

#include "durable/embedded/run_loop.hpp"

namespace calltracker::durable {

// Asks instead of being told: the answer to the last question is then always the latest state, in whatever
// order the requests of several threads reached us.
void RunLoop::group_may_have_changed(const GroupId& group) {
  next_work_->tasks.push_back([this, group](Journal& journal) -> std::function<void()> {
    return [this, group, status = journal.read_group_status(group)] { apply_group_status(group, status); };
  });
}

void RunLoop::apply_group_status(const GroupId& group, const GroupStatus& status) {
  const bool was_being_held = groups_being_held_.erase(group) > 0;
  const auto held = held_groups_.find(group);
  const GroupState before = held == held_groups_.end() ? GroupState::Active : held->second;
  if (status.state == before) {
    if (status.state == GroupState::Active) runs_may_be_queued();
    if (was_being_held) settle_group(group);
    return;
  }
  if (status.state == GroupState::Active) {
    held_groups_.erase(held);
    runs_may_be_queued();
  } else {
    held_groups_[group] = status.state;
  }
  settle_group(group);
  if (status.state == GroupState::Paused) observer_.group_paused(group, status.message);
  if (status.state == GroupState::Cancelled) {
    const bool has_runs = std::any_of(runs_.begin(), runs_.end(),
                                      [&](const auto& entry) { return entry.second->group == group; });
    if (!has_runs) observer_.group_idle(group);
  }
}

void RunLoop::hold_group(const GroupId& group) {
  groups_being_held_.insert(group);
  group_may_have_changed(group);
}

void RunLoop::pause_for(const LiveRun& run, const StepFailure& failure) {
  // Steps of the group that were under way fail for the same reason: one message is enough.
  if (must_leave(run)) return;
  groups_being_held_.insert(run.group);
  next_work_->tasks.push_back(
      [this, group = run.group, message = failure.message()](Journal& journal) -> std::function<void()> {
        journal.pause_group(group, message);
        return [this, group] {
          group_may_have_changed(group);
          settle_group(group);
        };
      });
}

void RunLoop::settle_group(const GroupId& group) {
  for (const auto& [number, run] : runs_) {
    if (run->group == group) settle(*run);
  }
}

void RunLoop::settle_all() {
  for (const auto& [number, run] : runs_) settle(*run);
}

void RunLoop::stop(StopMode mode) {
  stop_mode_ = mode;
  if (mode == StopMode::HandBack) {
    for (const auto& [number, run] : runs_) run->request_stop();
  }
  settle_all();
}

// Another process took us for dead and has our runs, or the journal was given up. Nothing of what we hold may
// be stored; frames go as soon as their bodies have ended.
void RunLoop::abandon_everything() {
  worker_is_lost_ = true;
  claim_is_out_ = false;
  line_.clear();
  early_deliveries_.clear();
  // Requests about groups are other people's and stay.
  auto tasks = std::move(next_work_->tasks);
  next_work_->clear();
  next_work_->tasks = std::move(tasks);
  std::vector<LiveRun*> idle;
  for (const auto& [number, run] : runs_) {
    if (run->phase != RunPhase::Abandoned) ++abandoned_;
    run->phase = RunPhase::Abandoned;
    run->request_stop();
    idle.push_back(run.get());
  }
  for (LiveRun* run : idle) drop_if_abandoned(*run);
  if (!stop_mode_) register_again();
}

void RunLoop::drop_if_abandoned(LiveRun& run) {
  if (run.phase != RunPhase::Abandoned || run.count(SlotState::InFlight) > 0) return;
  --abandoned_;
  runs_.erase(run.number);
}

void RunLoop::register_again() {
  next_work_->tasks.push_back([this, now_ms = now_ms_](Journal& journal) -> std::function<void()> {
    return [this, worker = journal.register_worker(now_ms)] {
      worker_ = worker;
      worker_is_lost_ = false;
      runs_may_be_queued();
    };
  });
}

}  // namespace calltracker::durable
