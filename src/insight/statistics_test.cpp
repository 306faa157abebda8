// SPDX-License-Identifier: MIT
#include "insight/statistics.hpp"

#include <doctest/doctest.h>

using namespace calltracker::insight;

TEST_CASE("a mean's interval follows Student's t") {
  RunningMean mean;
  for (const double value : {4.0, 5.0, 6.0, 7.0, 8.0}) mean.add(value);
  const MeanEstimate estimate = mean.estimate();
  CHECK(estimate.mean.value() == doctest::Approx(6.0));
  // 2.776 × 1.5811 / √5
  CHECK(estimate.low.value() == doctest::Approx(6.0 - 1.963).epsilon(0.001));
  CHECK(estimate.high.value() == doctest::Approx(6.0 + 1.963).epsilon(0.001));
}

TEST_CASE("a mean's interval stays on the 1-10 scale") {
  RunningMean mean;
  mean.add(1);
  mean.add(10);
  CHECK(mean.estimate().low.value() == 1);
  CHECK(mean.estimate().high.value() == 10);
}

TEST_CASE("one value has a mean but no interval, none has neither") {
  RunningMean mean;
  CHECK_FALSE(mean.estimate().mean);
  mean.add(7);
  CHECK(mean.estimate().mean.value() == 7);
  CHECK_FALSE(mean.estimate().low);
}

TEST_CASE("t is continuous where the table ends") {
  CHECK(student_t_95(30) == doctest::Approx(2.042));
  CHECK(student_t_95(31) == doctest::Approx(2.0395).epsilon(0.0005));
  CHECK(student_t_95(120) == doctest::Approx(1.9799).epsilon(0.0005));
  CHECK(student_t_95(1'000'000) == doctest::Approx(1.95996).epsilon(0.0001));
}

TEST_CASE("a share's interval is Wilson's and never leaves 0 to 1") {
  const ShareEstimate none = estimate_share(0, 10);
  CHECK(none.low.value() == 0);
  CHECK(estimate_share(7, 7).high.value() == 1);
  CHECK(none.high.value() == doctest::Approx(0.2775).epsilon(0.001));
  const ShareEstimate half = estimate_share(5, 10);
  CHECK(half.low.value() == doctest::Approx(0.2366).epsilon(0.001));
  CHECK(half.high.value() == doctest::Approx(0.7634).epsilon(0.001));
  CHECK_FALSE(estimate_share(0, 0).share);
}

TEST_CASE("the median of an even count lies between the middle two, and so does any quantile") {
  const auto of = [](std::initializer_list<double> values) {
    Distribution distribution;
    for (const double value : values) distribution.add(value);
    return distribution;
  };
  CHECK(of({0.2, 0.8, 0.4, 0.6}).median().value() == doctest::Approx(0.5));
  CHECK(of({0.9, 0.1, 0.3}).median().value() == doctest::Approx(0.3));
  CHECK(of({2, 2, 2, 5}).median().value() == doctest::Approx(2));
  CHECK(of({2, 2, 5, 5}).median().value() == doctest::Approx(3.5));
  CHECK_FALSE(of({}).median());
  CHECK(of({4, 1, 3, 2}).quantile(0.25).value() == doctest::Approx(1.75));
  CHECK(of({4, 1, 3, 2}).quantile(1.0).value() == doctest::Approx(4));
  CHECK(of({7}).quantile(0.75).value() == doctest::Approx(7));
}

TEST_CASE("many values are kept to three digits, which moves a quantile by less than a hundredth") {
  Distribution many;
  for (int index = 0; index < 100'000; ++index) many.add(index / 100'000.0);
  CHECK(many.count() == 100'000);
  CHECK(many.median().value() == doctest::Approx(0.5).epsilon(0.01));
  CHECK(many.quantile(0.25).value() == doctest::Approx(0.25).epsilon(0.01));
  CHECK(many.rounded().size() < 20'000);
}

TEST_CASE("two means added up are the mean of both") {
  RunningMean left, right, whole;
  for (const double value : {1.0, 4.0, 7.5}) left.add(value);
  for (const double value : {9.0, 2.0}) right.add(value);
  for (const double value : {1.0, 4.0, 7.5, 9.0, 2.0}) whole.add(value);
  left.add(right);
  left.add(RunningMean());
  CHECK(left.count() == 5);
  CHECK(left.mean() == doctest::Approx(whole.mean()));
  CHECK(left.squared_deviations() == doctest::Approx(whole.squared_deviations()));
}
