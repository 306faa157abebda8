// SPDX-License-Identifier: MIT
#pragma once

// One job being worked on in this process. Destroying it finishes or hands back what is in flight; other
// processes and later starts go on from there.

#include <functional>
#include <string>

#include "call/job.hpp"

namespace calltracker::operations {

class JobExecution {
 public:
  // Called from the executor's threads; must be quick.
  struct Events {
    std::function<void()> progressed;  // a call reached a milestone or a step failed
    // With the code of an attempt at a step that failed. Where nobody listens, such attempts are logged.
    std::function<void(const std::string& code)> attempt_failed;
    std::function<void()> group_paused;                               // nothing more will be started
    std::function<void()> group_idle;                                 // no run of the job is left
    std::function<void(const std::string& message)> storage_refused;  // it is tried again, and again told
  };

  virtual ~JobExecution() = default;

  // Takes nothing new, lets what is in flight end and be stored, then returns.
  virtual void stop() = 0;
};

}  // namespace calltracker::operations
