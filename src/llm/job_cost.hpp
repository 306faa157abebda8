// SPDX-License-Identifier: MIT
#pragma once

// What a job will cost and how long it will take, said before it starts.
//
// The figures assume that the first request of a stage fills the prompt cache and all others read it, that
// answers have the usual length, and that a stage is bound by concurrency and latency, not by a rate limit.

#include <cstdint>
#include <vector>

#include "call/call.hpp"
#include "llm/model_catalog.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::llm {

struct StageEstimate {
  std::int64_t requests = 0;
  TokenUse tokens;
  double cost_usd = 0;
  double saved_by_cache_usd = 0;
  double seconds = 0;
};

StageEstimate estimate_stage(const std::vector<RequestEstimate>& requests, const ModelInfo& model,
                             int concurrency, Delivery delivery = Delivery::Direct);

struct JobEstimate {
  StageEstimate silver;
  StageEstimate gold;
  double cost_usd = 0;
  double seconds = 0;  // the sum: both stages share the job's concurrency
};

JobEstimate estimate_job_cost(const StageEstimate& silver, const StageEstimate& gold);

}  // namespace calltracker::llm
