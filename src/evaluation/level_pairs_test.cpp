// SPDX-License-Identifier: MIT
#include "evaluation/level_pairs.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace calltracker;
using namespace calltracker::evaluation;

namespace {

LevelAgreement agreement_of(const std::vector<std::pair<int, int>>& pairs) {
  LevelPairs levels;
  for (const auto& [first, second] : pairs) levels.add(first, second);
  return levels.agreement();
}

}  // namespace

TEST_CASE("kappa with quadratic weights is what a hand computes") {
  // Apart by 1, 0 and 1: 2 observed. By chance (firsts 1, 2, 3; seconds 2, 2, 4): 18 over three pairs is 6.
  const LevelAgreement agreement = agreement_of({{1, 2}, {2, 2}, {3, 4}});
  CHECK(agreement.pairs == 3);
  CHECK(agreement.exact == 1);
  CHECK(agreement.within_one == 3);
  CHECK(agreement.weighted_kappa.value() == doctest::Approx(1 - 2.0 / 6));
}

TEST_CASE("two levels apart weighs four times as much as one") {
  // Observed 4; by chance (firsts 0, 5; seconds 2, 5): (4 + 25 + 9 + 0) / 2 = 19.
  const LevelAgreement agreement = agreement_of({{0, 2}, {5, 5}});
  CHECK(agreement.within_one == 1);
  CHECK(agreement.weighted_kappa.value() == doctest::Approx(1 - 4.0 / 19));
}

TEST_CASE("kappa is 1 where all are alike and -1 where all are opposite") {
  CHECK(agreement_of({{0, 0}, {5, 5}}).weighted_kappa.value() == doctest::Approx(1));
  CHECK(agreement_of({{0, 5}, {5, 0}}).weighted_kappa.value() == doctest::Approx(-1));
}

TEST_CASE("kappa has no meaning without a pair, or with one level everywhere") {
  CHECK_FALSE(agreement_of({}).weighted_kappa);
  CHECK(agreement_of({}).pairs == 0);
  const LevelAgreement same = agreement_of({{3, 3}, {3, 3}, {3, 3}});
  CHECK_FALSE(same.weighted_kappa);
  CHECK(same.exact == 3);
  CHECK_FALSE(agreement_of({{4, 4}}).weighted_kappa);
}

TEST_CASE("one pair that differs is no better than chance") {
  const LevelAgreement agreement = agreement_of({{2, 3}});
  CHECK(agreement.exact == 0);
  CHECK(agreement.within_one == 1);
  CHECK(agreement.weighted_kappa.value() == doctest::Approx(0));
}
