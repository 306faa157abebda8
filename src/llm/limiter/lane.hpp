// SPDX-License-Identifier: MIT
#pragma once

// What the limiter knows about one model: its meters, how many requests it bears at once, and how far off our
// token estimates are.

#include <cstdint>

#include "llm/limiter/concurrency_window.hpp"
#include "llm/limiter/limiter.hpp"
#include "llm/limiter/token_bucket.hpp"

namespace calltracker::llm {

// Taken from the meters when a request was sent.
struct Reservation {
  std::int64_t sent_ms = 0;
  double input = 0;
  double output = 0;
  // Readings of the meters' taken() right after.
  double requests_taken = 0;
  double input_taken = 0;
  double output_taken = 0;
  double tokens_taken = 0;
};

class Lane {
 public:
  explicit Lane(const LimiterOptions& options) : options_(options) {}

  int in_flight() const { return in_flight_; }
  // Room for one more, whatever it needs.
  bool has_room() const;
  // When a question like this may be sent: now_ms, or later.
  std::int64_t ready_at_ms(const Demand& demand, std::int64_t now_ms) const;
  Reservation reserve(const Demand& demand, std::int64_t now_ms);
  // nullptr: nothing is known about how it ended.
  void settle(const Demand& demand, const Reservation& reservation, const ModelOutcome* outcome,
              std::int64_t now_ms);

 private:
  double expected_input(const Demand& demand) const;
  double expected_output(const Demand& demand) const;
  double counted_input(const TokenUse& use) const;
  void settle_answer(const Demand& demand, const Reservation& reservation, const TokenUse& use,
                     std::int64_t now_ms);
  void settle_failure(const Reservation& reservation, const ModelFailure& failure, std::int64_t now_ms);
  void give_back(double input, double output, std::int64_t now_ms);
  void learn(const Reservation& reservation, const RateLimitReading& reading, std::int64_t now_ms);
  bool knows_limits() const;

  const LimiterOptions& options_;
  TokenBucket requests_;
  TokenBucket input_;
  TokenBucket output_;
  TokenBucket tokens_;  // both together
  ConcurrencyWindow window_;
  int in_flight_ = 0;
  double input_in_flight_ = 0;
  double output_in_flight_ = 0;
  std::int64_t paused_until_ms_ = 0;
  int refusals_in_a_row_ = 0;
  std::int64_t refused_at_ms_ = -1;
  double input_factor_ = 1;  // used ÷ estimated, of late
  double output_factor_ = 1;
  bool prefix_counts_ = true;  // false while the provider reads it from its cache for nothing
};

}  // namespace calltracker::llm
