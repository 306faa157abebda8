// SPDX-License-Identifier: MIT
#pragma once

// Two opinions about the same levels: how often they are alike, and how much better than chance that is.

#include <array>
#include <cstdint>

#include "call/stability.hpp"

namespace calltracker::evaluation {

class LevelPairs {
 public:
  // Levels 0 to 5.
  void add(int first, int second);
  LevelAgreement agreement() const;

 private:
  static constexpr int kLevels = 6;

  std::array<std::array<std::int64_t, kLevels>, kLevels> counts_{};  // by first and second level
};

}  // namespace calltracker::evaluation
