// SPDX-License-Identifier: MIT
#include "call/area_codes.hpp"

#include <doctest/doctest.h>

using namespace calltracker;

TEST_CASE("a telephone number is from the state of its area code") {
  CHECK(state_of_phone("(912) 555-0113") == "GA");
  CHECK(state_of_phone("5125550139") == "TX");
  CHECK_FALSE(state_of_phone("(800) 555-0188"));
  CHECK_FALSE(state_of_phone("no number"));
  CHECK_FALSE(state_of_phone(""));
}
