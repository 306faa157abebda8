// SPDX-License-Identifier: MIT
#include "bench/llm/limiter/virtual_provider.hpp"

#include <algorithm>
#include <utility>

namespace calltracker::bench {
namespace {

constexpr std::int64_t kRefusalMs = 60;

llm::RateLimitMeter meter_of(std::int64_t limit, const llm::TokenBucket& bucket, std::int64_t now_ms,
                             std::int64_t rounded_to) {
  if (limit == 0) return {};
  const auto level = static_cast<std::int64_t>(std::max(0.0, bucket.level(now_ms)));
  return {.limit = limit, .remaining = level / rounded_to * rounded_to, .reset_ms = std::nullopt};
}

}  // namespace

VirtualProvider::VirtualProvider(llm::ManualTimers& timers, VirtualLimits limits)
    : timers_(timers), limits_(limits) {
  requests_.learn_limit(static_cast<double>(limits.requests), 0);
  input_.learn_limit(static_cast<double>(limits.input_tokens), 0);
  output_.learn_limit(static_cast<double>(limits.output_tokens), 0);
}

llm::RateLimitReading VirtualProvider::reading() const {
  const std::int64_t now_ms = timers_.now_ms();
  return {.requests = meter_of(limits_.requests, requests_, now_ms, 1),
          .tokens = {},
          .input_tokens = meter_of(limits_.input_tokens, input_, now_ms, 1000),
          .output_tokens = meter_of(limits_.output_tokens, output_, now_ms, 1000)};
}

std::int64_t VirtualProvider::ready_at_ms(const VirtualQuestion& question) const {
  const std::int64_t now_ms = timers_.now_ms();
  return std::max({requests_.ready_at_ms(1, now_ms),
                   input_.ready_at_ms(static_cast<double>(question.input_tokens), now_ms),
                   output_.ready_at_ms(1, now_ms)});
}

void VirtualProvider::ask(const VirtualQuestion& question, std::function<void(llm::ModelOutcome)> done) {
  ++asked_;
  const std::int64_t now_ms = timers_.now_ms();
  const std::int64_t ready_ms = ready_at_ms(question);
  if (ready_ms > now_ms) {
    ++refused_;
    llm::ModelFailure refusal{.kind = llm::FailureKind::Retry,
                              .code = "model-rate-limited",
                              .message = {},
                              .hint = {},
                              .retry_after_ms = (ready_ms - now_ms + 999) / 1000 * 1000,
                              .strain = llm::ProviderStrain::RateLimited,
                              .rate_limits = reading()};
    timers_.at(now_ms + kRefusalMs, [done = std::move(done), refusal] { done(refusal); });
    return;
  }
  requests_.take(1, now_ms);
  input_.take(static_cast<double>(question.input_tokens), now_ms);
  in_flight_most_ = std::max(in_flight_most_, ++in_flight_);
  timers_.at(now_ms + question.service_ms, [this, question, done = std::move(done)] {
    --in_flight_;
    output_.take(static_cast<double>(question.output_tokens), timers_.now_ms());
    llm::ModelAnswer answer;
    answer.tokens = {.input = question.input_tokens, .output = question.output_tokens};
    answer.rate_limits = reading();
    done(answer);
  });
}

}  // namespace calltracker::bench
