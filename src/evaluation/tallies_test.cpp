// SPDX-License-Identifier: MIT
#include "evaluation/tallies.hpp"

#include <doctest/doctest.h>

using namespace calltracker::evaluation;

TEST_CASE("each class has its precision, recall and F1, and their mean is over the labelled classes") {
  ClassTally tally;
  tally.add("spam", "spam");
  tally.add("spam", "spam");
  tally.add("spam", "sales");
  tally.add("sales", "sales");
  tally.add("sales", "sales");
  tally.add("sales", "voicemail");
  const auto classes = tally.classes();
  REQUIRE(classes.size() == 3);
  CHECK(classes[0].name == "sales");
  CHECK(classes[0].labelled == 3);
  CHECK(classes[0].rates.precision.value() == doctest::Approx(2.0 / 3));
  CHECK(classes[0].rates.recall.value() == doctest::Approx(2.0 / 3));
  CHECK(classes[1].rates.precision.value() == doctest::Approx(1));
  CHECK(classes[1].rates.recall.value() == doctest::Approx(2.0 / 3));
  CHECK(classes[1].rates.f1.value() == doctest::Approx(0.8));
  // Nobody labelled a voicemail: it has no recall, and no part in the mean.
  CHECK(classes[2].rates.precision.value() == 0);
  CHECK_FALSE(classes[2].rates.recall);
  CHECK(tally.macro_f1().value() == doctest::Approx((2.0 / 3 + 0.8) / 2));
  CHECK(tally.confusion().at("spam").at("sales") == 1);
}

TEST_CASE("a fact that is absent on both sides is neither found nor missed") {
  FactTally tally;
  tally.add(false, false, false);
  CHECK(tally.calls() == 1);
  CHECK_FALSE(tally.rates().f1);
  CHECK_FALSE(tally.rates().precision);
  tally.add(true, true, true);
  tally.add(true, false, false);  // invented
  tally.add(false, true, false);  // missed
  tally.add(true, true, false);   // another one
  CHECK(tally.rates().precision.value() == doctest::Approx(1.0 / 3));
  CHECK(tally.rates().recall.value() == doctest::Approx(1.0 / 3));
  CHECK(tally.rates().f1.value() == doctest::Approx(1.0 / 3));
}

TEST_CASE("the distance is of the numbers outside their range only") {
  RangeTally tally;
  CHECK_FALSE(tally.share_within());
  tally.add(0);
  CHECK_FALSE(tally.mean_distance_outside());
  tally.add(0.5);
  tally.add(1.5);
  tally.add(std::nullopt);
  CHECK(tally.share_within().value() == doctest::Approx(0.25));
  CHECK(tally.mean_distance_outside().value() == doctest::Approx(1));
}
