// SPDX-License-Identifier: MIT
#include "app/embedded_job_host.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace calltracker::app {
namespace {

constexpr std::chrono::seconds kFinishMax{60};

durable::ExecutorOptions executor_options() {
  durable::ExecutorOptions options;
  options.pool_threads = std::max(2U, std::thread::hardware_concurrency());
  return options;
}

JobId job_of(const durable::GroupId& group) {
  return JobId(group.str());
}

}  // namespace

EmbeddedJobHost::EmbeddedJobHost(durable::Journal& journal, const durable::WorkflowRegistry& registry,
                                 const Clock& clock, Log& log, std::function<void(const JobId&)> rested)
    : journal_(journal),
      log_(log),
      rested_(std::move(rested)),
      executor_(journal, registry, clock, executor_options(), this) {}

EmbeddedJobHost::~EmbeddedJobHost() {
  stop();
}

void EmbeddedJobHost::start(operations::JobHostEvents events) {
  events_ = std::move(events);
  executor_.start();
  is_started_ = true;
}

void EmbeddedJobHost::stop() {
  // Answers on their way are paid for: they are waited for and stored, though not for ever.
  if (std::exchange(is_started_, false)) executor_.stop(durable::StopMode::FinishSteps, kFinishMax);
}

// Telling the executor again what the database says already changes nothing there, and makes it look.
void EmbeddedJobHost::job_steered(const JobId& id) {
  const durable::GroupId group(id.str());
  const durable::GroupStatus status = journal_.read_group_status(group);
  switch (status.state) {
    case durable::GroupState::Active:
      executor_.resume_group(group);
      executor_.submit({});
      break;
    case durable::GroupState::Paused:
      executor_.pause_group(group, status.message);
      break;
    case durable::GroupState::Cancelled:
      executor_.cancel_group(group);
      break;
  }
}

operations::JobHostCounters EmbeddedJobHost::counters() const {
  return {.steps_ended = steps_ended_,
          .step_attempts_failed = step_attempts_failed_,
          .runs_ended = runs_ended_,
          .runs_failed = runs_failed_};
}

void EmbeddedJobHost::step_ended(const durable::StepEnded& step) {
  ++steps_ended_;
  events_.changed(job_of(step.group));
}

void EmbeddedJobHost::run_ended(const durable::RunEnded& run) {
  ++runs_ended_;
  if (run.state == durable::RunState::Failed) {
    ++runs_failed_;
    log_.error("run-failed",
               {{"run", run.id.str()}, {"code", run.failure_code}, {"message", run.failure_message}});
  }
  events_.changed(job_of(run.group));
}

void EmbeddedJobHost::step_attempt_failed(const durable::StepAttemptFailed& failed) {
  ++step_attempts_failed_;
  log_.warning("step-attempt-failed", {{"run", failed.run.str()},
                                       {"step", failed.step},
                                       {"attempt", std::int64_t{failed.attempt.attempt}},
                                       {"kind", failed.attempt.kind},
                                       {"code", failed.attempt.code},
                                       {"message", failed.attempt.message}});
}

void EmbeddedJobHost::group_idle(const durable::GroupId& group) {
  rested_(job_of(group));
  events_.rested(job_of(group));
}

void EmbeddedJobHost::group_paused(const durable::GroupId& group, const std::string& /*message*/) {
  events_.changed(job_of(group));
}

void EmbeddedJobHost::journal_failed(const std::string& message) {
  log_.error("journal-failed", {{"message", message}});
}

}  // namespace calltracker::app
