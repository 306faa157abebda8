// SPDX-License-Identifier: MIT
#pragma once

// What the steps of one run share in memory about their call. Everything in it can be read again from the
// store, so a replay that begins in the middle finds it just the same.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.hpp"
#include "call/call.hpp"
#include "llm/model.hpp"
#include "pipeline/analyze_call.hpp"
#include "pipeline/job_context.hpp"

namespace calltracker::pipeline {

class CallInProgress {
 public:
  CallInProgress(AnalyzeServices& services, AnalyzeInput input)
      : services_(services), input_(std::move(input)) {}
  CallInProgress(const CallInProgress&) = delete;
  CallInProgress& operator=(const CallInProgress&) = delete;
  ~CallInProgress() { forget_call(); }

  AnalyzeServices& services() const { return services_; }
  std::shared_ptr<JobContext> job() { return services_.jobs.get(input_.job, input_.models); }

  // Throws Error{NotFound, "call-not-found"}.
  Call& call();
  const CallRecord& record() { return call().record; }

  std::string name_of_question(std::string_view stage) const;

  // A few calls are kept while their questions are on the way; with thousands in flight reading them again is
  // cheaper than keeping them.
  llm::ModelRequest sent(llm::ModelRequest request);

  // Throws Error{Internal, "answer-lost"}.
  JsonDocument answer(const std::string& key) const;

 private:
  void forget_call();

  AnalyzeServices& services_;
  AnalyzeInput input_;
  std::unique_ptr<Call> call_;  // elsewhere, so that a run that holds none is small
};

}  // namespace calltracker::pipeline
