// SPDX-License-Identifier: MIT
// Submitting and claiming. A claim walks the index of claimable runs from its start. A run of a group that is
// not active is set aside (held) when it is met, so it costs one step once and not one per claim.
#include <algorithm>
#include <map>

#include "store/sql/journal_row.hpp"
#include "store/sql/run_submission.hpp"
#include "store/sql/sql_journal.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::size_t kLeastRunsPerLook = 16;

struct Candidate {
  durable::ClaimedRun run;
  int priority = 0;
  std::int64_t order_key = 0;
  bool is_group_active = false;
  bool was_claimed_before = false;
};

Candidate read_candidate(const Row& row) {
  Columns columns(row);
  Candidate candidate;
  candidate.run.number = columns.integer();
  candidate.run.id = durable::RunId(columns.text());
  candidate.run.workflow = columns.text();
  candidate.run.group = durable::GroupId(columns.text());
  candidate.run.input = columns.text();
  candidate.priority = static_cast<int>(columns.integer());
  candidate.order_key = columns.integer();
  candidate.is_group_active = columns.view() == name_of(durable::GroupState::Active);
  candidate.was_claimed_before = columns.integer() != 0;
  return candidate;
}

class Claim {
 public:
  Claim(Connection& connection, const durable::ClaimRequest& request)
      : connection_(connection), request_(request) {}

  std::vector<durable::ClaimedRun> run() {
    check_worker(connection_, request_.worker);
    bool found_some = true;
    while (claimed_.size() < request_.runs_max && found_some) found_some = look();
    for (const auto& [priority, key] : virtual_times_) {
      connection_.execute("advance_virtual_time", {priority, key});
    }
    for (std::size_t index = 0; index < claimed_.size(); ++index) {
      if (needs_steps_[index]) list_steps_later(connection_, claimed_[index].number, claimed_[index].steps);
    }
    connection_.settle();
    return std::move(claimed_);
  }

 private:
  // Takes or sets aside the first runs of the queue; false when there are none.
  bool look() {
    const std::size_t wanted = request_.runs_max - claimed_.size();
    std::vector<Candidate> candidates;
    const auto collect = [&candidates](const Row& row) { candidates.push_back(read_candidate(row)); };
    if (request_.only_group) {
      connection_.query("find_claimable_of_group", {*request_.only_group, wanted}, collect);
    } else {
      // At least a few at a time, lest a small claim crawls through a large paused group.
      connection_.query("find_claimable", {std::max(wanted, kLeastRunsPerLook)}, collect);
    }
    for (Candidate& candidate : candidates) {
      if (!candidate.is_group_active) {
        connection_.execute("hold_run", {candidate.run.number});
      } else if (claimed_.size() < request_.runs_max) {
        take(std::move(candidate));
      }
    }
    return !candidates.empty();
  }

  void take(Candidate candidate) {
    connection_.execute("claim_run", {candidate.run.number, request_.worker, request_.now_ms});
    std::int64_t& key = virtual_times_[candidate.priority];
    key = std::max(key, candidate.order_key);
    needs_steps_.push_back(candidate.was_claimed_before);
    claimed_.push_back(std::move(candidate.run));
  }

  Connection& connection_;
  const durable::ClaimRequest& request_;
  std::vector<durable::ClaimedRun> claimed_;
  std::vector<bool> needs_steps_;  // per claimed run
  std::map<int, std::int64_t> virtual_times_;
};

}  // namespace

durable::SubmitResult SqlJournal::submit_runs(const std::vector<durable::NewRun>& runs, UnixMillis now_ms) {
  durable::SubmitResult result;
  write([&](Connection& connection) { result = RunSubmission(connection, now_ms).submit(runs); });
  return result;
}

std::vector<durable::ClaimedRun> SqlJournal::claim_runs(const durable::ClaimRequest& request) {
  std::vector<durable::ClaimedRun> claimed;
  write([&](Connection& connection) { claimed = Claim(connection, request).run(); }, Durability::Relaxed);
  return claimed;
}

}  // namespace calltracker::store::sql
