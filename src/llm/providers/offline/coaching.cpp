// SPDX-License-Identifier: MIT
#include "llm/providers/offline/coaching.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "llm/providers/offline/scoring/advice.hpp"
#include "llm/providers/offline/scoring/objections.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::size_t kRemarksMax = 3;
constexpr int kStrongLevel = 4;
constexpr int kWeakLevel = 2;

// Strong or weak categories first by how far they stand out, then in the rubric's order.
std::vector<const CategoryFinding*> ranked(const std::vector<CategoryFinding>& findings,
                                           bool strongest_first) {
  std::vector<const CategoryFinding*> order;
  for (const CategoryFinding& finding : findings) {
    if (finding.applicable) order.push_back(&finding);
  }
  std::stable_sort(order.begin(), order.end(),
                   [strongest_first](const CategoryFinding* a, const CategoryFinding* b) {
                     return strongest_first ? a->level > b->level : a->level < b->level;
                   });
  return order;
}

}  // namespace

Coaching coach(const ScoreContext& context, const std::vector<CategoryFinding>& findings) {
  Coaching coaching;
  if (!context.live) return coaching;
  for (const CategoryFinding* finding : ranked(findings, true)) {
    if (finding->level < kStrongLevel || finding->turns.empty() || coaching.strengths.size() >= kRemarksMax)
      continue;
    coaching.strengths.push_back({strength_text(context, *finding), finding->key, finding->turns});
  }
  for (const CategoryFinding* finding : ranked(findings, false)) {
    if (finding->level > kWeakLevel || coaching.weaknesses.size() >= kRemarksMax) continue;
    coaching.weaknesses.push_back({weakness_text(context, *finding), finding->key, finding->turns});
    coaching.insights.push_back({advice_text(context, *finding), finding->key, finding->turns});
  }
  // A good call still has a next thing to learn: the first category that is not at its best.
  if (coaching.insights.empty()) {
    for (const CategoryFinding* finding : ranked(findings, false)) {
      if (finding->level >= 5) break;
      coaching.insights.push_back({advice_text(context, *finding), finding->key, finding->turns});
      break;
    }
  }
  return coaching;
}

}  // namespace calltracker::llm::offline
