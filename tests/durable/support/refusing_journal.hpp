// SPDX-License-Identifier: MIT
#pragma once

// A journal whose commits fail as often as the test says, and which otherwise is the one behind it.

#include <atomic>

#include "base/error.hpp"
#include "durable/journal.hpp"

namespace calltracker::test {

class RefusingJournal final : public durable::Journal {
 public:
  explicit RefusingJournal(durable::Journal& journal) : journal_(journal) {}

  void refuse_commits(int count) { refusals_left_ = count; }

  durable::CommitOutcome commit(const durable::CommitBatch& batch) override {
    if (refusals_left_ > 0 && refusals_left_-- > 0) {
      throw Error({.kind = ErrorKind::Storage, .code = "database-full", .message = "the disk is full"});
    }
    return journal_.commit(batch);
  }

  durable::WorkerId register_worker(UnixMillis now_ms) override { return journal_.register_worker(now_ms); }
  bool is_worker_alive(durable::WorkerId worker) override { return journal_.is_worker_alive(worker); }
  std::size_t rescue_dead_workers(durable::WorkerId self) override {
    return journal_.rescue_dead_workers(self);
  }
  void remove_worker(durable::WorkerId worker) override { journal_.remove_worker(worker); }
  durable::SubmitResult submit_runs(const std::vector<durable::NewRun>& runs, UnixMillis now_ms) override {
    return journal_.submit_runs(runs, now_ms);
  }
  std::vector<durable::ClaimedRun> claim_runs(const durable::ClaimRequest& request) override {
    return journal_.claim_runs(request);
  }
  durable::WakeResult wake_due_runs(UnixMillis now_ms) override { return journal_.wake_due_runs(now_ms); }
  std::vector<durable::Delivery> deliver_event(const durable::Event& event, UnixMillis now_ms) override {
    return journal_.deliver_event(event, now_ms);
  }
  std::vector<durable::StepRecord> load_steps(durable::RunNumber run) override {
    return journal_.load_steps(run);
  }
  bool pause_group(const durable::GroupId& group, std::string_view message) override {
    return journal_.pause_group(group, message);
  }
  std::size_t resume_group(const durable::GroupId& group) override { return journal_.resume_group(group); }
  std::size_t cancel_group(const durable::GroupId& group, UnixMillis now_ms) override {
    return journal_.cancel_group(group, now_ms);
  }
  std::size_t retry_failed_runs(const durable::GroupId& group) override {
    return journal_.retry_failed_runs(group);
  }
  bool retry_failed_run(const durable::RunId& run) override { return journal_.retry_failed_run(run); }
  durable::GroupStatus read_group_status(const durable::GroupId& group) override {
    return journal_.read_group_status(group);
  }
  durable::GroupView read_group(const durable::GroupId& group) override { return journal_.read_group(group); }
  durable::RecentRuns list_recent_runs(const durable::RunQuery& query) override {
    return journal_.list_recent_runs(query);
  }
  std::map<durable::RunState, std::int64_t> count_runs(std::int64_t most) override {
    return journal_.count_runs(most);
  }
  std::vector<durable::RunId> find_runs(std::string_view id_beginning, std::size_t limit) override {
    return journal_.find_runs(id_beginning, limit);
  }
  std::vector<durable::RunView> list_runs(const durable::RunQuery& query) override {
    return journal_.list_runs(query);
  }
  std::optional<durable::RunTimeline> read_timeline(const durable::RunId& run) override {
    return journal_.read_timeline(run);
  }
  void set_notification_handler(std::function<void(const durable::Notification&)> handler) override {
    journal_.set_notification_handler(std::move(handler));
  }

 private:
  durable::Journal& journal_;
  std::atomic<int> refusals_left_ = 0;
};

}  // namespace calltracker::test
