// SPDX-License-Identifier: MIT
#pragma once

// Every job's runs on one executor of this process.

#include <atomic>
#include <functional>
#include <memory>

#include "base/log.hpp"
#include "durable/embedded/executor.hpp"
#include "durable/embedded/executor_observer.hpp"
#include "operations/job_host.hpp"

namespace calltracker::app {

class EmbeddedJobHost final : public operations::JobHost, private durable::ExecutorObserver {
 public:
  // `rested` is told first, on the executor's threads, of a job that has no run left.
  EmbeddedJobHost(durable::Journal& journal, const durable::WorkflowRegistry& registry, const Clock& clock,
                  Log& log, std::function<void(const JobId&)> rested);
  ~EmbeddedJobHost() override;

  void start(operations::JobHostEvents events) override;
  void stop() override;
  void job_steered(const JobId& id) override;
  operations::JobHostCounters counters() const override;

 private:
  void step_ended(const durable::StepEnded& step) override;
  void run_ended(const durable::RunEnded& run) override;
  void step_attempt_failed(const durable::StepAttemptFailed& failed) override;
  void group_idle(const durable::GroupId& group) override;
  void group_paused(const durable::GroupId& group, const std::string& message) override;
  void journal_failed(const std::string& message) override;

  durable::Journal& journal_;
  Log& log_;
  const std::function<void(const JobId&)> rested_;
  operations::JobHostEvents events_;
  bool is_started_ = false;
  std::atomic<std::int64_t> steps_ended_ = 0;
  std::atomic<std::int64_t> step_attempts_failed_ = 0;
  std::atomic<std::int64_t> runs_ended_ = 0;
  std::atomic<std::int64_t> runs_failed_ = 0;
  durable::Executor executor_;
};

}  // namespace calltracker::app
