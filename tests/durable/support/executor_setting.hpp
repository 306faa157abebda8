// SPDX-License-Identifier: MIT
#pragma once

// An embedded executor on a real SQLite journal with a clock that the test moves, and an observer that notes
// what it hears.

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <string>

#include "durable/embedded/executor.hpp"
#include "tests/durable/support/durable_store.hpp"
#include "tests/durable/support/probe.hpp"

namespace calltracker::test {

// Notes "run_ended ID STATE", "step_ended STEP", "attempt_failed STEP CODE", "group_idle ID",
// "group_paused ID MESSAGE", "journal_failed".
class NotingObserver final : public durable::ExecutorObserver {
 public:
  explicit NotingObserver(Probe& probe) : probe_(probe) {}
  void run_ended(const durable::RunEnded& ended) override;
  void step_ended(const durable::StepEnded& ended) override;
  void step_attempt_failed(const durable::StepAttemptFailed& failed) override;
  void group_idle(const durable::GroupId& group) override;
  void group_paused(const durable::GroupId& group, const std::string& message) override;
  void journal_failed(const std::string& message) override;

 private:
  Probe& probe_;
};

class ExecutorSetting {
 public:
  ExecutorSetting() {
    options.random_share = [] { return 0.0; };
  }
  ~ExecutorSetting();

  DurableStore store;
  Probe probe;
  durable::WorkflowRegistry registry;
  durable::ExecutorOptions options;
  durable::Journal* journal_instead = nullptr;  // a journal to use in place of the store's

  template <class Function>
  void define(std::string name, Function function) {
    registry.add<int>(std::move(name), std::move(function));
  }
  // Started with the options as they are at the first use.
  durable::Executor& executor();
  void stop(durable::StopMode mode, std::chrono::milliseconds finish_max = std::chrono::hours(1));

  durable::RunId submit(const std::string& workflow, int input = 0, const std::string& group = "group",
                        int priority = 0);
  void run_to_rest() { executor().wait_until_idle(); }
  void advance_ms(std::int64_t span_ms);
  durable::RunTimeline timeline(const durable::RunId& run);

 private:
  NotingObserver observer_{probe};
  std::unique_ptr<durable::Executor> executor_;
};

}  // namespace calltracker::test
