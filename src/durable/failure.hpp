// SPDX-License-Identifier: MIT
#pragma once

// How a step fails, by kind and never by text.
//
// A step body throws or returns a StepFailure. An Error thrown by a body gives up with the Error's code; any
// other exception gives up with the code "step-threw". What the workflow function sees, once attempts are
// used up, is a StepError thrown from co_await; a workflow that does not catch it ends its run as failed.

#include <cstdint>
#include <exception>
#include <expected>
#include <string>
#include <string_view>

namespace calltracker::durable {

enum class FailureKind {
  Retry,       // may work later: counted as an attempt, tried again after a delay
  GiveUp,      // will never work: the step has failed
  PauseGroup,  // nothing in this group can work until a person acts: pause it, then try the step again
};

std::string_view name_of(FailureKind kind);  // "retry", "give_up", "pause_group"

class StepFailure : public std::exception {
 public:
  // `retry_after_ms` is the earliest next attempt as told by the other side; 0 when it said nothing.
  static StepFailure retry(std::string code, std::string message, std::int64_t retry_after_ms = 0) {
    return {FailureKind::Retry, std::move(code), std::move(message), retry_after_ms};
  }
  static StepFailure give_up(std::string code, std::string message) {
    return {FailureKind::GiveUp, std::move(code), std::move(message), 0};
  }
  // The message is shown to the person who has to act.
  static StepFailure pause_group(std::string code, std::string message) {
    return {FailureKind::PauseGroup, std::move(code), std::move(message), 0};
  }

  FailureKind kind() const { return kind_; }
  const std::string& code() const { return code_; }
  const std::string& message() const { return message_; }
  std::int64_t retry_after_ms() const { return retry_after_ms_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  StepFailure(FailureKind kind, std::string code, std::string message, std::int64_t retry_after_ms)
      : kind_(kind), code_(std::move(code)), message_(std::move(message)), retry_after_ms_(retry_after_ms) {}

  FailureKind kind_;
  std::string code_;
  std::string message_;
  std::int64_t retry_after_ms_;
};

// What a body may return instead of throwing.
template <class T>
using StepResult = std::expected<T, StepFailure>;

// The failure that an exception stands for. Never throws.
StepFailure failure_from(const std::exception_ptr& thrown);

// A step that failed for good, seen from the workflow.
class StepError : public std::exception {
 public:
  StepError(std::string step, std::string code, std::string message);

  const std::string& step() const { return step_; }
  const std::string& code() const { return code_; }
  const std::string& message() const { return message_; }
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  std::string step_;
  std::string code_;
  std::string message_;
  std::string what_;
};

// Code and message of the exception that ended a workflow function.
struct RunFailure {
  std::string code;
  std::string message;
};
RunFailure run_failure_from(const std::exception_ptr& thrown);

}  // namespace calltracker::durable
