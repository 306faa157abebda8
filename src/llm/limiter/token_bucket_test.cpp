// SPDX-License-Identifier: MIT
#include "llm/limiter/token_bucket.hpp"

#include <doctest/doctest.h>

namespace calltracker::llm {

TEST_CASE("what was taken is refilled within the time that the limit says") {
  TokenBucket bucket;
  bucket.learn_limit(60, 0);
  bucket.take(60, 0);
  CHECK(bucket.ready_at_ms(30, 0) == 30'000);
  CHECK(bucket.ready_at_ms(600, 0) == 60'000);
}

TEST_CASE("a debt that no use can make keeps nobody waiting for longer than an hour") {
  TokenBucket bucket;
  bucket.learn_limit(1, 0);
  bucket.take(1e15, 0);
  CHECK(bucket.ready_at_ms(1, 0) == 3'600'000);
}

}  // namespace calltracker::llm
