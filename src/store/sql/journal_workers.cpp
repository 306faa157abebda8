// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/error.hpp"
#include "store/sql/journal_notifications.hpp"
#include "store/sql/sql_journal.hpp"

namespace calltracker::store::sql {
namespace {

struct RegisteredWorker {
  durable::WorkerId number = 0;
  ProcessIdentity process;
  std::string token;
};

RegisteredWorker read_worker(const Row& row) {
  Columns columns(row);
  RegisteredWorker worker;
  worker.number = columns.integer();
  worker.process.process_id = columns.integer();
  worker.process.mark = columns.text();
  worker.token = columns.text();
  return worker;
}

bool is_alive(Connection& connection, Dialect dialect, const RegisteredWorker& worker) {
  if (dialect == Dialect::Postgres) {
    bool present = false;
    connection.query("is_present", {worker.number}, [&present](const Row& row) { present = row.flag(0); });
    return present;
  }
  const ProcessIdentity own = this_process();
  const bool is_here = worker.process.process_id == own.process_id && worker.process.mark == own.mark;
  return is_here ? PresenceToken::is_alive(worker.token) : is_process_alive(worker.process);
}

// Whoever deletes the row rescues the runs, so two rescuers at once share the work.
std::size_t remove(Connection& connection, durable::WorkerId worker) {
  if (connection.change("delete_worker", {worker}) == 0) return 0;
  const auto runs = static_cast<std::size_t>(connection.change("requeue_runs_of_worker", {worker}));
  if (runs > 0) notify(connection, {.kind = durable::Notification::Kind::RunsQueued});
  return runs;
}

}  // namespace

void check_worker(Connection& connection, durable::WorkerId worker) {
  bool known = false;
  connection.query("find_worker_to_act", {worker}, [&known](const Row&) { known = true; });
  if (known) return;
  throw Error({.kind = ErrorKind::Conflict,
               .code = "worker-lost",
               .message = fmt::format("worker {} was declared dead, and its runs went to others", worker),
               .hint = "register a new worker"});
}

SqlJournal::~SqlJournal() {
  for (const durable::WorkerId worker : workers_) {
    try {
      database_.release_presence(worker);
    } catch (const std::exception&) {
      // Without a server there is no presence to release.
    }
  }
}

void SqlJournal::write(const std::function<void(Connection&)>& change, Durability durability) {
  database_.write([&change](Transaction& transaction) { change(transaction.connection()); },
                  {durability, Batching::Shared});
}

durable::WorkerId SqlJournal::register_worker(UnixMillis now_ms) {
  const ProcessIdentity process = this_process();
  durable::WorkerId worker = 0;
  write([&](Connection& connection) {
    connection.query("insert_worker", {now_ms, process.process_id, process.mark, presence_.str()},
                     [&worker](const Row& row) { worker = row.integer(0); });
  });
  database_.hold_presence(worker);
  const std::lock_guard lock(workers_mutex_);
  workers_.insert(worker);
  return worker;
}

bool SqlJournal::is_worker_alive(durable::WorkerId worker) {
  bool alive = false;
  database_.read([&](Connection& connection) {
    std::optional<RegisteredWorker> found;
    connection.query("find_worker", {worker}, [&found](const Row& row) { found = read_worker(row); });
    alive = found && is_alive(connection, database_.dialect(), *found);
  });
  return alive;
}

std::size_t SqlJournal::rescue_dead_workers(durable::WorkerId self) {
  std::vector<durable::WorkerId> dead;
  database_.read([&](Connection& connection) {
    std::vector<RegisteredWorker> others;
    connection.query("list_other_workers", {self},
                     [&others](const Row& row) { others.push_back(read_worker(row)); });
    for (const RegisteredWorker& worker : others) {
      if (!is_alive(connection, database_.dialect(), worker)) dead.push_back(worker.number);
    }
  });
  std::size_t runs = 0;
  write(
      [&](Connection& connection) {
        runs = 0;
        for (const durable::WorkerId worker : dead) runs += remove(connection, worker);
      },
      Durability::Relaxed);
  return runs;
}

void SqlJournal::remove_worker(durable::WorkerId worker) {
  write([worker](Connection& connection) { remove(connection, worker); });
  {
    const std::lock_guard lock(workers_mutex_);
    if (workers_.erase(worker) == 0) return;
  }
  database_.release_presence(worker);
}

}  // namespace calltracker::store::sql
