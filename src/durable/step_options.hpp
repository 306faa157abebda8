// SPDX-License-Identifier: MIT
#pragma once

// What a workflow author may say about a step. Keep options as named constants beside the workflow.

#include <chrono>
#include <cstdint>

namespace calltracker::durable {

struct RetryPolicy {
  std::uint32_t attempts_max = 4;  // the first one included
  std::chrono::milliseconds backoff_first{1000};
  std::chrono::milliseconds backoff_max{60'000};
  // Each delay is shortened by a random share up to this: 0 is exact, 0.5 spreads over the upper half.
  double jitter = 0.5;
};

enum class StepPlace {
  Pool,  // a thread of the bounded worker pool: anything that may block
  Loop,  // on the executor's own thread: well under 100 µs of computation, never any waiting
};

struct StepOptions {
  RetryPolicy retry;
  // The body's stop token is triggered this long after its start, and the attempt fails as "step-timeout" (to
  // be retried) once the body has answered. 0: no limit. A blocking body that takes no token cannot be
  // hurried.
  std::chrono::milliseconds timeout{0};
  StepPlace place = StepPlace::Pool;
};

// Delay before attempt `attempts_made` + 1: doubles from backoff_first to backoff_max, less the jitter, but
// never shorter than `retry_after_ms`. `random_share` is in [0, 1).
std::int64_t retry_delay_ms(const RetryPolicy& policy, std::uint32_t attempts_made,
                            std::int64_t retry_after_ms, double random_share);

}  // namespace calltracker::durable
