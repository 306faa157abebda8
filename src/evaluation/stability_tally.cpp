// SPDX-License-Identifier: MIT
#include "evaluation/stability_tally.hpp"

#include <algorithm>
#include <cmath>

namespace calltracker::evaluation {
namespace {

std::optional<int> level_by_model(const CategoryScore& category) {
  return category.overridden ? category.overridden->level : category.level;
}

std::optional<double> total_by_model(const RepScore& score) {
  const bool is_overridden = std::any_of(score.categories.begin(), score.categories.end(),
                                         [](const auto& one) { return one.second.overridden.has_value(); });
  return is_overridden ? score.overall_before_overrides : score.overall;
}

const CategoryScore* find(const RepScore& score, std::string_view key) {
  const auto found = std::find_if(score.categories.begin(), score.categories.end(),
                                  [key](const auto& one) { return one.first == key; });
  return found == score.categories.end() ? nullptr : &found->second;
}

}  // namespace

void StabilityTally::add(const Call& call) {
  if (!call.result.score || !call.result.second_score) return;
  ++so_far_.calls;
  for (const auto& [key, category] : call.result.score->categories) {
    const CategoryScore* again = key == measured_ ? nullptr : find(*call.result.second_score, key);
    if (again == nullptr) continue;
    const std::optional<int> first = level_by_model(category);
    if (first && again->level) {
      levels_.add(*first, *again->level);
    } else if (first || again->level) {
      ++so_far_.judged_once;
    }
  }
  const std::optional<double> first = total_by_model(*call.result.score);
  const std::optional<double> second = call.result.second_score->overall;
  if (!first || !second) return;
  ++so_far_.totals;
  const double difference = std::abs(*second - *first);
  differences_ += difference;
  auto& largest = so_far_.largest_swing;
  const double most = largest ? std::abs(largest->second - largest->first) : -1;
  const bool is_earlier = largest && difference == most && call.record.row < largest->row;
  if (difference > most || is_earlier)
    largest = LargestSwing{.call = call.id, .row = call.record.row, .first = *first, .second = *second};
}

Stability StabilityTally::stability() const {
  Stability stability = so_far_;
  stability.levels = levels_.agreement();
  if (stability.totals > 0)
    stability.mean_total_difference = differences_ / static_cast<double>(stability.totals);
  return stability;
}

}  // namespace calltracker::evaluation
