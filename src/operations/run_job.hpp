// SPDX-License-Identifier: MIT
#pragma once

// Works on one job in this process until it ends, is paused or the user interrupts. Whatever happens, every
// finished step is stored and the job can be resumed.

#include <chrono>
#include <functional>
#include <stop_token>

#include "operations/services.hpp"

namespace calltracker::operations {

struct JobWatch {
  // Called with the job as stored, whenever something happened but no more often than `interval`.
  std::function<void(const Job&)> progress;
  std::chrono::milliseconds interval{100};
  // Called, from any thread, with the code of each attempt at a step that failed; they are then not logged.
  std::function<void(const std::string& code)> attempt_failed;
  // Ctrl-C: the job is paused.
  std::stop_token interrupt;
};

// Returns the job as it stands: complete, paused, cancelled or failed.
Job run_job(Services& services, const JobId& id, const JobWatch& watch);

}  // namespace calltracker::operations
