// SPDX-License-Identifier: MIT
#include "call/towns.hpp"

#include <doctest/doctest.h>

using namespace calltracker;

TEST_CASE("a town is found however its name is written") {
  for (const char* name : {"St. Louis", "st louis", "Saint Louis", "SAINT LOUIS"}) {
    const auto town = find_town(name);
    REQUIRE(town);
    CHECK(town->name() == "St. Louis");
    CHECK(town->usual_state() == "MO");
  }
  CHECK(find_town("Winston-Salem")->name() == "Winston-Salem");
  CHECK(find_town("coeur d'alene")->name() == "Coeur d'Alene");
  CHECK(find_town("Ludowici")->village);
  CHECK_FALSE(find_town("Fargo")->village);
  CHECK_FALSE(find_town("Brigadoon"));
  CHECK_FALSE(find_town(""));
}

TEST_CASE("a state goes without saying only where people mean one town") {
  CHECK(find_town("Fargo")->usual_state() == "ND");
  CHECK(find_town("Breaux Bridge")->usual_state() == "LA");  // there is only one
  CHECK_FALSE(find_town("Lebanon")->usual_state());
  CHECK(find_town("Lebanon")->is_in("TN"));
  CHECK_FALSE(find_town("Lebanon")->is_in("TX"));
}

TEST_CASE("every name on the map is found") {
  CHECK(town_of(find_town("Abilene")->id).name() == "Abilene");
  CHECK(may_begin_town("zanesville"));
  CHECK_FALSE(may_begin_town("zzz"));
}
