// SPDX-License-Identifier: MIT
#pragma once

// What is done at leisure, on one thread, when the program has started or a job has come to rest: the job's
// digest is stored, so that the next dashboard need not read its calls, and the memory that the work needed
// is given back.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "operations/services.hpp"

namespace calltracker::operations {

class Aftermath {
 public:
  explicit Aftermath(Services& services) : services_(services) {}
  ~Aftermath();
  Aftermath(const Aftermath&) = delete;
  Aftermath& operator=(const Aftermath&) = delete;

  void start();
  // Finishes what it is at.
  void stop();
  // From any thread; quick.
  void job_rested();

 private:
  void serve();

  Services& services_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  bool must_look_ = true;
  bool must_end_ = false;
  std::thread thread_;
};

}  // namespace calltracker::operations
