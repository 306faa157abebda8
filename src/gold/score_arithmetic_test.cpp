// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <random>

#include "gold/lead_quality.hpp"
#include "gold/rep_score.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::gold;

constexpr UnixMillis kHour_ms = 3'600'000;

const Workspace& workspace() {
  static const Workspace value = built_in_workspace();
  return value;
}

using Categories = std::vector<std::pair<std::string, CategoryScore>>;

// -1: not applicable.
Categories categories_with(const std::vector<int>& levels) {
  Categories categories;
  for (std::size_t index = 0; index < levels.size(); ++index) {
    CategoryScore category;
    category.applicable = levels[index] >= 0;
    if (category.applicable) category.level = levels[index];
    categories.emplace_back(workspace().rubric[index].key, category);
  }
  return categories;
}

std::optional<int> listening_level(double share, double ideal = 0.40) {
  return listening_ratio({.agent_talk_share = share, .words = 100}, ideal).level;
}

}  // namespace

TEST_CASE("levels become points in equal steps from 1 to 10") {
  const double points[] = {1, 2.8, 4.6, 6.4, 8.2, 10};
  for (int level = 0; level <= 5; ++level) CHECK(points_for_level(level) == doctest::Approx(points[level]));
}

TEST_CASE("the talk share's level falls with the part of the room that it is off the ideal") {
  CHECK(listening_level(0.40) == 5);
  CHECK(listening_level(0.475) == 5);
  CHECK(listening_level(0.35) == 5);
  CHECK(listening_level(0.55) == 4);
  CHECK(listening_level(0.30) == 4);
  CHECK(listening_level(0.64) == 3);
  CHECK(listening_level(0.73) == 2);
  CHECK(listening_level(0.84) == 1);
  CHECK(listening_level(0.85) == 0);
  CHECK(listening_level(0.11) == 1);
  CHECK(listening_level(0.10) == 0);
  CHECK(listening_level(0) == 0);
  CHECK(listening_level(1) == 0);
}

TEST_CASE("both sides of the ideal weigh alike") {
  for (int step = 0; step <= 100; ++step) {
    const double part = step / 100.0;
    CAPTURE(part);
    CHECK(listening_level(0.4 - 0.4 * part) == listening_level(0.4 + 0.6 * part));
  }
}

TEST_CASE("talk share does not apply when it is unknown or there was hardly any talk") {
  CHECK_FALSE(listening_ratio({.agent_talk_share = std::nullopt, .words = 500}, 0.4).applicable);
  CHECK_FALSE(listening_ratio({.agent_talk_share = 0.4, .words = 59}, 0.4).applicable);
  CHECK(listening_ratio({.agent_talk_share = 0.4, .words = 60}, 0.4).applicable);
}

TEST_CASE("there is no total from too little of the rubric") {
  CHECK(total_score(categories_with({5, 5, 5, 5, 5, -1, -1, -1, -1, -1}), workspace()).overall ==
        doctest::Approx(10));
  CHECK_FALSE(total_score(categories_with({-1, 5, 5, 5, 5, -1, -1, -1, -1, -1}), workspace()).overall);
  // Five categories, but with the light one among them less than half of the weight.
  CHECK_FALSE(total_score(categories_with({5, 5, -1, 5, 5, 5, -1, -1, -1, -1}), workspace()).overall);
  CHECK_FALSE(total_score({}, workspace()).overall);
}

TEST_CASE("for any levels the total is their weighted mean, and coverage the weight that applied") {
  std::mt19937 random(20261123);
  std::uniform_int_distribution<int> any_level(-1, 5);
  for (int round = 0; round < 2000; ++round) {
    std::vector<int> levels(workspace().rubric.size());
    for (int& level : levels) level = any_level(random);
    double weight = 0;
    double points = 0;
    std::size_t applied = 0;
    int lowest = 5;
    int highest = 0;
    for (std::size_t index = 0; index < levels.size(); ++index) {
      if (levels[index] < 0) continue;
      weight += workspace().rubric[index].weight;
      points += workspace().rubric[index].weight * (1 + 9.0 * levels[index] / 5);
      ++applied;
      lowest = std::min(lowest, levels[index]);
      highest = std::max(highest, levels[index]);
    }
    const RepScore score = total_score(categories_with(levels), workspace());
    CHECK(score.coverage == doctest::Approx(weight));
    CHECK(score.overall.has_value() == (weight > 0.5 - 1e-9 && applied >= 5));
    if (!score.overall) continue;
    CHECK(std::abs(*score.overall - points / weight) <= 0.005 + 1e-9);
    CHECK(*score.overall >= points_for_level(lowest) - 0.005);
    CHECK(*score.overall <= points_for_level(highest) + 0.005);
  }
}

TEST_CASE("a lead is worth what its facts weigh, in whole points") {
  LeadFacts facts{.timeline = Timeline::Immediate,
                  .has_authority = true,
                  .need_identified = true,
                  .service_fit = ServiceFit::Perfect,
                  .red_flags = {},
                  .turns = {}};
  // 2.5 + 1.7 + 1.8 + 2 + 1.5 = 9.5
  CHECK(rate_lead(facts, 0).score == 10);
  facts.has_authority.reset();
  // 2.5 + 1 + 1.8 + 2 + 1.5 = 8.8
  CHECK(rate_lead(facts, 0).score == 9);
  facts.red_flags = {"a", "b"};
  // 2.5 + 1 + 1.8 + 2 + 0.15 = 7.45
  CHECK(rate_lead(facts, 0).score == 7);
  // 0.25 + 1 + 0.5 + 0.2 + 1.5 = 3.45
  CHECK(rate_lead({}, 0).score == 3);
}

TEST_CASE("the score decides what to do and by when, counted from the start of the call") {
  LeadFacts facts{.timeline = Timeline::Immediate,
                  .has_authority = true,
                  .need_identified = true,
                  .service_fit = ServiceFit::Perfect,
                  .red_flags = {},
                  .turns = {}};
  CHECK(rate_lead(facts, 5).recommended_action == RecommendedAction::Priority1Hr);
  CHECK(rate_lead(facts, 5).follow_up_by_ms == 5 + kHour_ms);
  CHECK_FALSE(rate_lead(facts, std::nullopt).follow_up_by_ms);
  facts.timeline = Timeline::Vague;
  CHECK(rate_lead(facts, 5).recommended_action == RecommendedAction::Follow24Hr);
  CHECK(rate_lead(facts, 5).follow_up_by_ms == 5 + 24 * kHour_ms);
  facts.need_identified = false;
  CHECK(rate_lead(facts, 5).recommended_action == RecommendedAction::Nurture48To72Hr);
  CHECK(rate_lead(facts, 5).follow_up_by_ms == 5 + 72 * kHour_ms);
  facts.has_authority = false;
  facts.service_fit = ServiceFit::Decent;
  CHECK(rate_lead(facts, 5).recommended_action == RecommendedAction::EmailOnly);
  CHECK_FALSE(rate_lead(facts, 5).follow_up_by_ms);
  facts.red_flags = {"a", "b", "c"};
  facts.service_fit = ServiceFit::Mismatch;
  CHECK(rate_lead(facts, 5).recommended_action == RecommendedAction::NoFollowUp);
}

TEST_CASE("one more red flag never makes a lead better") {
  LeadFacts facts;
  double before = rate_lead(facts, std::nullopt).score;
  for (int flags = 1; flags < 6; ++flags) {
    facts.red_flags.emplace_back("flag");
    const double now = rate_lead(facts, std::nullopt).score;
    CHECK(now <= before);
    CHECK(now >= 1);
    before = now;
  }
}
