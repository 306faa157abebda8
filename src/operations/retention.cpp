// SPDX-License-Identifier: MIT
#include "operations/retention.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "operations/jobs.hpp"

namespace calltracker::operations {
namespace {

constexpr std::chrono::hours kInterval{1};
constexpr int kJobsPerPage = 200;
constexpr std::int64_t kDeletedTogether = 500;
constexpr UnixMillis kDayMs = 86'400'000;

bool is_work_under_way(Services& services) {
  const auto counts = services.journal.count_runs(1);
  return counts.at(durable::RunState::Queued) + counts.at(durable::RunState::Running) +
             counts.at(durable::RunState::Waiting) >
         0;
}

std::vector<JobId> jobs_finished_before(Services& services, UnixMillis time_ms) {
  std::vector<JobId> old;
  std::optional<std::string> cursor;
  do {
    store::JobPage page = list_job_page(services, kJobsPerPage, cursor);
    for (const Job& job : page.jobs) {
      if (job.finished_at_ms && *job.finished_at_ms < time_ms) old.push_back(job.id);
    }
    cursor = std::move(page.next_cursor);
  } while (cursor);
  return old;
}

}  // namespace

RetentionOutcome forget_older_than(Services& services, int days) {
  const UnixMillis before_ms = services.clock.now_ms() - days * kDayMs;
  RetentionOutcome outcome{.jobs = jobs_finished_before(services, before_ms)};
  for (const JobId& job : outcome.jobs) services.calls.delete_job(job);
  if (!is_work_under_way(services)) {
    std::int64_t deleted = 0;
    do {
      deleted = services.calls.delete_analyses_before(before_ms, kDeletedTogether);
      outcome.answers += deleted;
    } while (deleted > 0);
  }
  if (!outcome.jobs.empty() || outcome.answers > 0) {
    services.log.info("retention", {{"jobs", static_cast<std::int64_t>(outcome.jobs.size())},
                                    {"answers", outcome.answers}});
  }
  return outcome;
}

Retention::Retention(Services& services, std::function<void(const JobId&)> deleted)
    : services_(services), deleted_(std::move(deleted)), thread_([this] {
        look();
        return kInterval;
      }) {}

void Retention::start() {
  thread_.wake();
  thread_.start();
}

void Retention::look() {
  try {
    const std::optional<int> days = services_.stored.privacy().retention_days;
    if (!days) return;
    for (const JobId& job : forget_older_than(services_, *days).jobs) deleted_(job);
  } catch (const std::exception& failure) {
    // Tried again in an hour.
    services_.log.warning("retention-failed", {{"message", failure.what()}});
  }
}

}  // namespace calltracker::operations
