// SPDX-License-Identifier: MIT
#pragma once

// The durable Journal on a SQL database of either dialect. Its methods are split by duty over journal_*.cpp:
// workers, claims, commit, waking (timers and events), groups, reading.
//
// Everything is written through the database's group commit, so several executors, or an executor and the
// call store, share one flush to disk.

#include <set>

#include "durable/journal.hpp"
#include "store/sql/database.hpp"
#include "store/sql/worker_presence.hpp"

namespace calltracker::store::sql {

class SqlJournal final : public durable::Journal {
 public:
  explicit SqlJournal(Database& database) : database_(database) {}
  // The workers registered here count as dead from now on.
  ~SqlJournal() override;

  durable::WorkerId register_worker(UnixMillis now_ms) override;
  bool is_worker_alive(durable::WorkerId worker) override;
  std::size_t rescue_dead_workers(durable::WorkerId self) override;
  void remove_worker(durable::WorkerId worker) override;

  durable::SubmitResult submit_runs(const std::vector<durable::NewRun>& runs, UnixMillis now_ms) override;
  std::vector<durable::ClaimedRun> claim_runs(const durable::ClaimRequest& request) override;
  durable::CommitOutcome commit(const durable::CommitBatch& batch) override;
  durable::WakeResult wake_due_runs(UnixMillis now_ms) override;
  std::vector<durable::Delivery> deliver_event(const durable::Event& event, UnixMillis now_ms) override;
  std::vector<durable::StepRecord> load_steps(durable::RunNumber run) override;

  bool pause_group(const durable::GroupId& group, std::string_view message) override;
  std::size_t resume_group(const durable::GroupId& group) override;
  std::size_t cancel_group(const durable::GroupId& group, UnixMillis now_ms) override;
  std::size_t retry_failed_runs(const durable::GroupId& group) override;
  bool retry_failed_run(const durable::RunId& run) override;

  durable::GroupStatus read_group_status(const durable::GroupId& group) override;
  durable::GroupView read_group(const durable::GroupId& group) override;
  std::vector<durable::RunView> list_runs(const durable::RunQuery& query) override;
  durable::RecentRuns list_recent_runs(const durable::RunQuery& query) override;
  std::map<durable::RunState, std::int64_t> count_runs(std::int64_t most) override;
  std::vector<durable::RunId> find_runs(std::string_view id_beginning, std::size_t limit) override;
  std::optional<durable::RunTimeline> read_timeline(const durable::RunId& run) override;

  void set_notification_handler(std::function<void(const durable::Notification&)> handler) override;

 private:
  void write(const std::function<void(Connection&)>& change, Durability durability = Durability::Full);
  std::vector<durable::GroupId> find_idle_groups(const std::set<std::int64_t>& group_numbers);
  void tell_idle(const std::vector<durable::GroupId>& groups);

  Database& database_;
  const PresenceToken presence_;
  std::mutex workers_mutex_;
  std::set<durable::WorkerId> workers_;  // registered here
};

// Throws Error{Conflict, "worker-lost"} when the worker was taken away.
void check_worker(Connection& connection, durable::WorkerId worker);

// Completes the waits for the event and queues the runs that were parked for it.
std::vector<durable::Delivery> deliver(Connection& connection, const durable::Event& event,
                                       UnixMillis now_ms);

}  // namespace calltracker::store::sql
