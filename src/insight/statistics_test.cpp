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
  CHECK(median({0.2F, 0.8F, 0.4F, 0.6F}).value() == doctest::Approx(0.5));
  CHECK(median({0.9F, 0.1F, 0.3F}).value() == doctest::Approx(0.3));
  CHECK_FALSE(median({}));
  CHECK(quantile({4.0F, 1.0F, 3.0F, 2.0F}, 0.25).value() == doctest::Approx(1.75));
  CHECK(quantile({4.0F, 1.0F, 3.0F, 2.0F}, 1.0).value() == doctest::Approx(4));
  CHECK(quantile({7.0F}, 0.75).value() == doctest::Approx(7));
}
