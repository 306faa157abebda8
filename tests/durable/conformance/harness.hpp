// SPDX-License-Identifier: MIT
#pragma once

// One way to drive workflows for the rules that hold on every executor: the embedded one on SQLite, and the
// stateless one called the way Inngest calls, by a small server that keeps the memos.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "durable/embedded/executor.hpp"
#include "durable/replay_executor.hpp"
#include "tests/durable/support/durable_store.hpp"

namespace calltracker::test {

struct RunResult {
  durable::RunState state = durable::RunState::Queued;
  std::string output;
  std::string failure_code;
};

class EmbeddedHarness {
 public:
  explicit EmbeddedHarness(const durable::WorkflowRegistry& registry);
  ~EmbeddedHarness();

  durable::RunId submit(durable::NewRun run);
  // Goes as far as it goes without time passing and without events.
  void run_to_rest();
  void advance_ms(std::int64_t span_ms);
  void send_event(const durable::Event& event);
  // Forgets everything but what is stored.
  void restart();
  RunResult result(const durable::RunId& run);

 private:
  void start();

  DurableStore store_;
  const durable::WorkflowRegistry& registry_;
  std::unique_ptr<durable::Executor> executor_;
};

class ReplayHarness {
 public:
  explicit ReplayHarness(const durable::WorkflowRegistry& registry);

  durable::RunId submit(durable::NewRun run);
  void run_to_rest();
  void advance_ms(std::int64_t span_ms);
  void send_event(const durable::Event& event);
  void restart() {}  // every call to the executor is a restart
  RunResult result(const durable::RunId& run);

 private:
  struct PlannedStep {
    std::uint32_t attempt = 0;
    UnixMillis not_before_ms = 0;
  };
  struct Wait {
    std::string event_name;
    std::string event_key;
    UnixMillis until_ms = 0;  // 0: for ever
  };
  struct ServedRun {
    durable::ReplayRequest request;
    std::map<durable::StepId, PlannedStep> planned;
    std::map<durable::StepId, Wait> waits;  // sleeps are waits for no event
    RunResult result;
    bool has_ended = false;
  };

  bool serve(ServedRun& run);
  void deliver(const durable::Event& event);
  void apply(ServedRun& run, const durable::Operation& operation, std::uint32_t attempt);
  void remember(ServedRun& run, const durable::StepId& step, std::string value);

  ManualClock clock_{1'763'000'000'000};
  durable::ReplayExecutor executor_;
  std::map<durable::RunId, std::unique_ptr<ServedRun>> runs_;
  std::vector<durable::NewRun> started_;  // by steps, not yet served
  int ids_made_ = 0;
};

}  // namespace calltracker::test
