// SPDX-License-Identifier: MIT
#pragma once

// What both APIs have behind them: one place that admits a prompt, answers it, counts tokens and keeps the
// cache, the limits and the counters. Thread-safe.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "base/clock.hpp"
#include "simulator/answer_source.hpp"
#include "simulator/completion.hpp"
#include "simulator/failures/failure_script.hpp"
#include "simulator/latency.hpp"
#include "simulator/rate_limits.hpp"

namespace calltracker::simulator {

struct RehearsalOptions {
  // A request with another key is refused; empty: any key will do.
  std::set<std::string> api_keys;
  Latency latency;
  std::uint64_t latency_seed = 1;
  RateLimitOptions limits;
  AnswerSource answers;
  std::shared_ptr<FailureScript> failures;  // null: nothing fails
  std::chrono::milliseconds batch_time{0};  // a batch ends no sooner
};

struct Counters {
  std::int64_t answered = 0;
  std::int64_t rate_limited = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t cache_read_tokens = 0;
  std::int64_t cache_written_tokens = 0;
};

class Rehearsal {
 public:
  Rehearsal(RehearsalOptions options, const Clock& clock);

  const RehearsalOptions& options() const { return options_; }
  const Clock& clock() const { return clock_; }
  RateLimits& limits() { return limits_; }

  bool knows_key(std::string_view key) const;

  // Lets the prompt in and answers it. Throws Refusal (429) when a limit is reached.
  Completion answer(const Prompt& prompt);
  // The same without limits and latency: for batches.
  Completion answer_unlimited(const Prompt& prompt);

  // How long the answer takes; what it wrote can be read from then on.
  std::chrono::milliseconds latency_for(const Completion& completion);
  void count(const Completion& completion);
  Counters counters() const;

 private:
  Completion completed(const Prompt& prompt, CacheUse cache) const;
  std::string text_for(const Prompt& prompt) const;

  const RehearsalOptions options_;
  const Clock& clock_;
  RateLimits limits_;
  PromptCache cache_;
  std::atomic<std::uint64_t> samples_ = 0;
  std::atomic<std::int64_t> answered_ = 0;
  std::atomic<std::int64_t> rate_limited_ = 0;
  std::atomic<std::int64_t> input_tokens_ = 0;
  std::atomic<std::int64_t> output_tokens_ = 0;
  std::atomic<std::int64_t> cache_read_tokens_ = 0;
  std::atomic<std::int64_t> cache_written_tokens_ = 0;
};

}  // namespace calltracker::simulator
