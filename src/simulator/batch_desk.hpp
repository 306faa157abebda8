// SPDX-License-Identifier: MIT
#pragma once

// Batches of both APIs: taken in at once, worked off in the background, ended when all is done and the batch
// has lasted its time. Thread-safe; one thread works on all of them.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "simulator/generation.hpp"

namespace calltracker::simulator {

struct BatchItem {
  std::string custom_id;
  json::value body;
};

struct BatchResult {
  std::string custom_id;
  ItemAnswer answer;
};

struct BatchCounts {
  std::int64_t processing = 0;
  std::int64_t succeeded = 0;
  std::int64_t errored = 0;
  std::int64_t canceled = 0;
  std::int64_t expired = 0;
};

// What is known of a batch at one moment.
struct BatchView {
  std::string id;
  UnixMillis created_at_ms = 0;
  std::optional<UnixMillis> cancel_at_ms;
  std::optional<UnixMillis> ended_at_ms;
  std::int64_t items = 0;
  BatchCounts counts;                                       // of an ended batch
  json::object notes;                                       // what its API keeps beside it
  std::shared_ptr<const std::vector<BatchResult>> results;  // of an ended batch, in no particular order
};

class BatchDesk {
 public:
  using Work = std::function<ItemAnswer(const BatchItem&)>;

  BatchDesk(const Clock& clock, std::chrono::milliseconds time, Work work);
  ~BatchDesk();

  std::string submit(std::string id, std::vector<BatchItem> items, json::object notes);
  std::optional<BatchView> find(const std::string& id);
  std::vector<BatchView> list();  // newest first
  void cancel(const std::string& id);
  void remove(const std::string& id);

 private:
  struct Batch;

  void work_off(const std::stop_token& stop);
  void work_on(Batch& batch, const std::stop_token& stop);
  BatchView view_of(Batch& batch) const;

  const Clock& clock_;
  const std::chrono::milliseconds time_;
  const Work work_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, std::shared_ptr<Batch>> batches_;
  std::deque<std::shared_ptr<Batch>> waiting_;
  std::jthread thread_;
};

}  // namespace calltracker::simulator
