// SPDX-License-Identifier: MIT
#include "llm/job_cost.hpp"

#include <algorithm>
#include <cmath>

namespace calltracker::llm {
namespace {

// A structured answer arrives at about this pace; the first token takes about a second.
constexpr double kOutputTokensPerSecond = 90;
constexpr double kFirstTokenSeconds = 1.2;

}  // namespace

StageEstimate estimate_stage(const std::vector<RequestEstimate>& requests, const ModelInfo& model,
                             int concurrency, Delivery delivery) {
  StageEstimate stage{.requests = static_cast<std::int64_t>(requests.size())};
  double work_seconds = 0;
  double uncached_usd = 0;
  bool cache_is_warm = false;
  for (const RequestEstimate& request : requests) {
    TokenUse use{.input = request.input_tokens, .output = request.output_tokens};
    const bool cacheable = model.cache_tokens_min > 0 && request.instruction_tokens >= model.cache_tokens_min;
    if (!cacheable) {
      use.input += request.instruction_tokens;
    } else if (cache_is_warm) {
      use.cache_read = request.instruction_tokens;
    } else {
      use.cache_write = request.instruction_tokens;
      cache_is_warm = true;
    }
    const CacheLifetime lifetime =
        delivery == Delivery::Batch ? CacheLifetime::OneHour : CacheLifetime::FiveMinutes;
    stage.cost_usd += cost_usd(model, use, lifetime, delivery);
    uncached_usd += cost_usd(
        model, {.input = request.input_tokens + request.instruction_tokens, .output = request.output_tokens},
        lifetime, delivery);
    stage.tokens += use;
    if (!model.prices.empty()) {
      work_seconds +=
          kFirstTokenSeconds + static_cast<double>(request.output_tokens) / kOutputTokensPerSecond;
    }
  }
  stage.saved_by_cache_usd = std::max(0.0, uncached_usd - stage.cost_usd);
  if (stage.requests > 0) {
    const auto in_flight =
        static_cast<double>(std::min<std::int64_t>(std::max(1, concurrency), stage.requests));
    const double waves = std::ceil(static_cast<double>(stage.requests) / in_flight);
    stage.seconds = waves * work_seconds / static_cast<double>(stage.requests);
  }
  return stage;
}

JobEstimate estimate_job_cost(const StageEstimate& silver, const StageEstimate& gold) {
  JobEstimate job{.silver = silver, .gold = gold};
  job.cost_usd = silver.cost_usd + gold.cost_usd;
  job.seconds = silver.seconds + gold.seconds;
  return job;
}

}  // namespace calltracker::llm
