// SPDX-License-Identifier: MIT
#pragma once

// What the rest of a program asks of durable runs, whichever executor carries them out. Thread-safe; when a
// method returns, the request is on disk.

#include <string_view>
#include <vector>

#include "durable/records.hpp"

namespace calltracker::durable {

class Engine {
 public:
  virtual ~Engine() = default;

  // Runs without an id get one. A run whose id is taken is left alone, so that submitting twice is harmless.
  virtual std::vector<RunId> submit(std::vector<NewRun> runs) = 0;
  virtual void send_event(const Event& event) = 0;

  // Steps under way finish and are stored; no other step starts until resume_group.
  virtual void pause_group(const GroupId& group, std::string_view message) = 0;
  virtual void resume_group(const GroupId& group) = 0;
  // Steps under way are told to stop; what they still deliver is stored. Runs end as cancelled.
  virtual void cancel_group(const GroupId& group) = 0;
  // Failed runs go on from their failed step; what they completed stays. Returns how many.
  virtual std::size_t retry_failed_runs(const GroupId& group) = 0;
  virtual bool retry_failed_run(const RunId& run) = 0;
  // Submits a new run with the workflow, group, input and priority of an old one, which stays as it is.
  // Throws Error{NotFound, "run-unknown"}.
  virtual RunId rerun(const RunId& run) = 0;
};

}  // namespace calltracker::durable
