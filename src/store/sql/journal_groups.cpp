// SPDX-License-Identifier: MIT
// Pausing, resuming, cancelling and retrying groups of runs.
#include "store/sql/journal_notifications.hpp"
#include "store/sql/sql_journal.hpp"

namespace calltracker::store::sql {
namespace {

using durable::Notification;

void tell_changed(Connection& connection, const durable::GroupId& group) {
  notify(connection, {.kind = Notification::Kind::GroupChanged, .group = group});
}

std::size_t changed(Connection& connection, std::string_view name, std::initializer_list<Value> values) {
  return static_cast<std::size_t>(connection.run_counted(name, Values(values.begin(), values.size())));
}

}  // namespace

bool SqlJournal::pause_group(const durable::GroupId& group, std::string_view message) {
  bool is_paused = false;
  write([&](Connection& connection) {
    connection.execute("ensure_group", {group});
    is_paused = connection.change("pause_group", {group, message}) > 0;
    if (is_paused) tell_changed(connection, group);
  });
  return is_paused;
}

std::size_t SqlJournal::resume_group(const durable::GroupId& group) {
  std::size_t runs = 0;
  write([&](Connection& connection) {
    runs = 0;
    if (connection.change("resume_group", {group}) == 0) return;
    connection.execute("release_held_runs", {group});
    connection.query("count_queued_runs", {group},
                     [&runs](const Row& row) { runs = static_cast<std::size_t>(row.integer(0)); });
    tell_changed(connection, group);
    if (runs > 0) notify(connection, {.kind = Notification::Kind::RunsQueued});
  });
  return runs;
}

std::size_t SqlJournal::cancel_group(const durable::GroupId& group, UnixMillis now_ms) {
  std::size_t runs = 0;
  write([&](Connection& connection) {
    connection.execute("ensure_group", {group});
    connection.execute("cancel_group", {group});
    runs = changed(connection, "cancel_unowned_runs", {group, now_ms});
    tell_changed(connection, group);
  });
  return runs;
}

std::size_t SqlJournal::retry_failed_runs(const durable::GroupId& group) {
  std::size_t runs = 0;
  write([&](Connection& connection) {
    // Steps first: they are found through the runs' state.
    connection.execute("free_failed_steps_of_group", {group});
    runs = changed(connection, "requeue_failed_runs", {group});
    if (runs > 0) notify(connection, {.kind = Notification::Kind::RunsQueued});
  });
  return runs;
}

bool SqlJournal::retry_failed_run(const durable::RunId& run) {
  std::size_t runs = 0;
  write([&](Connection& connection) {
    connection.execute("free_failed_steps_of_run", {run});
    runs = changed(connection, "requeue_failed_run", {run});
    if (runs > 0) notify(connection, {.kind = Notification::Kind::RunsQueued});
  });
  return runs > 0;
}

}  // namespace calltracker::store::sql
