// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time_zone.hpp"

TEST_CASE("a local time becomes the instant its zone says, across the daylight saving change") {
  const calltracker::TimeZone eastern("America/New_York");
  CHECK(calltracker::to_iso8601_utc(*eastern.to_unix({.year = 2026, .month = 11, .day = 16, .hour = 9})) ==
        "2026-11-16T14:00:00.000Z");
  CHECK(calltracker::to_iso8601_utc(*eastern.to_unix({.year = 2026, .month = 7, .day = 1, .hour = 9})) ==
        "2026-07-01T13:00:00.000Z");
  CHECK(eastern.to_iso8601(*calltracker::parse_iso8601("2026-11-16T14:00:00Z")) ==
        "2026-11-16T09:00:00-05:00");
  CHECK_FALSE(eastern.to_unix({.year = 2026, .month = 2, .day = 30}).has_value());
}

TEST_CASE("identifiers made in one millisecond still sort by creation") {
  const std::string first = calltracker::make_ulid(1000);
  const std::string second = calltracker::make_ulid(1000);
  CHECK(first.size() == 26);
  CHECK(first < second);
}

TEST_CASE("the hash of parts knows where a part ends") {
  CHECK(calltracker::sha256_hex_of_parts({"ab", "c"}) != calltracker::sha256_hex_of_parts({"a", "bc"}));
  CHECK(calltracker::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("two letters swapped count as one edit") {
  CHECK(calltracker::edit_distance("brian", "brain") == 1);
  CHECK(calltracker::edit_distance("brian", "Ryan") == 2);
}
