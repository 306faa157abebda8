// SPDX-License-Identifier: MIT
#pragma once

// A step that a run has reached, as an executor sees it: what it is, and the two ways to settle it, by
// running it or by handing it its memo. Operations live inside the suspended workflow's frame, so an executor
// must not drop the frame while a body runs.

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "durable/failure.hpp"
#include "durable/records.hpp"
#include "durable/step_id.hpp"
#include "durable/step_options.hpp"
#include "durable/transaction.hpp"

namespace calltracker::durable {

// What one attempt at a body brought: a value to store, or a failure.
struct StepOutcome {
  std::string value = "null";
  TransactionWrite write;
  std::unique_ptr<StepFailure> failure;
  bool is_handed_back =
      false;  // it left before it had begun: no attempt was made, and `failure` says nothing
};

StepOutcome failed_outcome(StepFailure failure);

// Names one attempt to the sink it reports to.
struct StepTicket {
  RunNumber run = 0;
  std::size_t slot = 0;
  std::stop_token leaving;  // see StepDone
};

class CompletionSink {
 public:
  virtual ~CompletionSink() = default;
  // From any thread, exactly once per started attempt.
  virtual void completed(StepTicket ticket, StepOutcome outcome) = 0;
};

enum class BodyStyle { None, Blocking, Asynchronous };

class StepOperation {
 public:
  StepOperation(StepKind kind, std::string_view name) : kind_(kind) { label_.name = name; }
  virtual ~StepOperation() = default;

  StepKind kind() const { return kind_; }
  // Index and id are known once the run has reached the step.
  const StepLabel& label() const { return label_; }
  void set_label(StepLabel label) { label_ = std::move(label); }

  virtual const StepOptions& options() const;
  virtual BodyStyle body_style() const { return BodyStyle::None; }
  // Blocking bodies. Never throws; keeps the typed value for the workflow.
  virtual StepOutcome execute(std::stop_token stop);
  // Asynchronous bodies. Never throws; the sink hears of it once, perhaps before this returns.
  virtual void start(StepTicket ticket, CompletionSink& sink, std::stop_token stop);

  // Settles the step with its memo. Throws when the text does not fit the step's type.
  virtual void accept_value(const std::string& value) = 0;
  void accept_failure(std::string code, std::string message);

 protected:
  StepOperation(StepOperation&&) = default;
  StepOperation& operator=(StepOperation&&) = delete;

  void throw_if_failed() const {
    if (failure_) throw *failure_;
  }

 private:
  StepKind kind_;
  StepLabel label_;
  std::unique_ptr<StepError> failure_;
};

}  // namespace calltracker::durable
