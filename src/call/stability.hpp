// SPDX-License-Identifier: MIT
#pragma once

// How alike two answers to the same question are: some calls of a job are scored a second time, so that
// everybody can see how far a score may be trusted. Plain values; src/evaluation makes them.

#include <cstdint>
#include <optional>

#include "base/ids.hpp"

namespace calltracker {

// Of levels 0 to 5, two for each category of a call.
struct LevelAgreement {
  std::int64_t pairs = 0;
  std::int64_t exact = 0;
  std::int64_t within_one = 0;  // exact ones among them
  // Cohen's kappa with quadratic weights: 1 all alike, 0 no better than chance, below 0 worse. nullopt where
  // it has no meaning: no pair, or one and the same level everywhere.
  std::optional<double> weighted_kappa;
};

// The call whose overall score moved most.
struct LargestSwing {
  CallId call;
  int row = 0;
  double first = 0;
  double second = 0;
};

struct Stability {
  std::int64_t calls = 0;  // scored twice
  LevelAgreement levels;
  std::int64_t judged_once = 0;  // categories that only one of the two answers gave a level
  std::int64_t totals = 0;       // calls with an overall score in both answers
  std::optional<double> mean_total_difference;
  std::optional<LargestSwing> largest_swing;
};

}  // namespace calltracker
