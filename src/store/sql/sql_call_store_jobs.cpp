// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "call/storage_json.hpp"
#include "store/sql/call_election.hpp"
#include "store/sql/call_row.hpp"
#include "store/sql/run_submission.hpp"
#include "store/sql/sql_call_store.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::int64_t kCallsDeletedTogether = 500;
constexpr int kPrefixMatchesMax = 20;
// Longer than any question is on its way: what a process that died has held counts no more then.
constexpr std::int64_t kHoldLifeMs = 20 * 60 * 1000;
// Sorts behind every id: the cursor of the first page.
constexpr std::string_view kBehindEveryId = "~";

Error job_not_found(const JobId& id) {
  return Error({.kind = ErrorKind::NotFound,
                .code = "job-not-found",
                .message = fmt::format("there is no job {}", id.str()),
                .hint = "calltracker jobs list shows the jobs there are"});
}

void delete_calls(Connection& connection, const std::vector<std::int64_t>& numbers) {
  const std::string list = to_json_text(to_json_array(numbers));
  const std::vector<std::int64_t> heirs = list_heirs(connection, list);
  connection.execute("unindex_calls", {list});
  connection.execute("delete_calls", {list});
  for (const std::int64_t heir : heirs) settle_which_counts(connection, heir);
}

void delete_without_calls(Connection& connection, const JobId& id) {
  connection.execute("delete_attempts_of_group", {id});
  connection.execute("delete_steps_of_group", {id});
  connection.execute("delete_runs_of_group", {id});
  connection.execute("delete_group_order_keys", {id});
  connection.execute("delete_group", {id});
  connection.execute("delete_job", {id});
}

// No question has this name: the hold says that somebody waits for the money of others.
constexpr std::string_view kSomebodyWaits = "";

constexpr std::string_view kBudgetChannel = "budget";

// With the job locked, so that whoever finds too little money has said so before, or finds what is freed
// here.
void free_budget(Connection& connection, const JobId& id, std::string_view name) {
  connection.query_later("lock_job_cost", {id}, [](const Row&) {});
  connection.execute("tell_of_freed_budget", {id});
  connection.execute("delete_budget_hold", {id, name});
}

}  // namespace

void SqlCallStore::write(durable::Transaction* transaction, const std::function<void(Connection&)>& change) {
  if (transaction != nullptr) return change(Transaction::of(*transaction).connection());
  database_.write([&change](Transaction& own) { change(own.connection()); });
}

std::vector<Job> SqlCallStore::query_jobs(std::string_view name, std::initializer_list<Value> values) {
  std::vector<Job> jobs;
  database_.read([&](Connection& connection) {
    connection.query(name, values, [&jobs](const Row& row) { jobs.push_back(read_job(row)); });
  });
  return jobs;
}

std::optional<Job> SqlCallStore::find_job(const JobId& id) {
  std::vector<Job> jobs = query_jobs("find_job", {id});
  if (jobs.empty()) return std::nullopt;
  return std::move(jobs.front());
}

std::vector<Job> SqlCallStore::find_jobs_by_prefix(std::string_view prefix) {
  return query_jobs("find_jobs_by_prefix", {prefix, kPrefixMatchesMax});
}

JobPage SqlCallStore::list_jobs(int limit, const std::optional<std::string>& cursor) {
  // One more than asked for tells whether there is a next page.
  JobPage page{
      .jobs = query_jobs("list_jobs", {cursor ? std::string_view(*cursor) : kBehindEveryId, limit + 1}),
      .next_cursor = std::nullopt};
  if (page.jobs.size() > static_cast<std::size_t>(limit)) {
    page.jobs.pop_back();
    if (!page.jobs.empty()) page.next_cursor = page.jobs.back().id.str();
  }
  return page;
}

void SqlCallStore::set_job_status(const JobId& id, JobStatus status, const std::optional<std::string>& code,
                                  const std::optional<std::string>& message, UnixMillis now_ms) {
  write(nullptr, [&](Connection& connection) {
    if (connection.change("set_job_status", {id, name_of(status), code, message, now_ms}) == 0) {
      throw job_not_found(id);
    }
  });
}

void SqlCallStore::announce(const JobId& id, const std::optional<std::string>& code,
                            const std::optional<std::string>& message, UnixMillis now_ms) {
  write(nullptr,
        [&](Connection& connection) { connection.execute("announce", {id, code, message, now_ms}); });
}

// A hold that a power failure takes back belongs to a question that is not on its way any more.
BudgetHold SqlCallStore::hold_budget(const JobId& id, std::string_view name, double usd_max,
                                     double budget_usd, UnixMillis now_ms) {
  BudgetHold outcome = BudgetHold::Never;
  const auto hold = [&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    std::optional<std::int64_t> job;
    double left_usd = 0;
    connection.query("lock_job_cost", {id}, [&](const Row& row) {
      job = row.integer(0);
      left_usd = budget_usd - row.real(1);
    });
    outcome = BudgetHold::Never;
    if (!job || usd_max > left_usd) return;
    double held_usd = 0;
    connection.query("sum_budget_holds", {*job, name, now_ms - kHoldLifeMs},
                     [&held_usd](const Row& row) { held_usd = row.real(0); });
    outcome = held_usd + usd_max > left_usd ? BudgetHold::Later : BudgetHold::Held;
    if (outcome == BudgetHold::Held) {
      connection.execute("put_budget_hold", {*job, name, usd_max, now_ms});
    } else {
      connection.execute("put_budget_hold", {*job, kSomebodyWaits, 0.0, now_ms});
    }
  };
  database_.write(hold, {Durability::Relaxed, Batching::Shared});
  return outcome;
}

void SqlCallStore::release_budget(durable::Transaction* transaction, const JobId& id, std::string_view name) {
  write(transaction, [&](Connection& connection) { free_budget(connection, id, name); });
}

void SqlCallStore::listen_for_freed_budgets(std::function<void(const JobId&)> handler) {
  if (!handler) return database_.listen(kBudgetChannel, nullptr);
  database_.listen(
      kBudgetChannel,
      [handler = std::move(handler)](std::string_view, std::string_view job) {
        handler(JobId(std::string(job)));
      },
      Senders::Everybody);
}

void SqlCallStore::set_job_options(const JobId& id, const JobOptions& options) {
  write(nullptr, [&](Connection& connection) {
    if (connection.change("set_job_options", {id, job_options_to_storage_json(options)}) == 0) {
      throw job_not_found(id);
    }
    // It may be a budget that was raised.
    free_budget(connection, id, kSomebodyWaits);
  });
}

void SqlCallStore::put_stability(durable::Transaction& transaction, const JobId& id,
                                 const Stability& stability, UnixMillis now_ms) {
  write(&transaction, [&](Connection& connection) {
    connection.execute("put_stability", {id, stability_to_storage_json(stability), now_ms});
  });
}

void SqlCallStore::start_runs(durable::Transaction& transaction, const std::vector<durable::NewRun>& runs) {
  write(&transaction,
        [&](Connection& connection) { RunSubmission(connection, clock_.now_ms()).submit(runs); });
}

// A large job's calls go in pieces, so that other writers take turns with its deletion.
void SqlCallStore::delete_job(const JobId& id) {
  bool is_rest = false;
  while (!is_rest) {
    write(nullptr, [&](Connection& connection) {
      std::vector<std::int64_t> numbers;
      connection.query("list_last_calls_of_job", {id, kCallsDeletedTogether},
                       [&numbers](const Row& row) { numbers.push_back(row.integer(0)); });
      is_rest = std::ssize(numbers) < kCallsDeletedTogether;
      delete_calls(connection, numbers);
      if (is_rest) delete_without_calls(connection, id);
    });
  }
}

}  // namespace calltracker::store::sql
