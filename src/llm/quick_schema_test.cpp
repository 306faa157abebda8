// SPDX-License-Identifier: MIT
#include "llm/quick_schema.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace {

using namespace calltracker;
using namespace calltracker::llm;

const json::value& schema() {
  static const json::value value = parse_json(R"({"title":"x","type":"object","properties":{
      "list":{"type":"array","items":{"type":"object","properties":{
        "text":{"type":"string","description":"short"},"level":{"type":["integer","null"],"enum":[0,1,null]},
        "word":{"type":"string","enum":["yes","no"]},"turns":{"type":"array","items":{"type":"integer"}}},
        "required":["text","level"],"additionalProperties":false}},
      "share":{"type":"number","minimum":0,"maximum":1},
      "is_open":{"type":"boolean"},
      "free":{"type":"object","properties":{"known":{"type":"string"}}},
      "name":{"type":["string","null"]}},
      "required":["list","share","name"],"additionalProperties":false})",
                                              "schema");
  return value;
}

const json::value& conforming() {
  static const json::value value = parse_json(
      R"({"list":[{"text":"a","level":1,"word":"yes","turns":[1,2]},{"text":"b","level":null}],"share":0.5,
          "is_open":true,"free":{"known":"x","other":[1]},"name":null})",
      "document");
  return value;
}

// Every copy of the document with one place changed: another value there, or a member more or less.
void for_each_variant(const json::value& document, const std::function<void(const json::value&)>& visit) {
  const std::vector<json::value> others{nullptr,
                                        true,
                                        7,
                                        -1,
                                        0.5,
                                        1e300,
                                        "yes",
                                        "",
                                        "another",
                                        json::array{},
                                        json::array{1, "x"},
                                        json::object{},
                                        json::object{{"text", "a"}, {"level", 0}}};
  json::value changed = document;
  const std::function<void(json::value&)> change = [&](json::value& place) {
    const json::value before = place;
    for (const json::value& other : others) {
      place = other;
      visit(changed);
    }
    place = before;
    if (json::object* object = place.if_object()) {
      (*object)["surplus"] = 1;
      visit(changed);
      object->erase("surplus");
      for (const auto& [name, member] : before.get_object()) {
        object->erase(name);
        visit(changed);
        (*object)[name] = member;
        change(object->at(name));
      }
    } else if (json::array* array = place.if_array()) {
      for (json::value& item : *array) change(item);
    }
  };
  change(changed);
}

bool conforms(const json::value& document) {
  static valijson::Schema prepared;
  static const bool once = [] {
    valijson::SchemaParser().populateSchema(valijson::adapters::BoostJsonAdapter(schema()), prepared);
    return true;
  }();
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  return once && validator.validate(prepared, valijson::adapters::BoostJsonAdapter(document), nullptr);
}

}  // namespace

TEST_CASE("the quick check says yes exactly where the full one does") {
  const auto quick = QuickSchema::of(schema());
  REQUIRE(quick);
  CHECK(quick->accepts(conforming()));
  int accepted = 0;
  int refused = 0;
  for_each_variant(conforming(), [&](const json::value& document) {
    const bool accepts = quick->accepts(document);
    CHECK_MESSAGE(accepts == conforms(document), to_json_text(document));
    ++(accepts ? accepted : refused);
  });
  CHECK(accepted > 20);
  CHECK(refused > 100);
}

TEST_CASE("a schema that says more than the quick check knows is left to the full one") {
  for (const char* text :
       {R"({"type":"string","minLength":1})", R"({"$ref":"#/x"})", R"({"anyOf":[{"type":"null"}]})",
        R"({"type":"object","additionalProperties":{"type":"string"}})", R"({"enum":[0.5]})",
        R"({"type":"object","required":["nowhere"]})", R"({"type":"anything"})", "true"}) {
    CHECK_MESSAGE(!QuickSchema::of(parse_json(text, "schema")), text);
  }
}
