// SPDX-License-Identifier: MIT
#include "durable/step_operation.hpp"

namespace calltracker::durable {

StepOutcome failed_outcome(StepFailure failure) {
  StepOutcome outcome;
  outcome.failure = std::make_unique<StepFailure>(std::move(failure));
  return outcome;
}

const StepOptions& StepOperation::options() const {
  static const StepOptions defaults;
  return defaults;
}

StepOutcome StepOperation::execute(std::stop_token) {
  return failed_outcome(StepFailure::give_up("step-has-no-body", "this step has no blocking body"));
}

void StepOperation::start(StepTicket ticket, CompletionSink& sink, std::stop_token) {
  sink.completed(
      ticket, failed_outcome(StepFailure::give_up("step-has-no-body", "this step has no asynchronous body")));
}

void StepOperation::accept_failure(std::string code, std::string message) {
  failure_ = std::make_unique<StepError>(label_.name, std::move(code), std::move(message));
}

}  // namespace calltracker::durable
