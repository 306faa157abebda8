// SPDX-License-Identifier: MIT
#pragma once

// The step API: everything a workflow function may do that outlives it.
//
//   Workflow<Outcome> review_item(Run& run, Services& services, ItemId id) {
//     const Item item = co_await run.step("load_item", [&] { return services.items.get(id); });
//     if (item.is_empty()) co_return Outcome::skipped();
//     const Reply reply = co_await run.step("ask", kAskOptions, [&](StepDone<Reply> done, std::stop_token
//     stop) {
//       services.model.ask_async(item.text, stop, [done](Reply answer) { done.succeed(std::move(answer)); });
//     });
//     co_await run.sleep("cool_down", std::chrono::minutes(5));
//     co_return Outcome::from(reply);
//   }
//
// Promises
// - A step's result is on disk before the next line runs, and a stored step never runs again: on replay
// co_await
//   gives the stored value at once. After a crash only steps that were running then run a second time.
// - A step gives its value or throws StepError; it is never skipped.
// Duties
// - Everything with an effect, or that may differ between two executions (time, randomness, reading tables),
//   belongs inside a step. Code between steps runs again on every replay.
// - Step names are data. Renaming one makes runs under way execute it again.
// - A body may capture the frame's variables by reference: the frame is kept until the body has ended. It is
// the
//   only place where that is safe, and it holds for an asynchronous body until its StepDone was used.
// - Give the workflow function its inputs by value. A lambda with captures must not itself be a coroutine.

#include <concepts>
#include <coroutine>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "durable/parallel.hpp"
#include "durable/steps.hpp"
#include "durable/workflow.hpp"

namespace calltracker::durable {

class Run {
 public:
  Run(RunId id, GroupId group) : id_(std::move(id)), group_(std::move(group)) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  const RunId& id() const { return id_; }
  const GroupId& group() const { return group_; }

  template <class Body>
  auto step(std::string_view name, const StepOptions& options, Body&& body) {
    static_assert(
        std::is_lvalue_reference_v<Body> || std::is_trivially_destructible_v<Body>,
        "g++ 12 destroys such a temporary twice inside co_await: capture by reference, or name the body "
        "(const auto body = [owned] {…};) and pass the name");
    return BodyStep<StepValueOf<Body>, std::decay_t<Body>>(*this, name, options, std::forward<Body>(body));
  }
  template <class Body>
  auto step(std::string_view name, Body&& body) {
    return step(name, StepOptions(), std::forward<Body>(body));
  }

  SleepStep sleep(std::string_view name, std::chrono::milliseconds duration) {
    return {*this, name, duration};
  }

  // Gives the event, or nullopt after the timeout.
  WaitStep wait_for_event(std::string_view name, const EventWait& wait) { return {*this, name, wait}; }

  // Events and lists of runs are passed by name, for the compiler's sake (see step).
  SendStep send_event(std::string_view name, const Event& event) { return {*this, name, event}; }
  SendStep send_event(std::string_view name, Event&& event) = delete;

  // Submits the runs and remembers it, in one transaction: exactly once. Runs without an id get one, runs
  // without a group get this run's. 100,000 at once hold up other results for about a second; start them in
  // portions.
  StartStep start(std::string_view name, const std::vector<NewRun>& runs) { return {*this, name, runs}; }
  StartStep start(std::string_view name, std::vector<NewRun>&& runs) = delete;

  // co_await gives a tuple of the steps' values.
  template <std::derived_from<StepOperation>... Steps>
  auto parallel(Steps&&... steps) {
    return ParallelSteps<Steps...>(*this, std::forward<Steps>(steps)...);
  }
  // co_await gives a vector of the values, in order.
  template <std::derived_from<StepOperation> Step>
  auto parallel(std::vector<Step> steps) {
    return ParallelStepList<Step>(*this, std::move(steps));
  }

 private:
  friend void reach_steps(Run& run, std::span<StepOperation* const> steps, std::coroutine_handle<> resume);
  friend class RunDriver;

  RunId id_;
  GroupId group_;
  StepNames names_;
  std::vector<StepOperation*> reached_;
  std::coroutine_handle<> resume_at_;
};

}  // namespace calltracker::durable
