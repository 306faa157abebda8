// SPDX-License-Identifier: MIT
#include "app/embedded_job_execution.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace calltracker::app {
namespace {

// Runs that wait for the journal or a retry hold no model request: with some more runs than requests in
// flight, a freed request slot is used at once.
constexpr std::size_t kRunsBeyondConcurrency = 256;

durable::ExecutorOptions options_for(const Job& job) {
  durable::ExecutorOptions options;
  options.runs_in_flight_max = static_cast<std::size_t>(job.options.concurrency) + kRunsBeyondConcurrency;
  options.pool_threads = std::max(2U, std::thread::hardware_concurrency());
  options.only_group = durable::GroupId(job.id.str());
  return options;
}

}  // namespace

EmbeddedJobExecution::EmbeddedJobExecution(durable::Journal& journal,
                                           const durable::WorkflowRegistry& registry, const Clock& clock,
                                           Log& log, const Job& job, Events events)
    : log_(log), events_(std::move(events)), executor_(journal, registry, clock, options_for(job), this) {
  executor_.start();
}

EmbeddedJobExecution::~EmbeddedJobExecution() {
  stop();
}

void EmbeddedJobExecution::stop() {
  if (std::exchange(stopped_, true)) return;
  // Answers on their way are paid for: they are waited for and stored.
  executor_.stop(durable::StopMode::FinishSteps);
}

void EmbeddedJobExecution::step_ended(const durable::StepEnded& /*step*/) {
  events_.progressed();
}

void EmbeddedJobExecution::run_ended(const durable::RunEnded& run) {
  if (run.state == durable::RunState::Failed) {
    log_.error("run-failed",
               {{"run", run.id.str()}, {"code", run.failure_code}, {"message", run.failure_message}});
  }
  events_.progressed();
}

void EmbeddedJobExecution::step_attempt_failed(const durable::StepAttemptFailed& failed) {
  if (events_.attempt_failed) {
    events_.attempt_failed(failed.attempt.code);
    return events_.progressed();
  }
  log_.warning("step-attempt-failed", {{"run", failed.run.str()},
                                       {"step", failed.step},
                                       {"attempt", std::int64_t{failed.attempt.attempt}},
                                       {"kind", failed.attempt.kind},
                                       {"code", failed.attempt.code},
                                       {"message", failed.attempt.message}});
  events_.progressed();
}

void EmbeddedJobExecution::group_idle(const durable::GroupId& /*group*/) {
  events_.group_idle();
}

void EmbeddedJobExecution::group_paused(const durable::GroupId& /*group*/, const std::string& /*message*/) {
  events_.group_paused();
}

void EmbeddedJobExecution::journal_failed(const std::string& message) {
  log_.warning("journal-failed", {{"message", message}});
  events_.storage_refused(message);
}

}  // namespace calltracker::app
