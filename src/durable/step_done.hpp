// SPDX-License-Identifier: MIT
#pragma once

// The handle by which an asynchronous body reports its end, later and from any thread. The first report
// counts. Copies share one report; when the last copy goes away without one, the step gives up with
// "step-abandoned", so a forgotten callback is a visible failure and never a step that hangs.

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

#include "durable/codec.hpp"
#include "durable/step_operation.hpp"

namespace calltracker::durable {

template <class T>
using HeldValue = std::conditional_t<std::is_void_v<T>, Nothing, T>;

template <class T>
class StepDone {
 public:
  StepDone(StepTicket ticket, CompletionSink& sink, std::optional<HeldValue<T>>& slot)
      : report_(std::make_shared<Report>(ticket, sink, slot)) {}

  // `write` is carried out in the transaction that stores the value.
  void succeed(HeldValue<T> value = HeldValue<T>(), TransactionWrite write = {}) const {
    report_->succeed(std::move(value), std::move(write));
  }
  void fail(StepFailure failure) const { report_->fail(std::move(failure)); }
  void fail(const std::exception_ptr& thrown) const { report_->fail(failure_from(thrown)); }

  // Requested when the run has to leave: its group is paused, the executor stops, or the body's own stop
  // token was triggered. What is under way goes on to its end; a body that still waits for its turn hands
  // back.
  std::stop_token leaving() const { return report_->leaving(); }
  // No attempt was made; the step is started again when its run goes on.
  void hand_back() const { report_->hand_back(); }

 private:
  class Report {
   public:
    Report(StepTicket ticket, CompletionSink& sink, std::optional<HeldValue<T>>& slot)
        : ticket_(ticket), sink_(sink), slot_(slot) {}
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;
    ~Report() { fail(StepFailure::give_up("step-abandoned", "the step ended without reporting a result")); }

    void succeed(HeldValue<T> value, TransactionWrite write) {
      if (reported_.exchange(true)) return;
      StepOutcome outcome;
      try {
        outcome.value = encode(value);
        outcome.write = std::move(write);
        slot_.emplace(std::move(value));
      } catch (...) {
        outcome = failed_outcome(failure_from(std::current_exception()));
      }
      sink_.completed(ticket_, std::move(outcome));
    }
    void fail(StepFailure failure) {
      if (reported_.exchange(true)) return;
      sink_.completed(ticket_, failed_outcome(std::move(failure)));
    }
    std::stop_token leaving() const { return ticket_.leaving; }
    void hand_back() {
      if (reported_.exchange(true)) return;
      StepOutcome outcome = failed_outcome(StepFailure::retry("step-handed-back", "the step had not begun"));
      outcome.is_handed_back = true;
      sink_.completed(ticket_, std::move(outcome));
    }

   private:
    StepTicket ticket_;
    CompletionSink& sink_;
    std::optional<HeldValue<T>>& slot_;
    std::atomic<bool> reported_{false};
  };

  std::shared_ptr<Report> report_;
};

}  // namespace calltracker::durable
