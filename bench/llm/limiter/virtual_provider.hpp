// SPDX-License-Identifier: MIT
#pragma once

// A provider in virtual time: it refuses what its meters do not allow, and answers the rest after the time
// that each question takes. Hours pass in a moment, and nothing but the limiter's decisions is measured.

#include <cstdint>
#include <functional>

#include "llm/limiter/timers.hpp"
#include "llm/limiter/token_bucket.hpp"
#include "llm/model.hpp"

namespace calltracker::bench {

struct VirtualQuestion {
  std::int64_t input_tokens = 0;   // what the provider will count
  std::int64_t output_tokens = 0;  // what it will write
  std::int64_t service_ms = 0;
};

struct VirtualLimits {
  std::int64_t requests = 0;  // a minute; 0 for none
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
};

class VirtualProvider {
 public:
  VirtualProvider(llm::ManualTimers& timers, VirtualLimits limits);

  void ask(const VirtualQuestion& question, std::function<void(llm::ModelOutcome)> done);

  std::int64_t asked() const { return asked_; }
  std::int64_t refused() const { return refused_; }
  std::int64_t in_flight_most() const { return in_flight_most_; }

 private:
  llm::RateLimitReading reading() const;
  std::int64_t ready_at_ms(const VirtualQuestion& question) const;

  llm::ManualTimers& timers_;
  const VirtualLimits limits_;
  llm::TokenBucket requests_;
  llm::TokenBucket input_;
  llm::TokenBucket output_;
  std::int64_t asked_ = 0;
  std::int64_t refused_ = 0;
  std::int64_t in_flight_ = 0;
  std::int64_t in_flight_most_ = 0;
};

}  // namespace calltracker::bench
