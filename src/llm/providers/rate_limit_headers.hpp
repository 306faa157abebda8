// SPDX-License-Identifier: MIT
#pragma once

// The headers by which providers tell how much may still be asked, and when.
//
// Moments are counted from the server's own clock (its `date` header) where it has one, so that ours may be
// wrong.

#include <cstdint>
#include <optional>

#include "http/client.hpp"
#include "llm/rate_limit.hpp"

namespace calltracker::llm {

// From `retry-after-ms`, or `retry-after` in seconds or as a date. Nothing for zero, a negative number or
// nonsense; at most a day.
std::optional<std::int64_t> read_retry_after_ms(const http::Response& response);

// anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}
RateLimitReading read_anthropic_rate_limits(const http::Response& response);

// x-ratelimit-{limit,remaining,reset}-{requests,tokens}; resets are durations like "6m0s" or "20ms".
RateLimitReading read_openai_rate_limits(const http::Response& response);

}  // namespace calltracker::llm
