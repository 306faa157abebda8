// SPDX-License-Identifier: MIT
#pragma once

// Hears what an executor does, for progress displays and logs. Called on the loop thread, after the fact is
// on disk: be quick, do not block, do not use the executor's waiting methods. Facts may be told twice after
// a crash.

#include <cstdint>
#include <string>

#include "durable/records.hpp"

namespace calltracker::durable {

struct RunEnded {
  RunNumber number = 0;
  const RunId& id;
  const GroupId& group;
  const std::string& workflow;
  RunState state = RunState::Completed;
  const std::string& output;  // "null" unless completed
  const std::string& failure_code;
  const std::string& failure_message;
};

struct StepEnded {
  const RunId& run;
  const GroupId& group;
  const std::string& step;
  std::uint32_t attempts = 1;
  std::int64_t duration_ms = 0;
};

struct StepAttemptFailed {
  const RunId& run;
  const GroupId& group;
  const std::string& step;
  const AttemptRecord& attempt;
};

class ExecutorObserver {
 public:
  virtual ~ExecutorObserver() = default;
  virtual void run_started(const RunId&, const GroupId&) {}  // claimed; also when taken up again
  virtual void run_ended(const RunEnded&) {}
  virtual void step_ended(const StepEnded&) {}  // completed and stored
  virtual void step_attempt_failed(const StepAttemptFailed&) {}
  virtual void group_idle(const GroupId&) {}  // no unfinished run left
  virtual void group_paused(const GroupId&, const std::string& /*message*/) {}
  // The journal refuses; the executor keeps what it has and tries again until it works.
  virtual void journal_failed(const std::string& /*message*/) {}
};

}  // namespace calltracker::durable
