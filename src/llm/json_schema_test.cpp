// SPDX-License-Identifier: MIT
#include "llm/json_schema.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;

const json::value& schema() {
  static const json::value value = parse_json(R"({"title":"x","type":"object","properties":{
      "list":{"type":"array","maxItems":3,"items":{"type":"object","properties":{
        "title":{"type":"string","minLength":1,"description":"short"},"level":{"type":"integer","enum":[0,1]}},
        "required":["title","level"],"additionalProperties":false}},
      "name":{"type":["string","null"]}},
      "required":["list","name"],"additionalProperties":false})",
                                              "schema");
  return value;
}

std::string problem(std::string_view document) {
  return JsonSchema(schema()).problem_with(parse_json(document, "document")).value_or("");
}

}  // namespace

TEST_CASE("a document that conforms has no problem") {
  CHECK(problem(R"({"list":[{"title":"a","level":1}],"name":null})") == "");
}

TEST_CASE("a problem names its place and not the value") {
  CHECK(problem(R"({"list":[{"title":"a","level":1},{"title":"secret","level":7}],"name":"b"})")
            .starts_with("at list[1].level: "));
  CHECK(problem(R"({"list":[{"title":7,"level":1}],"name":"b"})").starts_with("at list[0].title: "));
  CHECK(problem(R"({"list":[]})").find("name") != std::string::npos);
  CHECK(problem(R"({"list":[],"name":null,"more":1})").starts_with("at the top: "));
  CHECK(problem("[]").starts_with("at the top: "));
  CHECK(problem(R"({"list":[{"title":"secret","level":7}],"name":"b"})").find("secret") == std::string::npos);
}

TEST_CASE("a number in quotes is no number") {
  CHECK(problem(R"({"list":[{"title":"a","level":"1"}],"name":null})") != "");
}

TEST_CASE("providers get bounds as words, and fields named like keywords stay") {
  const json::value stripped = provider_schema(schema());
  CHECK_FALSE(stripped.as_object().contains("title"));
  const json::value& list = stripped.at("properties").at("list");
  CHECK(list.at("description") == "{maxItems: 3}");
  CHECK_FALSE(list.as_object().contains("maxItems"));
  const json::value& title = list.at("items").at("properties").at("title");
  CHECK(title.at("description") == "short {minLength: 1}");
  CHECK(list.at("items").at("properties").at("level").at("enum").as_array().size() == 2);
}
