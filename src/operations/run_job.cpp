// SPDX-License-Identifier: MIT
#include "operations/run_job.hpp"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "operations/jobs.hpp"

namespace calltracker::operations {
namespace {

// What the executor's threads tell the waiting one.
class News {
 public:
  void progressed() {
    set([](News& news) { news.progressed_ = true; });
  }
  void ended() {
    set([](News& news) { news.ended_ = true; });
  }

  // Waits for news or an interrupt. True once no run is left or nothing more will start.
  bool wait(const std::stop_token& interrupt) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, interrupt, [this] { return progressed_ || ended_; });
    progressed_ = false;
    return std::exchange(ended_, false);
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
};

bool is_being_worked_on(const Job& job) {
  return job.status == JobStatus::Processing || job.status == JobStatus::Pending;
}

}  // namespace

Job run_job(Services& services, const JobId& id, const JobWatch& watch) {
  const std::string name = id.str();
  News news;
  Job job = load_job(services, name);
  const auto execution = services.start_execution(job, {.progressed = [&news] { news.progressed(); },
                                                        .group_paused = [&news] { news.ended(); },
                                                        .group_idle = [&news] { news.ended(); }});
  bool ended = false;
  while (is_being_worked_on(job) && !ended && !watch.interrupt.stop_requested()) {
    ended = news.wait(watch.interrupt);
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
