// SPDX-License-Identifier: MIT
#include "gold/level_overrides.hpp"

#include <doctest/doctest.h>

#include "gold/rep_score.hpp"

using namespace calltracker;
using namespace calltracker::gold;

namespace {

RepScore scored(const Workspace& workspace, int level) {
  std::vector<std::pair<std::string, CategoryScore>> categories;
  for (const RubricCategory& rubric : workspace.rubric) {
    categories.emplace_back(rubric.key, CategoryScore{.applicable = true, .level = level});
  }
  categories.front().second = CategoryScore{};
  return total_score(std::move(categories), workspace);
}

LevelOverride set(const Workspace& workspace, std::size_t index, int level) {
  return {.category = workspace.rubric[index].key, .level = level, .reason = "heard it", .at_ms = 5};
}

}  // namespace

TEST_CASE("an override moves level, score and total, and the model's stay beside them") {
  const Workspace workspace = built_in_workspace();
  RepScore score = scored(workspace, 3);
  const auto overall = score.overall;
  apply_overrides(score, {set(workspace, 1, 0)}, workspace);
  const CategoryScore& category = score.categories[1].second;
  CHECK(category.level == 0);
  CHECK(category.score == 1.0);
  CHECK(category.overridden->level == 3);
  CHECK(category.overridden->score == points_for_level(3));
  CHECK(score.overall < overall);
  CHECK(score.overall_before_overrides == overall);
}

TEST_CASE("a category that did not apply counts once a person gives it a level") {
  const Workspace workspace = built_in_workspace();
  RepScore score = scored(workspace, 3);
  const double coverage = score.coverage;
  apply_overrides(score, {set(workspace, 0, 5)}, workspace);
  CHECK(score.categories[0].second.applicable);
  CHECK(score.coverage > coverage);
  CHECK_FALSE(score.categories[0].second.overridden->applicable);
}

TEST_CASE("overrides are exactly those given: replaced, applied twice, and taken back") {
  const Workspace workspace = built_in_workspace();
  RepScore score = scored(workspace, 3);
  const auto overall = score.overall;
  apply_overrides(score, {set(workspace, 1, 0), set(workspace, 2, 5)}, workspace);
  apply_overrides(score, {set(workspace, 1, 4)}, workspace);
  apply_overrides(score, {set(workspace, 1, 4)}, workspace);
  CHECK(score.categories[1].second.level == 4);
  CHECK(score.categories[1].second.overridden->level == 3);
  CHECK_FALSE(score.categories[2].second.overridden);
  CHECK(score.overall_before_overrides == overall);
  apply_overrides(score, {}, workspace);
  CHECK(score.categories[1].second.level == 3);
  CHECK(score.overall == overall);
  CHECK_FALSE(score.overall_before_overrides);
}

TEST_CASE("an override of an unknown category changes nothing") {
  const Workspace workspace = built_in_workspace();
  RepScore score = scored(workspace, 3);
  const auto overall = score.overall;
  apply_overrides(score, {{.category = "charm", .level = 0, .reason = "x", .at_ms = 5}}, workspace);
  CHECK(score.overall == overall);
  CHECK_FALSE(score.overall_before_overrides);
}
