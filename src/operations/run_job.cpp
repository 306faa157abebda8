// SPDX-License-Identifier: MIT
#include "operations/run_job.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "operations/jobs.hpp"

namespace calltracker::operations {
namespace {

// With pauses that double from 100 ms: half a minute of a full disk or a lost server before we give up.
constexpr int kStorageRefusalsMax = 9;

// An end, a pause and a cancellation are told, whichever process they come from. Nobody tells of the calls
// that another process has analysed, nor of anything when it dies at the wrong instant.
constexpr std::chrono::seconds kLookAgain{20};

// What the executor's threads tell the waiting one.
class News {
 public:
  void progressed() {
    set([](News& news) {
      news.progressed_ = true;
      news.refusals_ = 0;
    });
  }
  void storage_refused(const std::string& message) {
    set([&message](News& news) {
      if (++news.refusals_ < kStorageRefusalsMax) return;
      news.refusal_ = message;
      news.ended_ = true;
    });
  }
  void ended() {
    set([](News& news) { news.ended_ = true; });
  }

  // Waits for news or an interrupt. True once no run is left or nothing more will start.
  bool wait(const std::stop_token& interrupt) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, interrupt, kLookAgain, [this] { return progressed_ || ended_; });
    progressed_ = false;
    return std::exchange(ended_, false);
  }

  // Why the storage takes nothing any more.
  std::optional<std::string> refusal() {
    const std::lock_guard lock(mutex_);
    return refusal_;
  }

  // Lets news gather, so that a watcher is not called for every call; ends early for an end or an interrupt.
  void gather(std::chrono::milliseconds span, const std::stop_token& interrupt) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, interrupt, span, [this] { return ended_; });
  }

 private:
  template <class Change>
  void set(const Change& change) {
    {
      const std::lock_guard lock(mutex_);
      change(*this);
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool progressed_ = true;  // the first look needs no event
  bool ended_ = false;
  int refusals_ = 0;  // since the last progress
  std::optional<std::string> refusal_;
};

// Neither the job nor its execution can be told to stop where nothing can be written; both are found as they
// are at the next start.
[[noreturn]] void fail_for_storage(JobExecution& execution, const JobId& id, const std::string& refusal) {
  try {
    execution.stop();
  } catch (const Error&) {
    // It says the same again.
  }
  throw Error({.kind = ErrorKind::Storage,
               .code = "storage-refused",
               .message = "the job cannot go on: the database takes nothing any more",
               .where = id.str(),
               .found = refusal,
               .hint = fmt::format("mend that, then: calltracker jobs resume {}", id.str()),
               .state = "every finished call is stored; nothing will be paid twice"});
}

bool is_being_worked_on(const Job& job) {
  return job.status == JobStatus::Processing || job.status == JobStatus::Pending;
}

}  // namespace

Job run_job(Services& services, const JobId& id, const JobWatch& watch) {
  const std::string name = id.str();
  News news;
  Job job = load_job(services, name);
  const auto execution = services.start_execution(
      job, {.progressed = [&news] { news.progressed(); },
            .attempt_failed = watch.attempt_failed,
            .group_paused = [&news] { news.ended(); },
            .group_idle = [&news] { news.ended(); },
            .storage_refused = [&news](const std::string& message) { news.storage_refused(message); }});
  bool ended = false;
  while (is_being_worked_on(job) && !ended && !watch.interrupt.stop_requested()) {
    ended = news.wait(watch.interrupt);
    if (const auto refusal = news.refusal()) fail_for_storage(*execution, id, *refusal);
    job = load_job(services, name);
    if (watch.progress) watch.progress(job);
    if (is_being_worked_on(job) && !ended) news.gather(watch.interval, watch.interrupt);
  }
  if (watch.interrupt.stop_requested() && is_being_worked_on(job)) {
    services.journal.pause_group(group_of(id), "interrupted");
    services.calls.set_job_status(id, JobStatus::Paused, "interrupted", "interrupted by a person",
                                  services.clock.now_ms());
  }
  execution->stop();
  job = settle_job(services, load_job(services, name));
  if (watch.progress) watch.progress(job);
  return job;
}

}  // namespace calltracker::operations
