// SPDX-License-Identifier: MIT
#pragma once

// Jobs as streams of events. Each event is the whole job as stored, so whoever has the newest one has missed
// nothing; its id is a sequence number computed from the stored job itself. A watcher that comes back, to
// this process or another, after a dropped line or a restart, is sent exactly what it does not have: nothing,
// or the job as it is now.
//
// Changes are gathered for `interval`, and for longer the more watchers there are, so that a busy job costs a
// few events a second and a bounded share of a processor. What
// other processes do to a watched job is noticed within `safety_interval`.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "base/time_zone.hpp"
#include "call/job.hpp"
#include "http/server/responder.hpp"

namespace calltracker::api {

struct JobFeedOptions {
  std::chrono::milliseconds interval{250};
  std::chrono::microseconds interval_per_watcher{200};
  std::chrono::milliseconds safety_interval{2'000};
};

// Grows with every stored change of a job: the same number means the same job.
std::int64_t sequence_of(const Job& job);

class JobFeed {
 public:
  // The job as it is now; throws when there is none. Called on the feed's thread and on watch()'s.
  using Load = std::function<Job(const JobId&)>;

  JobFeed(Load load, std::function<TimeZone()> zone, JobFeedOptions options = {});
  ~JobFeed();
  JobFeed(const JobFeed&) = delete;
  JobFeed& operator=(const JobFeed&) = delete;

  // From any thread; quick.
  void changed(const JobId& id);
  // Throws when there is no such job. `last_event_id`: of the last event that the watcher saw.
  void watch(const JobId& id, const std::optional<std::string>& last_event_id,
             http::server::Responder& responder);
  // Tells watchers that the job is gone and ends their streams.
  void forget(const JobId& id);
  void stop();

 private:
  // Each watcher with the sequence number of the last event it was sent.
  using Watchers = std::map<std::shared_ptr<http::server::EventStream>, std::int64_t>;

  void serve();
  void look_at(const JobId& id);
  http::server::EventFrame frame_of(const Job& job) const;
  void remove(const JobId& id, const std::weak_ptr<http::server::EventStream>& watcher);

  Load load_;
  std::function<TimeZone()> zone_;
  JobFeedOptions options_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  std::map<JobId, Watchers> watched_;
  std::set<JobId> changed_;
  bool must_end_ = false;
  std::thread thread_;
};

}  // namespace calltracker::api
