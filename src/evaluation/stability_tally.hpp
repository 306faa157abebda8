// SPDX-License-Identifier: MIT
#pragma once

// How alike the two answers are for the calls that were scored twice. What a person set is left aside: both
// sides are the model's.

#include <string>

#include "call/call.hpp"
#include "call/stability.hpp"
#include "evaluation/level_pairs.hpp"

namespace calltracker::evaluation {

class StabilityTally {
 public:
  // The category that is measured and so is the same in both answers; it says nothing.
  explicit StabilityTally(std::string measured_category) : measured_(std::move(measured_category)) {}

  // Calls that were not scored twice are left out.
  void add(const Call& call);
  Stability stability() const;

 private:
  std::string measured_;
  LevelPairs levels_;
  Stability so_far_;
  double differences_ = 0;
};

}  // namespace calltracker::evaluation
