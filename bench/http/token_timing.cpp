// SPDX-License-Identifier: MIT
// Whether the time that a wrong token takes tells where it is wrong: Welch's t between tokens that differ in
// the first character and in the last, measured in turns. Beyond 4.5 a leak is likely (as in dudect).
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "bench/http/benches.hpp"
#include "http/server/access.hpp"

namespace calltracker::bench {
namespace {

constexpr int kRounds = 200'000;
// The slowest measurements are interruptions.
constexpr double kKeptShare = 0.9;

struct Sample {
  double mean = 0;
  double variance = 0;
  double count = 0;
};

Sample summary(std::vector<double> times_ns) {
  std::sort(times_ns.begin(), times_ns.end());
  times_ns.resize(static_cast<std::size_t>(static_cast<double>(times_ns.size()) * kKeptShare));
  Sample sample{.count = static_cast<double>(times_ns.size())};
  for (const double time : times_ns) sample.mean += time / sample.count;
  for (const double time : times_ns)
    sample.variance += (time - sample.mean) * (time - sample.mean) / (sample.count - 1);
  return sample;
}

}  // namespace

void token_timing() {
  const SystemClock clock;
  const std::string token = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  const http::server::Access access({.host_names = {}, .token = token, .open_paths = {}}, clock);
  std::string wrong_first = token;
  wrong_first.front() = 'x';
  std::string wrong_last = token;
  wrong_last.back() = 'x';
  std::vector<double> first;
  std::vector<double> last;
  int accepted = 0;
  for (int round = 0; round < kRounds; ++round) {
    const bool is_first = (round * 2654435761U >> 16) % 2 == 0;
    const auto start = std::chrono::steady_clock::now();
    accepted += access.is_right_token(is_first ? wrong_first : wrong_last) ? 1 : 0;
    const double ns =
        std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
    (is_first ? first : last).push_back(ns);
  }
  const Sample left = summary(std::move(first));
  const Sample right = summary(std::move(last));
  const double t =
      (left.mean - right.mean) / std::sqrt(left.variance / left.count + right.variance / right.count);
  std::printf("%-46s %10.0f ns  (%.0f ns wrong at its end, %d accepted)\n",
              "a token wrong in its first character", left.mean, right.mean, accepted);
  std::printf("%-46s %10.2f     target ≤ 4.5\n", "difference of the two, Welch's |t|", std::abs(t));
}

}  // namespace calltracker::bench
