// SPDX-License-Identifier: MIT
#include "durable/failure.hpp"

#include "base/error.hpp"

namespace calltracker::durable {

std::string_view name_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::Retry:
      return "retry";
    case FailureKind::GiveUp:
      return "give_up";
    case FailureKind::PauseGroup:
      return "pause_group";
  }
  return "";
}

StepFailure failure_from(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const StepFailure& failure) {
    return failure;
  } catch (const Error& error) {
    return StepFailure::give_up(error.code(), error.message());
  } catch (const std::exception& error) {
    return StepFailure::give_up("step-threw", error.what());
  } catch (...) {
    return StepFailure::give_up("step-threw", "the step threw something that is no exception");
  }
}

StepError::StepError(std::string step, std::string code, std::string message)
    : step_(std::move(step)),
      code_(std::move(code)),
      message_(std::move(message)),
      what_("step " + step_ + ": " + message_) {}

RunFailure run_failure_from(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const StepError& error) {
    return {error.code(), error.message()};
  } catch (const StepFailure& failure) {
    return {failure.code(), failure.message()};
  } catch (const Error& error) {
    return {error.code(), error.message()};
  } catch (const std::exception& error) {
    return {"workflow-threw", error.what()};
  } catch (...) {
    return {"workflow-threw", "the workflow threw something that is no exception"};
  }
}

}  // namespace calltracker::durable
