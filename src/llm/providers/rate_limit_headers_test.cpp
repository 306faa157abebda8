// SPDX-License-Identifier: MIT
#include "llm/providers/rate_limit_headers.hpp"

#include <doctest/doctest.h>

namespace {

using namespace calltracker;
using namespace calltracker::llm;

http::Response response_with(std::vector<http::Header> headers) {
  http::Response response;
  response.headers = std::move(headers);
  return response;
}

}  // namespace

TEST_CASE("Anthropic's meters are read, and resets counted from the server's own clock") {
  const RateLimitReading reading = read_anthropic_rate_limits(
      response_with({{"date", "Mon, 23 Nov 2026 10:00:00 GMT"},
                     {"Anthropic-RateLimit-Requests-Limit", "1000"},
                     {"anthropic-ratelimit-requests-remaining", "0"},
                     {"anthropic-ratelimit-requests-reset", "2026-11-23T10:00:12Z"},
                     {"anthropic-ratelimit-input-tokens-limit", "2000000"},
                     {"anthropic-ratelimit-input-tokens-remaining", "1999000"},
                     {"anthropic-ratelimit-output-tokens-limit", "400000"},
                     {"anthropic-ratelimit-output-tokens-reset", "tomorrow"}}));
  CHECK(reading.requests.limit == 1000);
  CHECK(reading.requests.remaining == 0);
  CHECK(reading.requests.reset_ms == 12'000);
  CHECK(reading.input_tokens.limit == 2'000'000);
  CHECK(reading.input_tokens.remaining == 1'999'000);
  CHECK_FALSE(reading.input_tokens.reset_ms);
  CHECK(reading.output_tokens.limit == 400'000);
  CHECK_FALSE(reading.output_tokens.reset_ms);
  CHECK_FALSE(reading.tokens.limit);
}

TEST_CASE("a reset that has passed, or lies absurdly far ahead, is bounded") {
  const std::string date = "Mon, 23 Nov 2026 10:00:00 GMT";
  const auto reset_of = [&date](std::string moment) {
    return read_anthropic_rate_limits(
               response_with({{"date", date}, {"anthropic-ratelimit-tokens-reset", std::move(moment)}}))
        .tokens.reset_ms;
  };
  CHECK(reset_of("2026-11-23T09:59:00Z") == 0);
  CHECK(reset_of("2126-11-23T09:59:00Z") == 86'400'000);
}

TEST_CASE("OpenAI's meters have resets written as durations") {
  const auto reset_of = [](std::string duration) {
    return read_openai_rate_limits(response_with({{"x-ratelimit-reset-tokens", std::move(duration)}}))
        .tokens.reset_ms;
  };
  CHECK(reset_of("1s") == 1000);
  CHECK(reset_of("6m0s") == 360'000);
  CHECK(reset_of("20ms") == 20);
  CHECK(reset_of("1h2m3.5s") == 3'723'500);
  CHECK(reset_of("500us") == 1);
  for (const char* nonsense : {"", "soon", "5", "m", "1s2", "..s", "1fortnight"}) {
    CAPTURE(nonsense);
    CHECK_FALSE(reset_of(nonsense));
  }
  const RateLimitReading reading =
      read_openai_rate_limits(response_with({{"x-ratelimit-limit-requests", "500"},
                                             {"x-ratelimit-remaining-requests", "499"},
                                             {"x-ratelimit-limit-tokens", "many"}}));
  CHECK(reading.requests.limit == 500);
  CHECK(reading.requests.remaining == 499);
  CHECK_FALSE(reading.tokens.limit);
}
