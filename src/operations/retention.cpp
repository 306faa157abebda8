// SPDX-License-Identifier: MIT
#include "operations/retention.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "operations/jobs.hpp"

namespace calltracker::operations {
namespace {

constexpr std::chrono::hours kInterval{1};
constexpr int kJobsPerPage = 200;
constexpr UnixMillis kDayMs = 24LL * 60 * 60 * 1000;

bool is_finished_before(const Job& job, UnixMillis cutoff_ms) {
  return job.finished_at_ms && *job.finished_at_ms < cutoff_ms;
}

}  // namespace

Retention::Retention(Services& services, std::function<void(const JobId&)> deleted)
    : services_(services), deleted_(std::move(deleted)) {}

Retention::~Retention() {
  stop();
}

void Retention::start() {
  must_look_ = true;
  thread_ = std::thread([this] { serve(); });
}

void Retention::stop() {
  {
    const std::lock_guard lock(mutex_);
    must_end_ = true;
  }
  wakes_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Retention::look_now() {
  {
    const std::lock_guard lock(mutex_);
    must_look_ = true;
  }
  wakes_.notify_all();
}

void Retention::serve() {
  std::unique_lock lock(mutex_);
  while (!must_end_) {
    must_look_ = false;
    lock.unlock();
    try {
      look();
    } catch (const std::exception& failure) {
      // Tried again in an hour.
      services_.log.warning("retention-failed", {{"message", failure.what()}});
    }
    lock.lock();
    wakes_.wait_for(lock, kInterval, [this] { return must_look_ || must_end_; });
  }
}

void Retention::look() {
  const std::optional<int> days = services_.stored.privacy().retention_days;
  if (!days) return;
  const UnixMillis cutoff_ms = services_.clock.now_ms() - *days * kDayMs;
  std::vector<JobId> old;
  bool is_any_under_way = false;
  std::optional<std::string> cursor;
  do {
    store::JobPage page = list_job_page(services_, kJobsPerPage, cursor);
    for (const Job& job : page.jobs) {
      if (is_finished_before(job, cutoff_ms)) old.push_back(job.id);
      is_any_under_way |= job.status == JobStatus::Pending || job.status == JobStatus::Processing ||
                          job.status == JobStatus::Paused;
    }
    cursor = std::move(page.next_cursor);
  } while (cursor);
  for (const JobId& id : old) {
    delete_job(services_, id.str());
    services_.log.info("job-expired", {{"job", id.str()}});
    deleted_(id);
  }
  // A job under way may be about to read an answer again.
  if (!is_any_under_way) services_.stored.remove_answers_before(cutoff_ms);
}

}  // namespace calltracker::operations
