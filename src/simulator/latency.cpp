// SPDX-License-Identifier: MIT
#include "simulator/latency.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::simulator {
namespace {

// No tail of a distribution is longer than the API's own time limit.
constexpr double kLongestMs = 600'000;

std::uint64_t mixed(std::uint64_t state) {
  state += 0x9e3779b97f4a7c15ULL;
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9ULL;
  state = (state ^ (state >> 27)) * 0x94d049bb133111ebULL;
  return state ^ (state >> 31);
}

// In (0, 1].
double uniform(std::uint64_t bits) {
  return (static_cast<double>(bits >> 11) + 1) / 9007199254740993.0;
}

double standard_normal(std::uint64_t seed, std::uint64_t request) {
  const std::uint64_t first = mixed(mixed(seed) ^ request);
  const std::uint64_t second = mixed(first);
  return std::sqrt(-2 * std::log(uniform(first))) * std::cos(2 * std::numbers::pi * uniform(second));
}

std::optional<double> number(std::string_view text) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || *end != '\0' || !(value >= 0) || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> milliseconds_of(std::string_view text) {
  if (text.ends_with("ms")) return number(text.substr(0, text.size() - 2));
  if (!text.ends_with('s')) return std::nullopt;
  const auto seconds = number(text.substr(0, text.size() - 1));
  return seconds ? std::optional(*seconds * 1000) : std::nullopt;
}

}  // namespace

Latency Latency::parse(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, ':');
  Latency latency;
  std::optional<double> base = parts.size() > 1 ? milliseconds_of(parts[1]) : std::nullopt;
  std::optional<double> spread = 0;
  if (text == "none") {
    base = 0;
  } else if (parts[0] == "fixed" && parts.size() == 2) {
    latency.kind_ = Kind::Fixed;
  } else if (parts[0] == "lognormal" && parts.size() == 3) {
    latency.kind_ = Kind::LogNormal;
    spread = number(parts[2]);
  } else if (parts[0] == "tokens" && parts.size() == 3) {
    latency.kind_ = Kind::Tokens;
    spread = milliseconds_of(parts[2]);
  } else {
    base = std::nullopt;
  }
  if (!base || !spread) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "latency-invalid",
                 .message = "this is no way for answers to take time",
                 .found = std::string(text),
                 .hint = "none, fixed:900ms, lognormal:900ms:0.6 (median and sigma) or tokens:400ms:5ms"});
  }
  latency.base_ms_ = *base;
  latency.spread_ = *spread;
  return latency;
}

std::chrono::milliseconds Latency::sample(std::uint64_t request, std::int64_t output_tokens,
                                          std::uint64_t seed) const {
  double time_ms = base_ms_;
  if (kind_ == Kind::LogNormal) time_ms *= std::exp(spread_ * standard_normal(seed, request));
  if (kind_ == Kind::Tokens) time_ms += spread_ * static_cast<double>(output_tokens);
  return std::chrono::milliseconds(std::llround(std::fmin(time_ms, kLongestMs)));
}

}  // namespace calltracker::simulator
