// SPDX-License-Identifier: MIT
#pragma once

// Token buckets per model: requests, input tokens and output tokens per minute, refilled all the time. A
// request is let in when each bucket can pay for it; output is paid when it is known, so that bucket may go
// below zero and must recover first.

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"

namespace calltracker::simulator {

struct RateLimitOptions {
  // Each 0 for no limit.
  std::int64_t requests_per_minute = 0;
  std::int64_t input_tokens_per_minute = 0;
  std::int64_t output_tokens_per_minute = 0;
  int burst_seconds = 60;  // how much of a quiet time may be caught up with
};

struct BucketView {
  std::int64_t limit = 0;  // 0: there is none
  std::int64_t remaining = 0;
  std::int64_t full_in_ms = 0;
};

struct LimitsView {
  BucketView requests;
  BucketView input_tokens;
  BucketView output_tokens;
};

class RateLimits {
 public:
  explicit RateLimits(RateLimitOptions options) : options_(options) {}

  // 0 when let in; else after how long the same request would be.
  std::int64_t wait_ms(const std::string& model, std::int64_t input_tokens, UnixMillis now_ms);
  void spend_output(const std::string& model, std::int64_t tokens, UnixMillis now_ms);
  // For an API with one limit for both: output is taken from the input's bucket.
  void spend_from_input(const std::string& model, std::int64_t tokens, UnixMillis now_ms);
  LimitsView view(const std::string& model, UnixMillis now_ms);
  bool is_limited() const;

 private:
  struct Bucket {
    double level = 0;
  };
  struct Buckets {
    Bucket requests;
    Bucket input;
    Bucket output;
    UnixMillis filled_at_ms = 0;
  };

  double capacity(std::int64_t limit) const;
  Buckets& refilled(const std::string& model, UnixMillis now_ms);
  BucketView view_of(const Bucket& bucket, std::int64_t limit) const;

  const RateLimitOptions options_;
  std::mutex mutex_;
  std::map<std::string, Buckets> models_;
};

}  // namespace calltracker::simulator
