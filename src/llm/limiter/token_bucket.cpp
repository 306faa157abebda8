// SPDX-License-Identifier: MIT
#include "llm/limiter/token_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace calltracker::llm {

constexpr double kMinuteMs = 60'000;
constexpr double kWaitMaxMs = 60 * kMinuteMs;

double TokenBucket::level(std::int64_t now_ms) const {
  return std::min(capacity_, level_ + per_ms_ * static_cast<double>(now_ms - updated_ms_));
}

void TokenBucket::refill(std::int64_t now_ms) {
  level_ = level(now_ms);
  updated_ms_ = now_ms;
}

void TokenBucket::take(double amount, std::int64_t now_ms) {
  taken_ += amount;
  if (!is_limited()) return;
  refill(now_ms);
  level_ -= amount;
}

void TokenBucket::give_back(double amount, std::int64_t now_ms) {
  if (amount < 0) taken_ -= amount;
  if (!is_limited()) return;
  refill(now_ms);
  level_ = std::min(capacity_, level_ + amount);
}

std::int64_t TokenBucket::ready_at_ms(double amount, std::int64_t now_ms) const {
  if (!is_limited()) return now_ms;
  const double missing = std::min(amount, capacity_) - level(now_ms);
  if (missing <= 0) return now_ms;
  return now_ms + static_cast<std::int64_t>(std::ceil(std::min(missing / per_ms_, kWaitMaxMs)));
}

void TokenBucket::learn_limit(double per_minute, std::int64_t now_ms) {
  if (per_minute <= 0) return;
  if (is_limited()) {
    refill(now_ms);
  } else {
    level_ = per_minute - taken_;
    updated_ms_ = now_ms;
  }
  capacity_ = per_minute;
  per_ms_ = per_minute / kMinuteMs;
  level_ = std::min(level_, capacity_);
}

void TokenBucket::learn_level(double least, double most, std::int64_t now_ms) {
  if (!is_limited()) return;
  refill(now_ms);
  level_ = std::min(capacity_, std::clamp(level_, least, std::max(least, most)));
}

void TokenBucket::empty(std::int64_t now_ms) {
  if (!is_limited()) return;
  refill(now_ms);
  level_ = std::min(level_, 0.0);
}

}  // namespace calltracker::llm
