// SPDX-License-Identifier: MIT
#pragma once

// Our picture of one of a provider's meters: it holds a minute's worth, refills steadily, and what is sent is
// taken out at once. Unlimited until the provider has named a limit; corrected by whatever it says is left.

#include <cstdint>

namespace calltracker::llm {

class TokenBucket {
 public:
  bool is_limited() const { return per_ms_ > 0; }
  double level(std::int64_t now_ms) const;
  // All that was ever taken, given back or not; the difference of two readings is at least what was taken in
  // between.
  double taken() const { return taken_; }

  // May go below zero: what was sent cannot be unsent.
  void take(double amount, std::int64_t now_ms);
  // The request took less than was set aside, or (a negative amount) more.
  void give_back(double amount, std::int64_t now_ms);
  // When `amount` may be taken: now_ms, or later. More than a full bucket is let through when it is full.
  // Within the hour: a larger debt is the slip of a provider that miscounts what was used.
  std::int64_t ready_at_ms(double amount, std::int64_t now_ms) const;

  void learn_limit(double per_minute, std::int64_t now_ms);
  // The provider's word, as far as it can be relied on, on how much there is now.
  void learn_level(double least, double most, std::int64_t now_ms);
  double refill_of(std::int64_t span_ms) const { return per_ms_ * static_cast<double>(span_ms); }
  // The provider refused although we thought there was enough.
  void empty(std::int64_t now_ms);

 private:
  void refill(std::int64_t now_ms);

  double per_ms_ = 0;
  double capacity_ = 0;
  double level_ = 0;
  double taken_ = 0;
  std::int64_t updated_ms_ = 0;
};

}  // namespace calltracker::llm
