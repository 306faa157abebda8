// SPDX-License-Identifier: MIT
#include "gold/level_overrides.hpp"

#include <algorithm>
#include <utility>

#include "gold/rep_score.hpp"

namespace calltracker::gold {
namespace {

// Puts the model's levels back. True when any had been replaced.
bool restore(RepScore& score) {
  bool was_overridden = false;
  for (auto& [key, category] : score.categories) {
    if (!category.overridden) continue;
    was_overridden = true;
    category.applicable = category.overridden->applicable;
    category.level = category.overridden->level;
    category.score = category.overridden->score;
    category.overridden = std::nullopt;
  }
  return was_overridden;
}

bool replace(RepScore& score, const LevelOverride& by) {
  const auto found = std::find_if(score.categories.begin(), score.categories.end(),
                                  [&by](const auto& entry) { return entry.first == by.category; });
  if (found == score.categories.end()) return false;
  CategoryScore& category = found->second;
  category.overridden = OverriddenLevel{
      .applicable = category.applicable, .level = category.level, .score = category.score, .by = by};
  category.applicable = true;
  category.level = by.level;
  category.score = points_for_level(by.level);
  return true;
}

}  // namespace

void apply_overrides(RepScore& score, const std::vector<LevelOverride>& overrides,
                     const Workspace& workspace) {
  const bool was_overridden = restore(score);
  const std::optional<double> model_overall = was_overridden ? score.overall_before_overrides : score.overall;
  bool is_overridden = false;
  for (const LevelOverride& by : overrides) is_overridden = replace(score, by) || is_overridden;
  if (!was_overridden && !is_overridden) return;
  score = total_score(std::move(score.categories), workspace);
  if (is_overridden) {
    score.overall_before_overrides = model_overall;
  } else {
    score.overall = model_overall;
  }
}

}  // namespace calltracker::gold
