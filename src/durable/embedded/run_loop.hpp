// SPDX-License-Identifier: MIT
#pragma once

// The loop thread's work. Its parts, a file each:
//   run_loop.cpp      the cycle: mail, alarms, steps in line, claims, the next portion for the journal
//   run_settling.cpp  what a run does next: resume, park, leave, end
//   run_steps.cpp     starting the steps that a run has reached, and what their ends mean
//   run_replies.cpp   what the journal's answers mean
//   run_groups.cpp    pausing, cancelling, stopping, losing the worker
//
// Every change of a run's life is followed by settle(run), the single place that decides what comes next.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include "durable/embedded/body_pool.hpp"
#include "durable/embedded/executor.hpp"
#include "durable/embedded/journal_thread.hpp"
#include "durable/embedded/live_run.hpp"
#include "durable/embedded/mailbox.hpp"
#include "durable/embedded/timers.hpp"

namespace calltracker::durable {

class RunLoop {
 public:
  RunLoop(const WorkflowRegistry& registry, const Clock& clock, const ExecutorOptions& options,
          ExecutorObserver& observer, Mailbox& mailbox, JournalThread& journal, BodyPool& pool,
          WorkerId worker);

  // Returns after stop(), once no run is left.
  void serve();
  WorkerId worker() const { return worker_; }

  // The rest is for commands in the mailbox: on the loop thread only.
  void runs_may_be_queued();
  void group_may_have_changed(const GroupId& group);
  // The same, and starts no step of the group until the answer is there.
  void hold_group(const GroupId& group);
  void events_delivered(std::vector<Delivery> deliveries);
  void steps_may_be_delivered(RunNumber run);
  void run_was_parked(UnixMillis wake_at_ms);
  void stop(StopMode mode);

 private:
  // The cycle.
  bool is_finished() const;
  bool is_quiet() const;
  std::optional<std::int64_t> wait_ms() const;
  void handle(Mail& mail);
  void fire_alarms();
  void fire_alarm(const Alarm& alarm);
  void look_around();
  void wake_parked();
  void start_steps_in_line();
  void request_claim();
  void hand_work_to_journal();

  // What a run does next.
  void settle(LiveRun& run);
  void advance(LiveRun& run);
  void recall(LiveRun& run, StepSlot& slot);
  void recall_wait(LiveRun& run, StepSlot& slot, const StepRecord& record);
  bool must_leave(const LiveRun& run) const;
  bool is_cancelled(const LiveRun& run) const;
  bool may_park(const LiveRun& run) const;
  void set_alarms(LiveRun& run);
  void leave(LiveRun& run, RunCommit commit);
  void fail(LiveRun& run, RunFailure failure);
  LiveRun* find(RunNumber run);

  // Steps.
  void start_held(LiveRun& run);
  void start(LiveRun& run, StepSlot& slot);
  void start_body(LiveRun& run, StepSlot& slot);
  void begin_sleep(LiveRun& run, StepSlot& slot);
  void begin_wait(LiveRun& run, StepSlot& slot);
  void send_event(LiveRun& run, StepSlot& slot);
  void start_runs(LiveRun& run, StepSlot& slot);
  void complete(Completion& completion);
  void body_ended(LiveRun& run, StepSlot& slot, StepOutcome outcome);
  void attempt_failed(LiveRun& run, StepSlot& slot, const StepFailure& failure);
  void wait_until(LiveRun& run, StepSlot& slot, UnixMillis wake_at_ms);
  void wait_is_over(LiveRun& run, StepSlot& slot);
  void accept(LiveRun& run, StepSlot& slot, const std::string& value);
  StepRecord record_of(const LiveRun& run, const StepSlot& slot) const;
  StepCommit& commit_step(LiveRun& run, StepSlot& slot, StepRecord record, StepCommitTag::Meaning meaning);

  // Replies.
  void handle_reply(JournalWork& work);
  void handle_commits(JournalWork& work);
  void step_stored(const StepCommitTag& tag, const StepCommit& commit);
  void step_refused(const StepCommitTag& tag, const StepCommit& commit, const std::exception_ptr& cause);
  void run_left(LiveRun& run, const RunCommit& commit);
  void adopt(JournalWork& work);
  void deliver(const Delivery& delivery);
  void reload_steps(RunNumber run, SlotState expected);

  // Groups and the end.
  void pause_for(const LiveRun& run, const StepFailure& failure);
  void apply_group_status(const GroupId& group, const GroupStatus& status);
  void settle_all();
  void settle_group(const GroupId& group);
  void abandon_everything();
  void drop_if_abandoned(LiveRun& run);
  void register_again();

  const WorkflowRegistry& registry_;
  const Clock& clock_;
  const ExecutorOptions& options_;
  ExecutorObserver& observer_;
  Mailbox& mailbox_;
  JournalThread& journal_;
  BodyPool& pool_;
  WorkerId worker_;

  UnixMillis now_ms_ = 0;
  std::unordered_map<RunNumber, std::unique_ptr<LiveRun>> runs_;
  std::map<GroupId, GroupState> held_groups_;  // those not Active, as far as known
  std::set<GroupId> groups_being_held_;        // until the journal says what they are
  std::deque<StepTicket> line_;                // Held steps waiting for steps_in_flight_max
  std::size_t steps_in_flight_ = 0;
  Timers timers_;
  UnixMillis next_parked_wake_ms_ = 0;  // 0: none known
  UnixMillis next_safety_ms_ = 0;
  std::vector<Delivery> early_deliveries_;  // for runs whose claim is still on its way here

  std::unique_ptr<JournalWork> next_work_;  // being filled
  std::unique_ptr<JournalWork> spare_work_;
  bool journal_is_busy_ = false;
  bool may_be_queued_ = true;
  bool claim_is_out_ = false;
  bool worker_is_lost_ = false;
  std::size_t abandoned_ = 0;  // runs of the lost worker whose bodies have not ended yet
  std::optional<StopMode> stop_mode_;
};

}  // namespace calltracker::durable
