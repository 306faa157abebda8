// SPDX-License-Identifier: MIT
#include "simulator/rate_limits.hpp"

#include <algorithm>
#include <cmath>

namespace calltracker::simulator {
namespace {

constexpr double kMinuteMs = 60'000;

// How long until a bucket holds `needed`; a need larger than the whole bucket waits for a full one.
double time_until(double level, double needed, double capacity, std::int64_t limit) {
  if (limit == 0) return 0;
  const double missing = std::min(needed, capacity) - level;
  // Sums of fractions may miss a whole number by a hair.
  return missing <= 1e-6 ? 0 : missing * kMinuteMs / static_cast<double>(limit);
}

}  // namespace

double RateLimits::capacity(std::int64_t limit) const {
  return std::max(1.0, static_cast<double>(limit) * options_.burst_seconds / 60);
}

RateLimits::Buckets& RateLimits::refilled(const std::string& model, UnixMillis now_ms) {
  const auto [found, is_new] = models_.try_emplace(model);
  Buckets& buckets = found->second;
  const double elapsed_ms =
      is_new ? 0 : static_cast<double>(std::max<UnixMillis>(0, now_ms - buckets.filled_at_ms));
  const auto refill = [&](Bucket& bucket, std::int64_t limit) {
    const double most = capacity(limit);
    bucket.level =
        is_new ? most : std::min(most, bucket.level + elapsed_ms * static_cast<double>(limit) / kMinuteMs);
  };
  refill(buckets.requests, options_.requests_per_minute);
  refill(buckets.input, options_.input_tokens_per_minute);
  refill(buckets.output, options_.output_tokens_per_minute);
  buckets.filled_at_ms = std::max(now_ms, buckets.filled_at_ms);
  return buckets;
}

std::int64_t RateLimits::wait_ms(const std::string& model, std::int64_t input_tokens, UnixMillis now_ms) {
  if (!is_limited()) return 0;
  const std::lock_guard lock(mutex_);
  Buckets& buckets = refilled(model, now_ms);
  const auto input = static_cast<double>(input_tokens);
  const double wait =
      std::max({time_until(buckets.requests.level, 1, capacity(options_.requests_per_minute),
                           options_.requests_per_minute),
                time_until(buckets.input.level, input, capacity(options_.input_tokens_per_minute),
                           options_.input_tokens_per_minute),
                time_until(buckets.output.level, 1, capacity(options_.output_tokens_per_minute),
                           options_.output_tokens_per_minute)});
  if (wait > 0) return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(wait)));
  buckets.requests.level -= 1;
  buckets.input.level -= input;
  return 0;
}

void RateLimits::spend_output(const std::string& model, std::int64_t tokens, UnixMillis now_ms) {
  if (!is_limited()) return;
  const std::lock_guard lock(mutex_);
  refilled(model, now_ms).output.level -= static_cast<double>(tokens);
}

void RateLimits::spend_from_input(const std::string& model, std::int64_t tokens, UnixMillis now_ms) {
  if (!is_limited()) return;
  const std::lock_guard lock(mutex_);
  refilled(model, now_ms).input.level -= static_cast<double>(tokens);
}

LimitsView RateLimits::view(const std::string& model, UnixMillis now_ms) {
  const std::lock_guard lock(mutex_);
  const Buckets& buckets = refilled(model, now_ms);
  return {.requests = view_of(buckets.requests, options_.requests_per_minute),
          .input_tokens = view_of(buckets.input, options_.input_tokens_per_minute),
          .output_tokens = view_of(buckets.output, options_.output_tokens_per_minute)};
}

BucketView RateLimits::view_of(const Bucket& bucket, std::int64_t limit) const {
  if (limit == 0) return {};
  const double missing = capacity(limit) - bucket.level;
  return {
      .limit = limit,
      .remaining = static_cast<std::int64_t>(std::max(0.0, std::floor(bucket.level + 1e-6))),
      .full_in_ms = static_cast<std::int64_t>(std::ceil(missing * kMinuteMs / static_cast<double>(limit)))};
}

bool RateLimits::is_limited() const {
  return options_.requests_per_minute + options_.input_tokens_per_minute + options_.output_tokens_per_minute >
         0;
}

}  // namespace calltracker::simulator
