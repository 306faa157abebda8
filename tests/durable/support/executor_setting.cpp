// SPDX-License-Identifier: MIT
#include "tests/durable/support/executor_setting.hpp"

namespace calltracker::test {

void NotingObserver::run_ended(const durable::RunEnded& ended) {
  probe_.mark("run_ended " + ended.id.str() + " " + std::string(durable::name_of(ended.state)));
}

void NotingObserver::step_ended(const durable::StepEnded& ended) {
  probe_.mark("step_ended " + ended.step);
}

void NotingObserver::step_attempt_failed(const durable::StepAttemptFailed& failed) {
  probe_.mark("attempt_failed " + failed.step + " " + failed.attempt.code);
}

void NotingObserver::group_idle(const durable::GroupId& group) {
  probe_.mark("group_idle " + group.str());
}

void NotingObserver::group_paused(const durable::GroupId& group, const std::string& message) {
  probe_.mark("group_paused " + group.str() + " " + message);
}

void NotingObserver::journal_failed(const std::string&) {
  probe_.mark("journal_failed");
}

ExecutorSetting::~ExecutorSetting() {
  stop(durable::StopMode::HandBack);
}

durable::Executor& ExecutorSetting::executor() {
  if (!executor_) {
    durable::Journal& journal = journal_instead != nullptr ? *journal_instead : store.journal();
    executor_ = std::make_unique<durable::Executor>(journal, registry, store.clock, options, &observer_);
    executor_->start();
  }
  return *executor_;
}

void ExecutorSetting::stop(durable::StopMode mode, std::chrono::milliseconds finish_max) {
  if (executor_) executor_->stop(mode, finish_max);
  executor_.reset();
}

durable::RunId ExecutorSetting::submit(const std::string& workflow, int input, const std::string& group,
                                       int priority) {
  durable::NewRun run = durable::new_run(workflow, durable::GroupId(group), input);
  run.priority = priority;
  return executor().submit({std::move(run)}).front();
}

void ExecutorSetting::advance_ms(std::int64_t span_ms) {
  store.clock.advance_ms(span_ms);
  executor().clock_moved();
  executor().wait_until_idle();
}

durable::RunTimeline ExecutorSetting::timeline(const durable::RunId& run) {
  return store.journal().read_timeline(run).value();
}

}  // namespace calltracker::test
