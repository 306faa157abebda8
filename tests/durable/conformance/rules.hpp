// SPDX-License-Identifier: MIT
#pragma once

// EXECUTOR_RULE("sentence") { … } states a rule that holds on every executor. The body sees `probe`, a
// registry to fill (`registry`) and, after begin(), the executor under test (`harness()`).

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "tests/durable/conformance/harness.hpp"
#include "tests/durable/support/probe.hpp"

namespace calltracker::test {

template <class Harness>
class RuleSetting {
 public:
  Probe probe;
  durable::WorkflowRegistry registry;

  // The workflow under test, called "workflow", from a function of (Run&).
  template <class Function>
  void define(Function function) {
    registry.add<json::value>("workflow",
                              [function](durable::Run& run, const json::value&) { return function(run); });
  }
  Harness& harness() {
    if (!harness_) harness_ = std::make_unique<Harness>(registry);
    return *harness_;
  }
  durable::RunId submit() {
    return harness().submit(durable::new_run("workflow", durable::GroupId("group"), json::value(nullptr)));
  }
  // Submits one run and takes it as far as it goes.
  durable::RunId begin() {
    const durable::RunId run = submit();
    harness().run_to_rest();
    return run;
  }
  RunResult run_once() { return harness().result(begin()); }

 private:
  std::unique_ptr<Harness> harness_;
};

#define EXECUTOR_RULE(sentence) \
  TEST_CASE_TEMPLATE(sentence, Harness, calltracker::test::EmbeddedHarness, calltracker::test::ReplayHarness)

}  // namespace calltracker::test
