// SPDX-License-Identifier: MIT
#include "pipeline/call_in_progress.hpp"

#include <atomic>

#include "base/error.hpp"

namespace calltracker::pipeline {
namespace {

constexpr int kCallsHeldMax = 512;

std::atomic<int> calls_held{0};

}  // namespace

Call& CallInProgress::call() {
  if (!call_) {
    auto found = services_.calls.find_call(input_.call);
    if (!found) {
      throw Error({.kind = ErrorKind::NotFound,
                   .code = "call-not-found",
                   .message = "the call is gone: its job was deleted"});
    }
    call_ = std::make_unique<Call>(std::move(*found));
    ++calls_held;
  }
  return *call_;
}

std::string CallInProgress::name_of_question(std::string_view stage) const {
  return input_.call.str() + ":" + std::string(stage);
}

llm::ModelRequest CallInProgress::sent(llm::ModelRequest request) {
  if (calls_held > kCallsHeldMax) forget_call();
  return request;
}

JsonDocument CallInProgress::answer(const std::string& key) const {
  const auto stored = services_.calls.find_analysis(key);
  if (!stored) throw Error({.code = "answer-lost", .message = "a stored answer is missing: " + key});
  return {stored->answer_json, "a stored answer"};
}

void CallInProgress::forget_call() {
  if (call_) --calls_held;
  call_.reset();
}

}  // namespace calltracker::pipeline
