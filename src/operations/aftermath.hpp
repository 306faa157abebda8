// SPDX-License-Identifier: MIT
#pragma once

// What is done at leisure, on one thread, when the program has started or a job has come to rest: the job's
// digest is stored, so that the next dashboard need not read its calls, and the memory that the work needed
// is given back.

#include <optional>

#include "base/woken_thread.hpp"
#include "operations/services.hpp"

namespace calltracker::operations {

class Aftermath {
 public:
  explicit Aftermath(Services& services) : services_(services) {}

  void start();
  // Finishes what it is at.
  void stop() { thread_.stop(); }
  // From any thread; quick.
  void job_rested() { thread_.wake(); }

 private:
  void tidy_up();

  Services& services_;
  WokenThread thread_{[this] {
    tidy_up();
    return std::nullopt;
  }};
};

}  // namespace calltracker::operations
