// SPDX-License-Identifier: MIT
#include "evaluation/level_pairs.hpp"

#include <cstdlib>

namespace calltracker::evaluation {
namespace {

// Two levels apart weighs four times as much as one.
double weight_of(int first, int second) {
  return static_cast<double>((first - second) * (first - second));
}

}  // namespace

void LevelPairs::add(int first, int second) {
  ++counts_.at(static_cast<std::size_t>(first)).at(static_cast<std::size_t>(second));
}

LevelAgreement LevelPairs::agreement() const {
  LevelAgreement agreement;
  std::array<std::int64_t, kLevels> firsts{};
  std::array<std::int64_t, kLevels> seconds{};
  double observed = 0;
  for (int first = 0; first < kLevels; ++first) {
    for (int second = 0; second < kLevels; ++second) {
      const auto row = static_cast<std::size_t>(first);
      const auto column = static_cast<std::size_t>(second);
      const std::int64_t count = counts_[row][column];
      agreement.pairs += count;
      if (first == second) agreement.exact += count;
      if (std::abs(first - second) <= 1) agreement.within_one += count;
      firsts[row] += count;
      seconds[column] += count;
      observed += weight_of(first, second) * static_cast<double>(count);
    }
  }
  double by_chance = 0;
  for (int first = 0; first < kLevels; ++first) {
    for (int second = 0; second < kLevels; ++second) {
      by_chance += weight_of(first, second) * static_cast<double>(firsts[static_cast<std::size_t>(first)]) *
                   static_cast<double>(seconds[static_cast<std::size_t>(second)]);
    }
  }
  if (by_chance > 0)
    agreement.weighted_kappa = 1 - observed * static_cast<double>(agreement.pairs) / by_chance;
  return agreement;
}

}  // namespace calltracker::evaluation
