// SPDX-License-Identifier: MIT
#include "store/sql/run_submission.hpp"

#include "store/sql/journal_notifications.hpp"

namespace calltracker::store::sql {

using durable::RunState;

const RunSubmission::Group& RunSubmission::find_group(const durable::GroupId& id) {
  const auto known = groups_.find(id);
  if (known != groups_.end()) return known->second;
  Group group;
  connection_.execute("ensure_group", {id});
  connection_.query("find_group_to_join", {id}, [&group](const Row& row) {
    group.number = row.integer(0);
    group.is_cancelled = row.text(1) == name_of(durable::GroupState::Cancelled);
  });
  return groups_.emplace(id, group).first->second;
}

std::int64_t& RunSubmission::last_key(const KeyPlace& place) {
  const auto [known, is_new] = last_keys_.try_emplace(place, 0);
  if (is_new) {
    connection_.execute("ensure_order_key", {place.first, place.second});
    connection_.query("find_order_key", {place.first, place.second},
                      [&key = known->second](const Row& row) { key = row.integer(0); });
  }
  return known->second;
}

durable::SubmitResult RunSubmission::submit(const std::vector<durable::NewRun>& runs) {
  durable::SubmitResult result;
  result.numbers.assign(runs.size(), 0);
  std::size_t queued = 0;
  for (std::size_t index = 0; index < runs.size(); ++index) {
    const durable::NewRun& run = runs[index];
    const Group& group = find_group(run.group);
    const RunState state = group.is_cancelled ? RunState::Cancelled : RunState::Queued;
    connection_.query_later(
        "insert_run",
        {run.id, run.workflow, group.number, run.input, run.priority,
         ++last_key({group.number, run.priority}), name_of(state), now_ms_, group.is_cancelled ? now_ms_ : 0},
        [&result, &queued, index, state](const Row& row) {
          result.numbers[index] = row.integer(0);
          ++result.created;
          queued += state == RunState::Queued;
        });
  }
  connection_.settle();
  find_existing(runs, result);
  for (const auto& [place, key] : last_keys_) {
    connection_.execute("set_order_key", {place.first, place.second, key});
  }
  if (queued > 0) notify(connection_, {.kind = durable::Notification::Kind::RunsQueued});
  return result;
}

// Runs whose id was taken insert nothing and give no number back.
void RunSubmission::find_existing(const std::vector<durable::NewRun>& runs, durable::SubmitResult& result) {
  if (result.created == runs.size()) return;
  for (std::size_t index = 0; index < runs.size(); ++index) {
    if (result.numbers[index] != 0) continue;
    connection_.query_later("find_run_number", {runs[index].id},
                            [&result, index](const Row& row) { result.numbers[index] = row.integer(0); });
  }
  connection_.settle();
}

}  // namespace calltracker::store::sql
