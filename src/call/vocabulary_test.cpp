// SPDX-License-Identifier: MIT
#include "call/vocabulary.hpp"

#include <doctest/doctest.h>

using namespace calltracker;

TEST_CASE("words of results are the product's, and are read back in any letter case") {
  CHECK(name_of(Classification::ValidSales) == "valid_sales");
  CHECK(name_of(RecommendedAction::Nurture48To72Hr) == "nurture-48-72hr");
  CHECK(name_of(Timeline::OneToThreeMonths) == "1-3months");
  CHECK(parse<Urgency>("Near-Term") == Urgency::NearTerm);
  CHECK(parse<JobStatus>("cancelled") == JobStatus::Cancelled);
  CHECK_FALSE(parse<ServiceFit>("splendid").has_value());
}
