// SPDX-License-Identifier: MIT
#include "durable/embedded/run_loop.hpp"

#include <algorithm>

namespace calltracker::durable {

RunLoop::RunLoop(const WorkflowRegistry& registry, const Clock& clock, const ExecutorOptions& options,
                 ExecutorObserver& observer, Mailbox& mailbox, JournalThread& journal, BodyPool& pool,
                 WorkerId worker)
    : registry_(registry),
      clock_(clock),
      options_(options),
      observer_(observer),
      mailbox_(mailbox),
      journal_(journal),
      pool_(pool),
      worker_(worker),
      now_ms_(clock.now_ms()),
      next_safety_ms_(now_ms_ + options.safety_interval.count()),
      next_work_(std::make_unique<JournalWork>()),
      spare_work_(std::make_unique<JournalWork>()) {
  wake_parked();
}

void RunLoop::serve() {
  Mail mail;
  while (!is_finished()) {
    mailbox_.take(mail, is_quiet(), wait_ms());
    now_ms_ = clock_.now_ms();
    handle(mail);
    fire_alarms();
    start_steps_in_line();
    request_claim();
    hand_work_to_journal();
  }
}

bool RunLoop::is_finished() const {
  return stop_mode_ && runs_.empty() && !journal_is_busy_ && next_work_->empty();
}

bool RunLoop::is_quiet() const {
  return !journal_is_busy_ && next_work_->empty() && steps_in_flight_ == 0 && line_.empty();
}

std::optional<std::int64_t> RunLoop::wait_ms() const {
  if (!journal_is_busy_ && !next_work_->empty()) return 0;
  UnixMillis wake_ms = next_safety_ms_;
  if (const auto next_ms = timers_.next_ms()) wake_ms = std::min(wake_ms, *next_ms);
  if (next_parked_wake_ms_ != 0) wake_ms = std::min(wake_ms, next_parked_wake_ms_);
  return std::max<std::int64_t>(wake_ms - now_ms_, 0);
}

void RunLoop::handle(Mail& mail) {
  for (const auto& reply : mail.replies) handle_reply(*reply);
  for (auto& reply : mail.replies) {
    reply->clear();
    spare_work_ = std::move(reply);
  }
  for (const auto& command : mail.commands) command();
  for (Completion& completion : mail.completions) complete(completion);
  mail.replies.clear();
  mail.commands.clear();
  mail.completions.clear();
}

void RunLoop::fire_alarms() {
  while (const auto alarm = timers_.take_due(now_ms_)) fire_alarm(*alarm);
  if (next_parked_wake_ms_ != 0 && next_parked_wake_ms_ <= now_ms_) wake_parked();
  if (next_safety_ms_ <= now_ms_) {
    next_safety_ms_ = now_ms_ + options_.safety_interval.count();
    look_around();
  }
}

void RunLoop::fire_alarm(const Alarm& alarm) {
  LiveRun* run = find(alarm.run);
  if (run == nullptr || run->phase != RunPhase::Active || alarm.slot >= run->slots.size()) return;
  StepSlot& slot = run->slots[alarm.slot];
  if (alarm.kind == Alarm::Kind::Timeout) {
    const auto timeout_ms = slot.operation->options().timeout.count();
    if (slot.state != SlotState::InFlight || slot.started_ms + timeout_ms != alarm.at_ms) return;
    slot.has_timed_out = true;
    slot.request_stop();
    return;
  }
  if (slot.state != SlotState::Waiting || slot.wake_at_ms != alarm.at_ms) return;
  wait_is_over(*run, slot);
  settle(*run);
}

// What other processes may have left for us: dead workers' runs, new runs, pauses and cancellations.
void RunLoop::look_around() {
  next_work_->tasks.push_back([this, worker = worker_](Journal& journal) -> std::function<void()> {
    journal.rescue_dead_workers(worker);
    return [this] { runs_may_be_queued(); };
  });
  std::set<GroupId> groups;
  for (const auto& [number, run] : runs_) groups.insert(run->group);
  if (!claim_is_out_) {
    std::erase_if(held_groups_, [&](const auto& held) { return !groups.contains(held.first); });
  }
  for (const GroupId& group : groups) group_may_have_changed(group);
  wake_parked();
}

void RunLoop::wake_parked() {
  next_parked_wake_ms_ = 0;
  next_work_->tasks.push_back([this, now_ms = now_ms_](Journal& journal) -> std::function<void()> {
    const WakeResult woken = journal.wake_due_runs(now_ms);
    return [this, woken] {
      if (woken.runs_queued > 0) runs_may_be_queued();
      run_was_parked(woken.next_wake_ms);
    };
  });
}

void RunLoop::run_was_parked(UnixMillis wake_at_ms) {
  if (wake_at_ms == 0) return;
  if (next_parked_wake_ms_ == 0 || wake_at_ms < next_parked_wake_ms_) next_parked_wake_ms_ = wake_at_ms;
}

void RunLoop::start_steps_in_line() {
  while (!line_.empty() && steps_in_flight_ < options_.steps_in_flight_max) {
    const StepTicket ticket = line_.front();
    line_.pop_front();
    LiveRun* run = find(ticket.run);
    if (run == nullptr || run->phase != RunPhase::Active || ticket.slot >= run->slots.size()) continue;
    StepSlot& slot = run->slots[ticket.slot];
    if (!slot.is_in_line) continue;
    slot.is_in_line = false;
    if (slot.state == SlotState::Held && !must_leave(*run)) start_body(*run, slot);
    settle(*run);
  }
}

void RunLoop::runs_may_be_queued() {
  may_be_queued_ = true;
}

void RunLoop::request_claim() {
  if (!may_be_queued_ || claim_is_out_ || stop_mode_ || worker_is_lost_ || abandoned_ > 0) return;
  if (runs_.size() >= options_.runs_in_flight_max) return;
  // One portion at a time, so that a long queue does not hold up the results of the runs under way.
  constexpr std::size_t kClaimMax = 1024;
  const std::size_t places = options_.runs_in_flight_max - runs_.size();
  next_work_->claim = ClaimRequest{.worker = worker_,
                                   .runs_max = std::min(places, kClaimMax),
                                   .now_ms = now_ms_,
                                   .only_group = options_.only_group};
  claim_is_out_ = true;
  may_be_queued_ = false;
}

void RunLoop::hand_work_to_journal() {
  if (journal_is_busy_ || next_work_->empty()) return;
  next_work_->batch.worker = worker_;
  next_work_->batch.now_ms = now_ms_;
  journal_is_busy_ = true;
  journal_.submit(std::move(next_work_));
  next_work_ = spare_work_ ? std::move(spare_work_) : std::make_unique<JournalWork>();
}

LiveRun* RunLoop::find(RunNumber run) {
  const auto found = runs_.find(run);
  return found == runs_.end() ? nullptr : found->second.get();
}

}  // namespace calltracker::durable
