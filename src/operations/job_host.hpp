// SPDX-License-Identifier: MIT
#pragma once

// Works on every job of the database in this process, for as long as it is started. What is in flight when it
// stops is finished and stored; other processes and later starts go on from there.

#include <cstdint>
#include <functional>

#include "base/ids.hpp"

namespace calltracker::operations {

// Since the start of this process.
struct JobHostCounters {
  std::int64_t steps_ended = 0;
  std::int64_t step_attempts_failed = 0;
  std::int64_t runs_ended = 0;
  std::int64_t runs_failed = 0;
};

// Called from the executor's threads; must be quick.
struct JobHostEvents {
  std::function<void(const JobId&)> changed;  // the job moved on
  std::function<void(const JobId&)> rested;   // no run of it is left
};

class JobHost {
 public:
  virtual ~JobHost() = default;

  // Throws when the database cannot be reached.
  virtual void start(JobHostEvents events) = 0;
  virtual void stop() = 0;

  // A job was submitted, paused, resumed, cancelled or retried through the database: act on it now.
  virtual void job_steered(const JobId& id) = 0;

  virtual JobHostCounters counters() const = 0;
};

}  // namespace calltracker::operations
