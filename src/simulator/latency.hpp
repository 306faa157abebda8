// SPDX-License-Identifier: MIT
#pragma once

// How long answers take. A sample depends on the seed and the number of the request only, so a benchmark can
// compute beforehand what it will be given.

#include <chrono>
#include <cstdint>
#include <string_view>

namespace calltracker::simulator {

class Latency {
 public:
  // "none", "fixed:900ms", "lognormal:900ms:0.6" (median, sigma) or "tokens:400ms:5ms" (first byte, then per
  // token of output). Throws Error{Usage, "latency-invalid"}.
  static Latency parse(std::string_view text);

  std::chrono::milliseconds sample(std::uint64_t request, std::int64_t output_tokens,
                                   std::uint64_t seed = 1) const;

 private:
  enum class Kind { None, Fixed, LogNormal, Tokens };

  Kind kind_ = Kind::None;
  double base_ms_ = 0;
  double spread_ = 0;  // sigma, or milliseconds per token
};

}  // namespace calltracker::simulator
