// SPDX-License-Identifier: MIT
#pragma once

// The journal is the truth about runs: what was asked for, which steps are done, who owns what. An executor's
// memory only repeats it.
//
// Contract for an implementation
// - Every method is one transaction and may be called from any thread; none is called from inside a
//   TransactionWrite or a notification callback. A method that changes something returns after the change is
//   on disk, except where it says "need not be durable".
// - Failures of the database are thrown as Error{Storage, …}; the transaction is then undone as a whole.
// - Order of claims: higher priority first; inside a priority by order key, smallest first. The key makes
//   groups share fairly. It is given when the run is submitted:
//       key = max(virtual time, last key of the group and priority) + 1
//   where the virtual time of a priority is the largest key claimed so far (0 at first) and never goes back.
//   A group of 100 submitted behind 100,000 queued runs of another group therefore alternates with it from
//   now on. A run keeps its key for life, so a run that was rescued or woken comes before those never begun.
//   Claiming is O(log n) per run however many are queued, also behind a large paused group (amortised).
// - A worker that was declared dead can change nothing any more: claim_runs and commit throw
//   Error{Conflict, "worker-lost"} once rescue_dead_workers or remove_worker took that worker away.

#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "durable/records.hpp"

namespace calltracker::durable {

// A StepRecord to store, and what has to happen in the same transaction.
struct StepCommit {
  StepRecord record;
  // True when no row of (run, position) exists: insert. False: overwrite the row's fields.
  bool is_new = true;
  TransactionWrite write;      // may be empty
  std::vector<NewRun> starts;  // StartRuns: submitted like submit_runs does
  std::vector<Event> events;   // SendEvent: delivered like deliver_event does
};

enum class RunChange {
  Complete,  // final: `output`
  Fail,      // final: `failure_*`
  Cancel,    // final
  Park,      // becomes Waiting until `wake_at_ms` (0: only an event wakes it); nobody owns it any more
  Release,   // becomes Queued again; nobody owns it any more
};

struct RunCommit {
  RunNumber run = 0;
  RunChange change = RunChange::Complete;
  std::string output = "null";
  std::string failure_code;
  std::string failure_message;
  UnixMillis wake_at_ms = 0;
};

// Applied in this order: steps, attempts, runs. A run's steps and its RunCommit may be in one batch.
struct CommitBatch {
  WorkerId worker = 0;
  UnixMillis now_ms = 0;  // becomes submitted_ms and ended_ms of runs
  std::vector<StepCommit> steps;
  std::vector<AttemptRecord> attempts;
  std::vector<RunCommit> runs;
};

// A wait that an event completed. Its run was parked and is queued now, or is owned by `owner`, whose
// executor has to be told.
struct Delivery {
  RunNumber run = 0;
  std::uint32_t position = 0;
  WorkerId owner = 0;  // 0: was parked, now Queued
  std::string value;   // the memo: {"name":…,"key":…,"data":…}
};

struct RefusedStep {
  std::size_t index = 0;  // in CommitBatch::steps
  std::exception_ptr cause;
};

struct CommitOutcome {
  // Steps whose `write` threw: neither memo nor write is stored, the rest of the batch is.
  std::vector<RefusedStep> refused;
  // Indexes in CommitBatch::steps of records that were to change a step which is Completed already (an event
  // came first): the stored memo stays as it is.
  std::vector<std::size_t> superseded;
  std::vector<Delivery> deliveries;
  std::size_t runs_queued = 0;  // by starts and deliveries: somebody may claim them
  // Groups with a run made final by this batch that have no Queued, Running or Waiting run left. Looked up
  // after the commit: when two processes finish the last two runs at once both may report the group, never
  // neither.
  std::vector<GroupId> groups_idle;
};

struct ClaimRequest {
  WorkerId worker = 0;
  std::size_t runs_max = 0;
  UnixMillis now_ms = 0;
  std::optional<GroupId> only_group;
};

struct WakeResult {
  std::size_t runs_queued = 0;
  UnixMillis next_wake_ms = 0;  // earliest wake_at_ms of the runs still Waiting; 0: none
};

struct SubmitResult {
  std::vector<RunNumber> numbers;  // in the order asked for; of the existing run where the id was taken
  std::size_t created = 0;
};

// A page of runs for a list, by number.
struct RunQuery {
  std::optional<GroupId> group;
  std::optional<RunState> state;
  RunNumber after = 0;   // list_runs
  RunNumber before = 0;  // list_recent_runs; 0: from the newest
  std::size_t limit = 100;
};

// Runs for people to look at, newest first.
struct RecentRuns {
  std::vector<RunView> runs;
  // Where to go on: RunQuery::before of the next page; 0 at the end. A page may be short of its limit, or
  // even empty, before the end: no more than a bounded number of runs is looked at.
  RunNumber next_before = 0;
};

// Something another process did that this one may have to act on.
struct Notification {
  enum class Kind {
    RunsQueued,     // claim
    GroupChanged,   // `group` was paused, resumed or cancelled: read its state
    StepDelivered,  // an event completed a step of `run`, owned by `worker`: read the run's steps
    RunParked,      // a run waits until `wake_at_ms`
    GroupIdle,      // no unfinished run of `group` is left
  };
  Kind kind = Kind::RunsQueued;
  GroupId group;
  RunNumber run = 0;
  WorkerId worker = 0;
  UnixMillis wake_at_ms = 0;
};

class Journal {
 public:
  virtual ~Journal() = default;

  // --- workers ---------------------------------------------------------------------------------------------
  virtual WorkerId register_worker(UnixMillis now_ms) = 0;

  // True while the process that registered the worker lives. SQLite: its pid with that start time exists on
  // this machine; a worker registered through a Journal object of this process that was since destroyed is
  // dead. PostgreSQL: its session holds the worker's advisory lock.
  virtual bool is_worker_alive(WorkerId worker) = 0;

  // Removes every other worker that is not alive and queues the runs they owned. Returns how many runs. Two
  // callers at once rescue each run once. Need not be durable.
  virtual std::size_t rescue_dead_workers(WorkerId self) = 0;

  // Removes this worker and queues the runs it still owns. An unknown worker is fine.
  virtual void remove_worker(WorkerId worker) = 0;

  // --- runs ------------------------------------------------------------------------------------------------
  // Stores the runs as Queued, or as Cancelled when their group is cancelled. A run whose id exists is left
  // as it is. Groups come into being by being named (Active).
  virtual SubmitResult submit_runs(const std::vector<NewRun>& runs, UnixMillis now_ms) = 0;

  // Makes up to runs_max Queued runs of Active groups Running, owned by the worker, in claim order. Steps
  // need to be read only for runs claimed before. Need not be durable: a claim lost in a power cut is claimed
  // again.
  virtual std::vector<ClaimedRun> claim_runs(const ClaimRequest& request) = 0;

  // Stores a batch. The performance of everything rests here: one transaction, one fsync.
  // - A RunCommit for a run that the worker does not own changes nothing (somebody cancelled it).
  // - Park: when an event completed one of the run's steps since it was claimed, the run becomes Queued
  // instead.
  //   When a waiting step's time has come already, waking it is wake_due_runs' business.
  // - A final run loses no rows: its steps and attempts stay for the timeline.
  virtual CommitOutcome commit(const CommitBatch& batch) = 0;

  // Makes every Waiting run with 0 < wake_at_ms <= now_ms Queued. Need not be durable.
  virtual WakeResult wake_due_runs(UnixMillis now_ms) = 0;

  // Completes every Waiting WaitForEvent step of an unfinished run with this event name whose event_key is
  // empty or equal. Returns them; parked runs become Queued.
  virtual std::vector<Delivery> deliver_event(const Event& event, UnixMillis now_ms) = 0;

  // The steps of a run as stored, by position.
  virtual std::vector<StepRecord> load_steps(RunNumber run) = 0;

  // --- groups ----------------------------------------------------------------------------------------------
  // Active → Paused with the message; of a paused group, replaces the message; a cancelled group stays so.
  // Returns whether the group is paused now. Runs that are Running stay owned: their executor releases them.
  virtual bool pause_group(const GroupId& group, std::string_view message) = 0;
  // Paused or Cancelled → Active; runs that were cancelled stay so. Returns how many runs became claimable.
  virtual std::size_t resume_group(const GroupId& group) = 0;
  // Any → Cancelled, and its Queued and Waiting runs too. Running ones stay owned: their executor ends them.
  // Returns how many runs were cancelled here.
  virtual std::size_t cancel_group(const GroupId& group, UnixMillis now_ms) = 0;
  // Failed runs of the group become Queued, their Failed steps Ready with attempts_forgiven = attempts. The
  // group's state stays as it is. Returns how many runs.
  virtual std::size_t retry_failed_runs(const GroupId& group) = 0;
  // The same for one run; false when it is not Failed.
  virtual bool retry_failed_run(const RunId& run) = 0;

  // --- reading ---------------------------------------------------------------------------------------------
  // State and message only, by primary key: cheap enough to ask often. A group never named is Active.
  virtual GroupStatus read_group_status(const GroupId& group) = 0;
  // With counts. A group never named has zeros.
  virtual GroupView read_group(const GroupId& group) = 0;
  virtual std::vector<RunView> list_runs(const RunQuery& query) = 0;
  virtual RecentRuns list_recent_runs(const RunQuery& query) = 0;
  // Per state, counting no further than `most`.
  virtual std::map<RunState, std::int64_t> count_runs(std::int64_t most) = 0;
  // In the order of their ids.
  virtual std::vector<RunId> find_runs(std::string_view id_beginning, std::size_t limit) = 0;
  virtual std::optional<RunTimeline> read_timeline(const RunId& run) = 0;

  // --- other processes -------------------------------------------------------------------------------------
  // Called from any thread when another process changed something (PostgreSQL: LISTEN; SQLite: a table and a
  // file that is watched). A process that dies tells nobody; executors notice on their slow safety timer. An
  // empty function ends it: the old one is neither running nor run again after that returns.
  virtual void set_notification_handler(std::function<void(const Notification&)> handler) = 0;
};

}  // namespace calltracker::durable
