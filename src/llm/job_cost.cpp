// SPDX-License-Identifier: MIT
#include "llm/job_cost.hpp"

#include <algorithm>
#include <cmath>

namespace calltracker::llm {
namespace {

// A structured answer arrives at about this pace; the first token takes about a second.
constexpr double kOutputTokensPerSecond = 90;
constexpr double kFirstTokenSeconds = 1.2;
constexpr double kInputTokensPerSecond = 3000;

// Estimates are some percent off, and the provider adds a hidden prompt of its own.
constexpr double kEstimateMargin = 1.25;
constexpr std::int64_t kHiddenPromptTokens = 500;

std::int64_t rounded(double value) {
  return static_cast<std::int64_t>(std::llround(value));
}

// The price steps are chosen by the size of one request, so a typical one is priced and multiplied.
double cost_of(const ModelInfo& model, double requests, const TokenUse& first, const TokenUse& next,
               CacheLifetime lifetime, Delivery delivery) {
  if (requests <= 0) return 0;
  const double others = std::max(0.0, requests - 1);
  return std::min(1.0, requests) * cost_usd(model, first, lifetime, delivery) +
         others * cost_usd(model, next, lifetime, delivery);
}

}  // namespace

double seconds_of(const RequestEstimate& request) {
  return kFirstTokenSeconds + static_cast<double>(request.input_tokens) / kInputTokensPerSecond +
         static_cast<double>(request.output_tokens) / kOutputTokensPerSecond;
}

double usual_gold_seconds(const ModelInfo& model) {
  return seconds_of({.output_tokens = tokens_of_words(kGoldAnswerWords, model)});
}

double usual_cost_usd(const ModelInfo& model, const RequestEstimate& request) {
  TokenUse use{.input = request.input_tokens, .output = request.output_tokens};
  const bool is_cacheable =
      model.cache_tokens_min > 0 && request.instruction_tokens >= model.cache_tokens_min;
  (is_cacheable ? use.cache_read : use.input) += request.instruction_tokens;
  return cost_usd(model, use);
}

double cost_max_usd(const ModelInfo& model, const RequestEstimate& request, std::int64_t output_tokens_max) {
  const std::int64_t input =
      rounded(kEstimateMargin * static_cast<double>(request.instruction_tokens + request.input_tokens)) +
      kHiddenPromptTokens;
  return std::max(cost_usd(model, {.input = input, .output = output_tokens_max}),
                  cost_usd(model, {.output = output_tokens_max, .cache_write = input}));
}

double saved_by_prompt_cache_usd(const ModelInfo& model, const TokenUse& use) {
  const TokenUse uncached{.input = use.input + use.cache_read + use.cache_write, .output = use.output};
  return cost_usd(model, uncached) - cost_usd(model, use);
}

void StageTally::add(const RequestEstimate& request, double share) {
  requests_ += share;
  input_tokens_ += share * static_cast<double>(request.input_tokens);
  output_tokens_ += share * static_cast<double>(request.output_tokens);
  longest_seconds_ = std::max(longest_seconds_, seconds_of(request));
  instruction_tokens_ = std::max(instruction_tokens_, request.instruction_tokens);
}

StageEstimate StageTally::estimate() const {
  StageEstimate stage{.requests = rounded(requests_), .by_rules = by_rules_, .reused = reused_};
  if (requests_ <= 0) return stage;
  const TokenUse bare{.input = rounded(input_tokens_ / requests_),
                      .output = rounded(output_tokens_ / requests_)};
  TokenUse uncached = bare;
  uncached.input += instruction_tokens_;
  TokenUse first = uncached;
  TokenUse next = uncached;
  const bool is_cacheable = model_.cache_tokens_min > 0 && instruction_tokens_ >= model_.cache_tokens_min;
  if (is_cacheable) {
    first = next = bare;
    first.cache_write = instruction_tokens_;
    next.cache_read = instruction_tokens_;
  }
  const auto five_minutes = CacheLifetime::FiveMinutes;
  stage.cost_usd = cost_of(model_, requests_, first, next, five_minutes, Delivery::Direct);
  stage.batch_cost_usd = cost_of(model_, requests_, first, next, CacheLifetime::OneHour, Delivery::Batch);
  stage.saved_by_cache_usd = std::max(
      0.0, cost_of(model_, requests_, uncached, uncached, five_minutes, Delivery::Direct) - stage.cost_usd);
  const double others = std::max(0.0, requests_ - 1);
  stage.tokens.input = rounded(input_tokens_);
  stage.tokens.output = rounded(output_tokens_);
  if (is_cacheable) {
    stage.tokens.cache_write = instruction_tokens_;
    stage.tokens.cache_read = rounded(others * static_cast<double>(instruction_tokens_));
  } else {
    stage.tokens.input += rounded(requests_ * static_cast<double>(instruction_tokens_));
  }
  stage.tokens.unpriced = model_.unpriced(stage.tokens);
  if (!model_.is_free()) {
    stage.work_seconds = requests_ * seconds_of({.input_tokens = bare.input, .output_tokens = bare.output});
    stage.longest_seconds = longest_seconds_;
  }
  return stage;
}

JobEstimate estimate_job_cost(const StageTally& silver, const StageTally& gold, int concurrency) {
  JobEstimate job{.silver = silver.estimate(), .gold = gold.estimate()};
  job.cost_usd = job.silver.cost_usd + job.gold.cost_usd;
  const double batch_usd = job.silver.batch_cost_usd + job.gold.batch_cost_usd;
  if (batch_usd < job.cost_usd) job.batch_cost_usd = batch_usd;
  const double in_flight = std::max(1, concurrency);
  // The last calls run out one after the other: at least one whole chain.
  job.seconds = std::max((job.silver.work_seconds + job.gold.work_seconds) / in_flight,
                         job.silver.longest_seconds + job.gold.longest_seconds);
  return job;
}

}  // namespace calltracker::llm
