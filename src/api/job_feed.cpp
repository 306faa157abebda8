// SPDX-License-Identifier: MIT
#include "api/job_feed.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "call/result_json.hpp"

namespace calltracker::api {

namespace server = http::server;

// The time of the last change in milliseconds leaves room for a million steps within one: calls that reached
// a milestone move the counters but not always the time, and a pause that is known from the runs alone moves
// neither.
std::int64_t sequence_of(const Job& job) {
  constexpr std::int64_t kRoom = 1'000'000;
  const std::int64_t milestones = job.silver_calls + job.gold_calls + job.processed_calls;
  const std::int64_t is_paused = job.status == JobStatus::Paused ? 1 : 0;
  return job.updated_at_ms * kRoom + 2 * std::min(milestones, kRoom / 2 - 1) + is_paused;
}

JobFeed::JobFeed(Load load, std::function<TimeZone()> zone, JobFeedOptions options)
    : load_(std::move(load)), zone_(std::move(zone)), options_(options), thread_([this] { serve(); }) {}

JobFeed::~JobFeed() {
  stop();
}

void JobFeed::stop() {
  {
    const std::lock_guard lock(mutex_);
    must_end_ = true;
  }
  wakes_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void JobFeed::changed(const JobId& id) {
  {
    const std::lock_guard lock(mutex_);
    if (!changed_.insert(id).second) return;
  }
  wakes_.notify_all();
}

server::EventFrame JobFeed::frame_of(const Job& job) const {
  return server::encode_event(std::to_string(sequence_of(job)), "job", to_json_text(to_json(job, zone_())));
}

void JobFeed::watch(const JobId& id, const std::optional<std::string>& last_event_id,
                    server::Responder& responder) {
  const Job job = load_(id);
  // The stream's end may be told before its beginning is known here: that waits for the mutex.
  const auto watcher = std::make_shared<std::weak_ptr<server::EventStream>>();
  const std::lock_guard lock(mutex_);
  const auto stream = responder.open_event_stream([this, id, watcher] { remove(id, *watcher); });
  if (!stream) return;
  *watcher = stream;
  watched_[id][stream] = sequence_of(job);
  if (last_event_id != std::to_string(sequence_of(job))) stream->send(frame_of(job));
  // Between being read and being watched, the job may have moved on.
  changed_.insert(id);
  wakes_.notify_all();
}

void JobFeed::remove(const JobId& id, const std::weak_ptr<server::EventStream>& watcher) {
  const std::lock_guard lock(mutex_);
  const auto watched = watched_.find(id);
  if (watched == watched_.end()) return;
  watched->second.erase(watcher.lock());
  if (watched->second.empty()) watched_.erase(watched);
}

void JobFeed::forget(const JobId& id) {
  const std::lock_guard lock(mutex_);
  const auto watched = watched_.find(id);
  if (watched == watched_.end()) return;
  const server::EventFrame frame =
      server::encode_event("", "deleted", to_json_text(json::object{{"id", id.str()}}));
  for (const auto& [watcher, sequence] : watched->second) {
    watcher->send(frame);
    watcher->close();
  }
}

void JobFeed::serve() {
  std::unique_lock lock(mutex_);
  while (!must_end_) {
    const auto is_due = [this] { return must_end_ || !changed_.empty(); };
    if (watched_.empty()) {
      wakes_.wait(lock, is_due);
    } else if (!wakes_.wait_for(lock, options_.safety_interval, is_due)) {
      for (const auto& [id, watchers] : watched_) changed_.insert(id);
    }
    if (must_end_) return;
    const std::set<JobId> ids = std::exchange(changed_, {});
    lock.unlock();
    for (const JobId& id : ids) look_at(id);
    lock.lock();
    std::size_t count = 0;
    for (const auto& [id, watchers] : watched_) count += watchers.size();
    wakes_.wait_for(lock, options_.interval + count * options_.interval_per_watcher,
                    [this] { return must_end_; });
  }
}

void JobFeed::look_at(const JobId& id) {
  std::int64_t sequence = 0;
  server::EventFrame frame;
  try {
    const Job job = load_(id);
    sequence = sequence_of(job);
    frame = frame_of(job);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::NotFound) forget(id);
    // A database that cannot be read now is asked again at the next change or look around.
    return;
  }
  const std::lock_guard lock(mutex_);
  const auto watched = watched_.find(id);
  if (watched == watched_.end()) return;
  for (auto& [watcher, last_sequence] : watched->second) {
    if (std::exchange(last_sequence, sequence) != sequence) watcher->send(frame);
  }
}

}  // namespace calltracker::api
