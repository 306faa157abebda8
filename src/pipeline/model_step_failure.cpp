// SPDX-License-Identifier: MIT
#include "pipeline/model_step_failure.hpp"

#include <fmt/format.h>

namespace calltracker::pipeline {

durable::StepFailure to_step_failure(const llm::ModelFailure& failure) {
  const std::string message =
      failure.hint.empty() ? failure.message : fmt::format("{}; {}", failure.message, failure.hint);
  switch (failure.kind) {
    case llm::FailureKind::GiveUp:
      return durable::StepFailure::give_up(failure.code, message);
    case llm::FailureKind::Pause:
      return durable::StepFailure::pause_group(failure.code, message);
    case llm::FailureKind::Retry:
    case llm::FailureKind::Cancelled:
      break;
  }
  return durable::StepFailure::retry(failure.code, message, failure.retry_after_ms.value_or(0));
}

}  // namespace calltracker::pipeline
