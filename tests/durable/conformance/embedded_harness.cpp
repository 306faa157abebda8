// SPDX-License-Identifier: MIT
#include "tests/durable/conformance/harness.hpp"

namespace calltracker::test {

EmbeddedHarness::EmbeddedHarness(const durable::WorkflowRegistry& registry) : registry_(registry) {
  start();
}

EmbeddedHarness::~EmbeddedHarness() {
  executor_->stop(durable::StopMode::HandBack);
}

void EmbeddedHarness::start() {
  durable::ExecutorOptions options;
  options.random_share = [] { return 0.0; };
  executor_ = std::make_unique<durable::Executor>(store_.journal(), registry_, store_.clock, options);
  executor_->start();
}

durable::RunId EmbeddedHarness::submit(durable::NewRun run) {
  return executor_->submit({std::move(run)}).front();
}

void EmbeddedHarness::run_to_rest() {
  executor_->wait_until_idle();
}

void EmbeddedHarness::advance_ms(std::int64_t span_ms) {
  store_.clock.advance_ms(span_ms);
  executor_->clock_moved();
  executor_->wait_until_idle();
}

void EmbeddedHarness::send_event(const durable::Event& event) {
  executor_->send_event(event);
  executor_->wait_until_idle();
}

void EmbeddedHarness::restart() {
  executor_->stop(durable::StopMode::HandBack);
  executor_.reset();
  store_.reopen();
  start();
}

RunResult EmbeddedHarness::result(const durable::RunId& run) {
  const durable::RunView view = store_.journal().read_timeline(run).value().run;
  return {view.state, view.output, view.failure_code};
}

}  // namespace calltracker::test
