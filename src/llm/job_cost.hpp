// SPDX-License-Identifier: MIT
#pragma once

// What a job will cost and how long it will take, said before it starts.
//
// The figures assume that the first request of a stage fills the prompt cache and all others read it, that
// answers have the usual length, and that the job is bound by concurrency and latency, not by a rate limit.

#include <cstdint>
#include <optional>

#include "call/call.hpp"
#include "llm/model_catalog.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::llm {

// How long an answer of this length usually takes.
double seconds_of(const RequestEstimate& request);
double usual_gold_seconds(const ModelInfo& model);

// A typical request in a job under way: the instructions come from the provider's cache.
double usual_cost_usd(const ModelInfo& model, const RequestEstimate& request);

// More than this no such request costs: nothing cached, the longest answer it may give, and room for the
// estimate to be wrong.
double cost_max_usd(const ModelInfo& model, const RequestEstimate& request, std::int64_t output_tokens_max);

// What the same tokens would have cost without the provider's cache. Negative for a request that filled it.
double saved_by_prompt_cache_usd(const ModelInfo& model, const TokenUse& use);

struct StageEstimate {
  std::int64_t requests = 0;
  std::int64_t by_rules = 0;  // decided without asking
  std::int64_t reused = 0;    // answered by an earlier job
  TokenUse tokens;
  double cost_usd = 0;
  double batch_cost_usd = 0;  // the same through the provider's batch interface
  double saved_by_cache_usd = 0;
  double work_seconds = 0;     // of all requests, one after the other
  double longest_seconds = 0;  // of one request
};

// Counts the requests of one stage.
class StageTally {
 public:
  explicit StageTally(const ModelInfo& model) : model_(model) {}

  // `share`: the probability that the request will be needed at all.
  void add(const RequestEstimate& request, double share);
  void skip() { ++by_rules_; }
  void reuse() { ++reused_; }

  StageEstimate estimate() const;

 private:
  const ModelInfo& model_;
  double requests_ = 0;
  double input_tokens_ = 0;
  double output_tokens_ = 0;
  double longest_seconds_ = 0;
  std::int64_t instruction_tokens_ = 0;
  std::int64_t by_rules_ = 0;
  std::int64_t reused_ = 0;
};

struct JobEstimate {
  StageEstimate silver;
  StageEstimate gold;
  double cost_usd = 0;
  std::optional<double> batch_cost_usd;  // nullopt where the provider has no batches
  double seconds = 0;                    // both stages share the job's concurrency

  // Of both stages, as far as they ask; else the cost lacks some tokens.
  bool is_price_known() const { return silver.tokens.unpriced + gold.tokens.unpriced == 0; }
};

JobEstimate estimate_job_cost(const StageTally& silver, const StageTally& gold, int concurrency);

}  // namespace calltracker::llm
