// SPDX-License-Identifier: MIT
#include "base/json.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "base/error.hpp"

using namespace calltracker;

TEST_CASE("an error in JSON names the path, what was expected and what was found") {
  const json::value document = parse_json(R"({"reps":[{"name":"Ann"},{"name":7}]})", "test");
  const JsonReader root(document, "workspace");
  try {
    for (const JsonReader& rep : root.at("reps").as_array()) rep.at("name").as_string();
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == "json-field");
    CHECK(error.message() == "expected a text at workspace.reps[1].name");
    CHECK(error.details().found == "7");
  }
}

TEST_CASE("a member that is null or absent is no value") {
  const json::value document = parse_json(R"({"a":null})", "test");
  const JsonReader root(document, "x");
  CHECK_FALSE(root.string_if_any("a").has_value());
  CHECK_FALSE(root.int_if_any("b").has_value());
  CHECK(root.strings("b").empty());
}

TEST_CASE("a whole number may be written as a fraction, and one that no integer holds is none") {
  const json::value document = parse_json(R"([7, 7.0, -2e3, 7.5, 1e300, -1e300, 1e19, 9.3e18])", "test");
  const std::vector<JsonReader> numbers = JsonReader(document, "x").as_array();
  CHECK(numbers[0].as_int() == 7);
  CHECK(numbers[1].as_int() == 7);
  CHECK(numbers[2].as_int() == -2000);
  for (std::size_t index = 3; index < numbers.size(); ++index)
    CHECK_THROWS_AS(numbers[index].as_int(), Error);
}

TEST_CASE("broken JSON is an input error, not a crash") {
  CHECK_THROWS_AS(parse_json("{\"a\":", "test"), Error);
  CHECK_THROWS_AS(parse_json("{} x", "test"), Error);
}
