// SPDX-License-Identifier: MIT
#pragma once

// One job's runs on this process's own executor.

#include <memory>

#include "base/log.hpp"
#include "durable/embedded/executor.hpp"
#include "durable/embedded/executor_observer.hpp"
#include "operations/job_execution.hpp"

namespace calltracker::app {

class EmbeddedJobExecution final : public operations::JobExecution, private durable::ExecutorObserver {
 public:
  EmbeddedJobExecution(durable::Journal& journal, const durable::WorkflowRegistry& registry,
                       const Clock& clock, Log& log, const Job& job, Events events);
  ~EmbeddedJobExecution() override;

  void stop() override;

 private:
  void step_ended(const durable::StepEnded& step) override;
  void run_ended(const durable::RunEnded& run) override;
  void step_attempt_failed(const durable::StepAttemptFailed& failed) override;
  void group_idle(const durable::GroupId& group) override;
  void group_paused(const durable::GroupId& group, const std::string& message) override;
  void journal_failed(const std::string& message) override;

  Log& log_;
  Events events_;
  bool stopped_ = false;
  durable::Executor executor_;
};

}  // namespace calltracker::app
