// SPDX-License-Identifier: MIT
#pragma once

// The awaitable forms of each kind of step. Workflow authors get them from Run and await them at once, alone
// or through Run::parallel; they never name these types.

#include <coroutine>
#include <optional>
#include <utility>
#include <vector>

#include "durable/event_wait.hpp"
#include "durable/step_body.hpp"
#include "durable/step_operation.hpp"

namespace calltracker::durable {

class Run;

// Tells the run that it is suspended at one step.
void reach_step(Run& run, StepOperation& step, std::coroutine_handle<> resume);

// Base of the awaitables; `Step` is the concrete class and offers take().
template <class Step>
class AwaitableStep : public StepOperation {
 public:
  AwaitableStep(Run& run, StepKind kind, std::string_view name) : StepOperation(kind, name), run_(run) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) { reach_step(run_, *this, handle); }
  auto await_resume() { return static_cast<Step&>(*this).take(); }

 private:
  Run& run_;
};

template <class T, class Body>
class [[nodiscard("await the step")]] BodyStep final : public AwaitableStep<BodyStep<T, Body>> {
 public:
  using Value = T;

  BodyStep(Run& run, std::string_view name, const StepOptions& options, Body body)
      : AwaitableStep<BodyStep>(run, StepKind::Run, name), options_(options), body_(std::move(body)) {}

  const StepOptions& options() const override { return options_; }

  BodyStyle body_style() const override {
    return body::Blocking<Body> ? BodyStyle::Blocking : BodyStyle::Asynchronous;
  }

  StepOutcome execute(std::stop_token stop) override {
    if constexpr (body::Blocking<Body>) {
      StepOutcome outcome;
      try {
        if constexpr (std::is_void_v<decltype(body::invoke(body_, std::move(stop)))>) {
          body::invoke(body_, std::move(stop));
          value_.emplace();
        } else {
          body::keep<T>(body::invoke(body_, std::move(stop)), value_, outcome);
        }
      } catch (...) {
        outcome = failed_outcome(failure_from(std::current_exception()));
      }
      return outcome;
    } else {
      return StepOperation::execute(std::move(stop));
    }
  }

  void start(StepTicket ticket, CompletionSink& sink, std::stop_token stop) override {
    if constexpr (!body::Blocking<Body>) {
      const StepDone<T> done(ticket, sink, value_);
      try {
        body_(done, std::move(stop));
      } catch (...) {
        done.fail(std::current_exception());
      }
    } else {
      StepOperation::start(ticket, sink, std::move(stop));
    }
  }

  void accept_value(const std::string& value) override { value_.emplace(decode<HeldValue<T>>(value)); }

  T take() {
    this->throw_if_failed();
    if constexpr (!std::is_void_v<T>) return std::move(*value_);
  }

 private:
  StepOptions options_;
  Body body_;
  std::optional<HeldValue<T>> value_;
};

class [[nodiscard("await the step")]] SleepStep final : public AwaitableStep<SleepStep> {
 public:
  using Value = void;

  SleepStep(Run& run, std::string_view name, std::chrono::milliseconds duration)
      : AwaitableStep(run, StepKind::Sleep, name), duration_(duration) {}

  std::chrono::milliseconds duration() const { return duration_; }
  void accept_value(const std::string&) override {}
  void take() const { throw_if_failed(); }

 private:
  std::chrono::milliseconds duration_;
};

class [[nodiscard("await the step")]] WaitStep final : public AwaitableStep<WaitStep> {
 public:
  using Value = std::optional<Event>;

  WaitStep(Run& run, std::string_view name, EventWait wait)
      : AwaitableStep(run, StepKind::WaitForEvent, name), wait_(std::move(wait)) {}

  const EventWait& wait() const { return wait_; }
  void accept_value(const std::string& value) override { event_ = decode_event(value); }
  std::optional<Event> take() {
    throw_if_failed();
    return std::move(event_);
  }

 private:
  EventWait wait_;
  std::optional<Event> event_;
};

class [[nodiscard("await the step")]] SendStep final : public AwaitableStep<SendStep> {
 public:
  using Value = void;

  SendStep(Run& run, std::string_view name, Event event)
      : AwaitableStep(run, StepKind::SendEvent, name), event_(std::move(event)) {}

  const Event& event() const { return event_; }
  void accept_value(const std::string&) override {}
  void take() const { throw_if_failed(); }

 private:
  Event event_;
};

class [[nodiscard("await the step")]] StartStep final : public AwaitableStep<StartStep> {
 public:
  using Value = std::vector<RunId>;

  StartStep(Run& run, std::string_view name, std::vector<NewRun> runs)
      : AwaitableStep(run, StepKind::StartRuns, name), runs_(std::move(runs)) {}

  std::vector<NewRun>& runs() { return runs_; }
  void accept_value(const std::string& value) override {
    ids_.clear();
    for (std::string& id : decode<std::vector<std::string>>(value)) ids_.emplace_back(std::move(id));
  }
  std::vector<RunId> take() {
    throw_if_failed();
    return std::move(ids_);
  }

 private:
  std::vector<NewRun> runs_;
  std::vector<RunId> ids_;
};

}  // namespace calltracker::durable
