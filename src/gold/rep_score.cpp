// SPDX-License-Identifier: MIT
#include "gold/rep_score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace calltracker::gold {
namespace {

constexpr int kLevelMax = 5;
constexpr double kPointsMin = 1;
constexpr double kPointsMax = 10;
constexpr int kWordsMin = 60;
constexpr double kCoverageMin = 0.5;
constexpr double kTolerance = 1e-9;

// The part of the room up to which levels 5, 4, 3, 2 and 1 hold.
constexpr std::array<double, 5> kListeningBands = {0.125, 0.25, 0.40, 0.55, 0.75};

int listening_level(double share, double ideal) {
  const double distance = std::abs(share - ideal);
  const double room = share < ideal ? ideal : 1 - ideal;
  const double part = room <= 0 ? 0 : distance / room;
  // The last band is open at its end: three quarters of the room is already level 0.
  if (part >= kListeningBands.back() - kTolerance) return 0;
  int level = kLevelMax;
  while (level > 1 && part > kListeningBands[static_cast<std::size_t>(kLevelMax - level)] + kTolerance) {
    --level;
  }
  return level;
}

double round_to_hundredths(double value) {
  return std::round(value * 100) / 100;
}

}  // namespace

double points_for_level(int level) {
  return kPointsMin + (kPointsMax - kPointsMin) * std::clamp(level, 0, kLevelMax) / kLevelMax;
}

CategoryScore listening_ratio(const CallMetrics& metrics, double ideal_agent_talk_share) {
  CategoryScore category;
  if (!metrics.agent_talk_share || metrics.words < kWordsMin) {
    category.note = metrics.agent_talk_share ? "Too few words to measure."
                                             : "Not measurable: it is not known who speaks.";
    return category;
  }
  const double share = *metrics.agent_talk_share;
  category.applicable = true;
  category.level = listening_level(share, ideal_agent_talk_share);
  category.score = points_for_level(*category.level);
  category.note = fmt::format("The rep spoke {:.0f} % of the words; the ideal is {:.0f} %.", share * 100,
                              ideal_agent_talk_share * 100);
  return category;
}

RepScore total_score(std::vector<std::pair<std::string, CategoryScore>> categories,
                     const Workspace& workspace) {
  RepScore total{.overall = std::nullopt, .coverage = 0, .categories = std::move(categories)};
  double weight_of_all = 0;
  double weight_with_level = 0;
  double weighted_points = 0;
  std::size_t count_with_level = 0;
  for (const RubricCategory& rubric : workspace.rubric) weight_of_all += rubric.weight;
  for (auto& [key, category] : total.categories) {
    const RubricCategory* rubric = workspace.category(key);
    if (rubric == nullptr || !category.applicable || !category.level) continue;
    category.score = points_for_level(*category.level);
    weight_with_level += rubric->weight;
    weighted_points += rubric->weight * *category.score;
    ++count_with_level;
  }
  if (weight_of_all > 0) total.coverage = weight_with_level / weight_of_all;
  const bool is_enough =
      total.coverage >= kCoverageMin - kTolerance && 2 * count_with_level >= workspace.rubric.size();
  if (is_enough && weight_with_level > 0) {
    total.overall = round_to_hundredths(weighted_points / weight_with_level);
  }
  return total;
}

}  // namespace calltracker::gold
