// SPDX-License-Identifier: MIT
// Storing a batch of steps, attempts and run changes in one transaction. Everything rests on its speed, so it
// first assumes that no step's write fails; only when one does is the batch repeated with a savepoint around
// each of them.
#include <algorithm>
#include <utility>

#include "store/sql/journal_notifications.hpp"
#include "store/sql/journal_row.hpp"
#include "store/sql/run_submission.hpp"
#include "store/sql/sql_journal.hpp"
#include "store/sql/storage_error.hpp"

namespace calltracker::store::sql {
namespace {

using durable::Notification;
using durable::RunChange;

// Thrown by the fast way when a step's write failed.
struct StepWriteFailed {};

enum class Care { Fast, Savepoints };

class BatchCommit {
 public:
  BatchCommit(Transaction& transaction, const durable::CommitBatch& batch, Care care)
      : transaction_(transaction),
        connection_(transaction.connection()),
        batch_(batch),
        care_(care),
        submission_(connection_, batch.now_ms) {}

  void run() {
    check_worker(connection_, batch_.worker);
    was_overwritten_.assign(batch_.steps.size(), 0);
    for (std::size_t index = 0; index < batch_.steps.size(); ++index) store_step(index);
    for (const durable::AttemptRecord& attempt : batch_.attempts) insert_attempt(connection_, attempt);
    for (const durable::RunCommit& run : batch_.runs) change_run(run);
    connection_.settle();
    for (std::size_t index = 0; index < batch_.steps.size(); ++index) {
      if (is_superseded(index)) outcome_.superseded.push_back(index);
    }
    outcome_.runs_queued += runs_woken_;
    if (runs_woken_ > 0) notify(connection_, {.kind = Notification::Kind::RunsQueued});
    if (earliest_wake_ms_ != 0) {
      notify(connection_, {.kind = Notification::Kind::RunParked, .wake_at_ms = earliest_wake_ms_});
    }
  }

  durable::CommitOutcome take_outcome() { return std::move(outcome_); }
  std::set<std::int64_t> take_ended_groups() { return std::move(ended_groups_); }

 private:
  bool is_superseded(std::size_t index) const {
    return !batch_.steps[index].is_new && was_overwritten_[index] == 0 && !is_refused(index);
  }
  bool is_refused(std::size_t index) const {
    return !outcome_.refused.empty() && outcome_.refused.back().index >= index &&
           std::any_of(outcome_.refused.begin(), outcome_.refused.end(),
                       [index](const durable::RefusedStep& refused) { return refused.index == index; });
  }

  void store_step(std::size_t index) {
    const durable::StepCommit& step = batch_.steps[index];
    if (!step.write || care_ == Care::Fast) return store_step_and_effects(index);
    connection_.execute("open_savepoint");
    try {
      store_step_and_effects(index);
      connection_.settle();
    } catch (...) {
      const std::exception_ptr cause = std::current_exception();
      if (is_about_the_database(cause)) throw;
      connection_.execute("rollback_to_savepoint");
      outcome_.refused.push_back({.index = index, .cause = cause});
    }
    connection_.execute("release_savepoint");
  }

  void store_step_and_effects(std::size_t index) {
    const durable::StepCommit& step = batch_.steps[index];
    const bool has_effects = step.write || !step.starts.empty() || !step.events.empty();
    if (step.is_new) {
      insert_step(connection_, step.record);
    } else {
      update_step_later(connection_, step.record, [this, index](const Row&) { was_overwritten_[index] = 1; });
      if (has_effects) connection_.settle();
      if (has_effects && was_overwritten_[index] == 0) return;
    }
    if (step.write) write_with(step);
    if (!step.starts.empty()) outcome_.runs_queued += submission_.submit(step.starts).created;
    for (const durable::Event& event : step.events) {
      for (durable::Delivery& delivery : deliver(connection_, event, batch_.now_ms)) {
        outcome_.runs_queued += delivery.owner == 0;
        outcome_.deliveries.push_back(std::move(delivery));
      }
    }
  }

  void write_with(const durable::StepCommit& step) {
    try {
      step.write(transaction_);
    } catch (...) {
      if (care_ == Care::Savepoints || is_about_the_database(std::current_exception())) throw;
      throw StepWriteFailed();
    }
  }

  void change_run(const durable::RunCommit& run) {
    const auto note_ended = [this](const Row& row) { ended_groups_.insert(row.integer(0)); };
    switch (run.change) {
      case RunChange::Complete:
        connection_.query_later("complete_run", {run.run, batch_.worker, run.output, batch_.now_ms},
                                note_ended);
        break;
      case RunChange::Fail:
        connection_.query_later(
            "fail_run", {run.run, batch_.worker, run.failure_code, run.failure_message, batch_.now_ms},
            note_ended);
        break;
      case RunChange::Cancel:
        connection_.query_later("cancel_run", {run.run, batch_.worker, batch_.now_ms}, note_ended);
        break;
      case RunChange::Park:
        connection_.query_later("park_run", {run.run, batch_.worker, run.wake_at_ms}, [this](const Row& row) {
          note_parked(row.text(0) == name_of(durable::RunState::Queued), row.integer(1));
        });
        break;
      case RunChange::Release:
        connection_.execute("release_run", {run.run, batch_.worker});
        break;
    }
  }

  void note_parked(bool was_woken, UnixMillis wake_at_ms) {
    if (was_woken) {
      ++runs_woken_;
    } else if (wake_at_ms != 0 && (earliest_wake_ms_ == 0 || wake_at_ms < earliest_wake_ms_)) {
      earliest_wake_ms_ = wake_at_ms;
    }
  }

  Transaction& transaction_;
  Connection& connection_;
  const durable::CommitBatch& batch_;
  const Care care_;
  RunSubmission submission_;
  durable::CommitOutcome outcome_;
  std::vector<char> was_overwritten_;  // per step that is not new
  std::set<std::int64_t> ended_groups_;
  std::size_t runs_woken_ = 0;
  UnixMillis earliest_wake_ms_ = 0;
};

}  // namespace

durable::CommitOutcome SqlJournal::commit(const durable::CommitBatch& batch) {
  durable::CommitOutcome outcome;
  std::set<std::int64_t> ended_groups;
  const auto store = [&](Care care) {
    database_.write([&](Transaction& transaction) {
      BatchCommit commit(transaction, batch, care);
      commit.run();
      outcome = commit.take_outcome();
      ended_groups = commit.take_ended_groups();
    });
  };
  try {
    store(Care::Fast);
  } catch (const StepWriteFailed&) {
    store(Care::Savepoints);
  } catch (const Error& error) {
    // PostgreSQL reports the failure of a step's statement later than where it was written.
    if (error.code() != "database-constraint" && error.code() != "database-failure") throw;
    store(Care::Savepoints);
  }
  outcome.groups_idle = find_idle_groups(ended_groups);
  if (!outcome.groups_idle.empty()) tell_idle(outcome.groups_idle);
  return outcome;
}

// Whoever waits for it in another process also looks by itself, only later.
void SqlJournal::tell_idle(const std::vector<durable::GroupId>& groups) {
  database_.write_async(
      [groups](Transaction& transaction) {
        for (const durable::GroupId& group : groups)
          notify(transaction.connection(), {.kind = Notification::Kind::GroupIdle, .group = group});
      },
      nullptr, {Durability::Relaxed, Batching::Shared});
}

std::vector<durable::GroupId> SqlJournal::find_idle_groups(const std::set<std::int64_t>& group_numbers) {
  std::vector<durable::GroupId> idle;
  if (group_numbers.empty()) return idle;
  database_.read([&](Connection& connection) {
    for (const std::int64_t group : group_numbers) {
      connection.query("find_group_if_idle", {group},
                       [&idle](const Row& row) { idle.emplace_back(std::string(row.text(0))); });
    }
  });
  return idle;
}

}  // namespace calltracker::store::sql
