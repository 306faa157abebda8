// SPDX-License-Identifier: MIT
#include "llm/providers/rate_limit_headers.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/time_zone.hpp"

namespace calltracker::llm {
namespace {

constexpr double kLongest_ms = 24 * 3600 * 1000.0;

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::optional<std::int64_t> count_in(const http::Response& response, const std::string& header) {
  const auto text = response.header(header);
  const auto number = text ? number_in(*text) : std::nullopt;
  if (!number || *number < 0 || *number > 1e15) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

std::optional<UnixMillis> server_now_ms(const http::Response& response) {
  const auto header = response.header("date");
  const auto seconds = header ? curl_getdate(std::string(*header).c_str(), nullptr) : -1;
  return seconds > 0 ? std::optional<UnixMillis>(UnixMillis{seconds} * 1000) : std::nullopt;
}

std::optional<double> unit_ms(std::string_view unit) {
  if (unit == "h") return 3'600'000;
  if (unit == "m") return 60'000;
  if (unit == "s") return 1000;
  if (unit == "ms") return 1;
  if (unit == "us" || unit == "µs") return 0.001;
  return std::nullopt;
}

// "1h2m3.5s", "20ms"
std::optional<std::int64_t> duration_in_ms(std::string_view text) {
  constexpr std::string_view kNumber = "0123456789.";
  double total_ms = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const std::size_t number_end = std::min(text.find_first_not_of(kNumber), text.size());
    const std::size_t unit_end = std::min(text.find_first_of(kNumber, number_end), text.size());
    const auto number = number_in(text.substr(0, number_end));
    const auto unit = unit_ms(text.substr(number_end, unit_end - number_end));
    if (!number || !unit) return std::nullopt;
    total_ms += *number * *unit;
    text.remove_prefix(unit_end);
  }
  return static_cast<std::int64_t>(std::ceil(std::min(total_ms, kLongest_ms)));
}

std::optional<std::int64_t> until_ms(const http::Response& response, const std::string& header) {
  const auto text = response.header(header);
  const auto moment_ms = text ? parse_iso8601(*text) : std::nullopt;
  if (!moment_ms) return std::nullopt;
  const UnixMillis now_ms = server_now_ms(response).value_or(SystemClock().now_ms());
  return std::clamp<std::int64_t>(*moment_ms - now_ms, 0, static_cast<std::int64_t>(kLongest_ms));
}

RateLimitMeter anthropic_meter(const http::Response& response, std::string_view name) {
  const std::string prefix = fmt::format("anthropic-ratelimit-{}-", name);
  return {.limit = count_in(response, prefix + "limit"),
          .remaining = count_in(response, prefix + "remaining"),
          .reset_ms = until_ms(response, prefix + "reset")};
}

RateLimitMeter openai_meter(const http::Response& response, std::string_view name) {
  const auto reset = response.header(fmt::format("x-ratelimit-reset-{}", name));
  return {.limit = count_in(response, fmt::format("x-ratelimit-limit-{}", name)),
          .remaining = count_in(response, fmt::format("x-ratelimit-remaining-{}", name)),
          .reset_ms = reset ? duration_in_ms(*reset) : std::nullopt};
}

}  // namespace

std::optional<std::int64_t> read_retry_after_ms(const http::Response& response) {
  std::optional<double> wait_ms;
  if (const auto milliseconds = response.header("retry-after-ms")) wait_ms = number_in(*milliseconds);
  const auto header = response.header("retry-after");
  if (!wait_ms && header) {
    if (const auto seconds = number_in(*header)) {
      wait_ms = *seconds * 1000;
    } else {
      const auto until_seconds = curl_getdate(std::string(*header).c_str(), nullptr);
      const auto now_ms = server_now_ms(response);
      if (until_seconds > 0 && now_ms)
        wait_ms = static_cast<double>(UnixMillis{until_seconds} * 1000 - *now_ms);
    }
  }
  if (!wait_ms || *wait_ms <= 0) return std::nullopt;
  return static_cast<std::int64_t>(std::min(*wait_ms, kLongest_ms));
}

RateLimitReading read_anthropic_rate_limits(const http::Response& response) {
  return {.requests = anthropic_meter(response, "requests"),
          .tokens = anthropic_meter(response, "tokens"),
          .input_tokens = anthropic_meter(response, "input-tokens"),
          .output_tokens = anthropic_meter(response, "output-tokens")};
}

RateLimitReading read_openai_rate_limits(const http::Response& response) {
  return {.requests = openai_meter(response, "requests"),
          .tokens = openai_meter(response, "tokens"),
          .input_tokens = {},
          .output_tokens = {}};
}

}  // namespace calltracker::llm
