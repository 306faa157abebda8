// SPDX-License-Identifier: MIT
#pragma once

// Several steps at once: all are reached together, the workflow goes on when all have ended. A failed one is
// thrown then, the first in the order given; its siblings have run to their end and are stored.

#include <coroutine>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "durable/steps.hpp"

namespace calltracker::durable {

// Tells the run that it is suspended at several steps.
void reach_steps(Run& run, std::span<StepOperation* const> steps, std::coroutine_handle<> resume);

template <class... Steps>
class [[nodiscard("await the steps")]] ParallelSteps {
 public:
  ParallelSteps(Run& run, Steps&&... steps) : run_(run), steps_(std::move(steps)...) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    std::apply(
        [&](auto&... step) {
          StepOperation* const reached[] = {&step...};
          reach_steps(run_, reached, handle);
        },
        steps_);
  }
  // A step without a value gives Nothing.
  auto await_resume() {
    return std::apply(
        [](auto&... step) { return std::tuple<HeldValue<typename Steps::Value>...>{take(step)...}; }, steps_);
  }

 private:
  template <class Step>
  static HeldValue<typename Step::Value> take(Step& step) {
    if constexpr (std::is_void_v<typename Step::Value>) {
      step.take();
      return Nothing();
    } else {
      return step.take();
    }
  }

  Run& run_;
  std::tuple<Steps...> steps_;
};

template <class Step>
class [[nodiscard("await the steps")]] ParallelStepList {
 public:
  ParallelStepList(Run& run, std::vector<Step> steps) : run_(run), steps_(std::move(steps)) {}

  bool await_ready() const noexcept { return steps_.empty(); }
  void await_suspend(std::coroutine_handle<> handle) {
    std::vector<StepOperation*> reached;
    reached.reserve(steps_.size());
    for (Step& step : steps_) reached.push_back(&step);
    reach_steps(run_, reached, handle);
  }
  auto await_resume() {
    if constexpr (std::is_void_v<typename Step::Value>) {
      for (Step& step : steps_) step.take();
    } else {
      std::vector<typename Step::Value> values;
      values.reserve(steps_.size());
      for (Step& step : steps_) values.push_back(step.take());
      return values;
    }
  }

 private:
  Run& run_;
  std::vector<Step> steps_;
};

}  // namespace calltracker::durable
