// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <string>

#include "store/sql/journal_row.hpp"
#include "store/sql/sql_journal.hpp"

namespace calltracker::store::sql {

using durable::GroupState;
using durable::RunState;

namespace {

constexpr durable::RunNumber kRunsLookedAtMax = 10'000;

// A group never named is Active.
durable::GroupStatus find_status(Connection& connection, const durable::GroupId& group) {
  durable::GroupStatus status;
  connection.query("find_group", {group}, [&status](const Row& row) {
    for (const GroupState state : {GroupState::Paused, GroupState::Cancelled}) {
      if (row.text(0) == name_of(state)) status.state = state;
    }
    status.message = row.text(1);
  });
  return status;
}

}  // namespace

std::vector<durable::StepRecord> SqlJournal::load_steps(durable::RunNumber run) {
  std::vector<durable::StepRecord> steps;
  database_.read([&](Connection& connection) {
    list_steps_later(connection, run, steps);
    connection.settle();
  });
  return steps;
}

durable::GroupStatus SqlJournal::read_group_status(const durable::GroupId& group) {
  durable::GroupStatus status;
  database_.read([&](Connection& connection) { status = find_status(connection, group); });
  return status;
}

durable::GroupView SqlJournal::read_group(const durable::GroupId& group) {
  durable::GroupView view{.id = group};
  std::map<std::string, std::int64_t, std::less<>> counts;
  database_.read([&](Connection& connection) {
    durable::GroupStatus status = find_status(connection, group);
    view.state = status.state;
    view.message = std::move(status.message);
    connection.query("count_runs_by_state", {group},
                     [&counts](const Row& row) { counts[std::string(row.text(0))] = row.integer(1); });
  });
  view.queued = counts[std::string(name_of(RunState::Queued))];
  view.running = counts[std::string(name_of(RunState::Running))];
  view.waiting = counts[std::string(name_of(RunState::Waiting))];
  view.completed = counts[std::string(name_of(RunState::Completed))];
  view.failed = counts[std::string(name_of(RunState::Failed))];
  view.cancelled = counts[std::string(name_of(RunState::Cancelled))];
  return view;
}

std::vector<durable::RunView> SqlJournal::list_runs(const durable::RunQuery& query) {
  std::vector<durable::RunView> runs;
  const auto collect = [&runs](const Row& row) { runs.push_back(read_run(row)); };
  const auto state = query.state ? std::optional(name_of(*query.state)) : std::nullopt;
  database_.read([&](Connection& connection) {
    if (query.group) {
      connection.query("list_runs_of_group", {*query.group, state, query.after, query.limit}, collect);
    } else {
      connection.query("list_runs", {state, query.after, query.limit}, collect);
    }
  });
  return runs;
}

durable::RecentRuns SqlJournal::list_recent_runs(const durable::RunQuery& query) {
  durable::RecentRuns recent;
  const auto state = query.state ? std::optional(name_of(*query.state)) : std::nullopt;
  const auto limit = static_cast<std::int64_t>(query.limit);
  database_.read([&](Connection& connection) {
    durable::RunNumber first = 0;
    durable::RunNumber last = 0;
    connection.query("find_run_range", {query.group}, [&](const Row& row) {
      first = row.integer(0);
      last = row.integer(1);
    });
    const durable::RunNumber before = query.before > 0 ? query.before : last + 1;
    const durable::RunNumber from = std::max(first, before - kRunsLookedAtMax);
    connection.query("list_recent_runs", {query.group, state, before, from, limit + 1},
                     [&recent](const Row& row) { recent.runs.push_back(read_run(row)); });
    if (std::ssize(recent.runs) > limit) {
      recent.runs.pop_back();
      recent.next_before = recent.runs.back().number;
    } else if (from > first) {
      recent.next_before = from;
    }
  });
  return recent;
}

std::map<RunState, std::int64_t> SqlJournal::count_runs(std::int64_t most) {
  std::map<RunState, std::int64_t> counts;
  database_.read([&](Connection& connection) {
    for (const RunState state : {RunState::Queued, RunState::Running, RunState::Waiting, RunState::Completed,
                                 RunState::Failed, RunState::Cancelled}) {
      connection.query("count_runs_in_state", {name_of(state), most},
                       [&](const Row& row) { counts[state] = row.integer(0); });
    }
  });
  return counts;
}

std::vector<durable::RunId> SqlJournal::find_runs(std::string_view id_beginning, std::size_t limit) {
  std::vector<durable::RunId> runs;
  database_.read([&](Connection& connection) {
    connection.query("find_runs_by_prefix", {id_beginning, limit},
                     [&runs](const Row& row) { runs.emplace_back(std::string(row.text(0))); });
  });
  return runs;
}

std::optional<durable::RunTimeline> SqlJournal::read_timeline(const durable::RunId& run) {
  std::optional<durable::RunTimeline> timeline;
  database_.read([&](Connection& connection) {
    connection.query("find_run", {run}, [&timeline](const Row& row) {
      timeline = durable::RunTimeline{.run = read_run(row), .steps = {}, .attempts = {}};
    });
    if (!timeline) return;
    list_steps_later(connection, timeline->run.number, timeline->steps);
    connection.query("list_attempts", {timeline->run.number},
                     [&timeline](const Row& row) { timeline->attempts.push_back(read_attempt(row)); });
  });
  return timeline;
}

}  // namespace calltracker::store::sql
