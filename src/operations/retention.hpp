// SPDX-License-Identifier: MIT
#pragma once

// Deletes what is older than the privacy settings allow: finished jobs with their calls, and, while no job is
// under way, paid answers. Looks at its start, every hour, and when asked.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "operations/services.hpp"

namespace calltracker::operations {

class Retention {
 public:
  // `deleted` is told on the retention's thread.
  Retention(Services& services, std::function<void(const JobId&)> deleted);
  ~Retention();
  Retention(const Retention&) = delete;
  Retention& operator=(const Retention&) = delete;

  void start();
  void stop();
  void look_now();

 private:
  void serve();
  void look();

  Services& services_;
  std::function<void(const JobId&)> deleted_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  bool must_look_ = false;
  bool must_end_ = false;
  std::thread thread_;
};

}  // namespace calltracker::operations
