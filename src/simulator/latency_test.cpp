// SPDX-License-Identifier: MIT
#include "simulator/latency.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.hpp"

using namespace calltracker;
using namespace calltracker::simulator;

TEST_CASE("a log-normal latency has the asked median and spread, and the same samples for the same seed") {
  const Latency latency = Latency::parse("lognormal:900ms:0.6");
  std::vector<double> logarithms;
  for (std::uint64_t request = 0; request < 20'001; ++request) {
    const auto sample = latency.sample(request, 0);
    CHECK(sample == latency.sample(request, 0));
    logarithms.push_back(std::log(static_cast<double>(sample.count())));
  }
  double sum = 0;
  for (const double value : logarithms) sum += value;
  const double mean = sum / static_cast<double>(logarithms.size());
  double squares = 0;
  for (const double value : logarithms) squares += (value - mean) * (value - mean);
  CHECK(std::sqrt(squares / static_cast<double>(logarithms.size())) == doctest::Approx(0.6).epsilon(0.03));
  std::nth_element(logarithms.begin(), logarithms.begin() + 10'000, logarithms.end());
  CHECK(std::exp(logarithms[10'000]) == doctest::Approx(900).epsilon(0.03));
}

TEST_CASE("latencies are fixed, none, or grow with the answer; nothing else is understood") {
  CHECK(Latency::parse("none").sample(1, 500).count() == 0);
  CHECK(Latency::parse("fixed:1.5s").sample(1, 500).count() == 1500);
  CHECK(Latency::parse("tokens:400ms:5ms").sample(1, 500).count() == 2900);
  for (const char* wrong : {"", "fixed", "fixed:1", "lognormal:900ms", "tokens:1s:1", "fixed:-1s", "slow:1s",
                            "fixed:infs", "fixed:nanms", "lognormal:900ms:inf", "tokens:400ms:infs"}) {
    CAPTURE(std::string(wrong));
    CHECK_THROWS_AS(Latency::parse(wrong), Error);
  }
  // Nothing times more than can be: it takes as long as anything may.
  CHECK(Latency::parse("lognormal:0ms:1e9").sample(1, 500) <= Latency::parse("fixed:1e300ms").sample(1, 500));
}
