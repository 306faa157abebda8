// SPDX-License-Identifier: MIT
#include "operations/retention.hpp"

namespace calltracker::operations {
namespace {

constexpr std::int64_t kDeletedTogether = 500;
constexpr UnixMillis kDayMs = 86'400'000;

bool is_work_under_way(Services& services) {
  const auto counts = services.journal.count_runs(1);
  return counts.at(durable::RunState::Queued) + counts.at(durable::RunState::Running) +
             counts.at(durable::RunState::Waiting) >
         0;
}

}  // namespace

RetentionOutcome forget_older_than(Services& services, int days) {
  const UnixMillis before_ms = services.clock.now_ms() - days * kDayMs;
  RetentionOutcome outcome;
  std::int64_t deleted = 0;
  do {
    deleted = services.calls.delete_calls_before(before_ms, kDeletedTogether);
    outcome.calls += deleted;
  } while (deleted > 0);
  for (const JobId& job : services.calls.find_emptied_jobs(before_ms)) {
    services.calls.delete_job(job);
    ++outcome.jobs;
  }
  if (!is_work_under_way(services)) {
    do {
      deleted = services.calls.delete_analyses_before(before_ms, kDeletedTogether);
      outcome.answers += deleted;
    } while (deleted > 0);
  }
  if (outcome.calls + outcome.jobs + outcome.answers > 0) {
    services.log.info("retention",
                      {{"calls", outcome.calls}, {"jobs", outcome.jobs}, {"answers", outcome.answers}});
  }
  return outcome;
}

}  // namespace calltracker::operations
