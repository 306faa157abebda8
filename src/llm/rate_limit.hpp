// SPDX-License-Identifier: MIT
#pragma once

// What a provider's response says about the account's limits: enough for a limiter to pace by. Meters that
// the provider did not mention are empty.

#include <cstdint>
#include <optional>

namespace calltracker::llm {

struct RateLimitMeter {
  std::optional<std::int64_t> limit;      // of a full minute
  std::optional<std::int64_t> remaining;  // providers round tokens to the thousand
  std::optional<std::int64_t> reset_ms;   // until it is full again, counted from the response
};

struct RateLimitReading {
  RateLimitMeter requests;
  RateLimitMeter tokens;  // input and output together
  RateLimitMeter input_tokens;
  RateLimitMeter output_tokens;
};

// Why a request failed, as far as it tells something about the provider and not about the request.
enum class ProviderStrain {
  None,
  RateLimited,  // this account asks too much
  Overloaded,   // nobody is served well: overloaded, failing or out of reach
};

}  // namespace calltracker::llm
