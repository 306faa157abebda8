// SPDX-License-Identifier: MIT
#include "base/json.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker {
namespace {

std::string describe(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::object:
      return "an object";
    case json::kind::array:
      return "an array";
    default:
      return std::string(truncate_utf8(json::serialize(value), 60));
  }
}

}  // namespace

json::value parse_json(std::string_view text, std::string_view what) {
  json::error_code failure;
  json::parser parser;
  const std::size_t consumed = parser.write(text, failure);
  if (failure) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "json-syntax",
                 .message = fmt::format("{} is not valid JSON: {}", what, failure.message()),
                 .where = fmt::format("near byte {}", consumed)});
  }
  return parser.release();
}

std::string to_json_text(const json::value& value) {
  return json::serialize(value);
}

void JsonReader::fail(std::string_view expected) const {
  throw Error({.kind = ErrorKind::Input,
               .code = "json-field",
               .message = fmt::format("expected {} at {}", expected, path_),
               .where = path_,
               .found = describe(*value_)});
}

JsonReader JsonReader::at(std::string_view key) const {
  const json::object& object = as_object();
  const auto found = object.find(key);
  if (found == object.end()) JsonReader(*value_, path_ + "." + std::string(key)).fail("a value");
  return {found->value(), path_ + "." + std::string(key)};
}

std::optional<JsonReader> JsonReader::find(std::string_view key) const {
  const json::object& object = as_object();
  const auto found = object.find(key);
  if (found == object.end() || found->value().is_null()) return std::nullopt;
  return JsonReader(found->value(), path_ + "." + std::string(key));
}

std::string JsonReader::as_string() const {
  if (!value_->is_string()) fail("a text");
  return std::string(value_->get_string());
}

std::int64_t JsonReader::as_int() const {
  if (value_->is_int64()) return value_->get_int64();
  if (value_->is_double() &&
      value_->get_double() == static_cast<double>(static_cast<std::int64_t>(value_->get_double()))) {
    return static_cast<std::int64_t>(value_->get_double());
  }
  fail("a whole number");
}

double JsonReader::as_double() const {
  if (!value_->is_number()) fail("a number");
  return value_->to_number<double>();
}

bool JsonReader::as_bool() const {
  if (!value_->is_bool()) fail("true or false");
  return value_->get_bool();
}

std::vector<JsonReader> JsonReader::as_array() const {
  if (!value_->is_array()) fail("an array");
  std::vector<JsonReader> items;
  for (const json::value& item : value_->get_array()) {
    items.emplace_back(item, fmt::format("{}[{}]", path_, items.size()));
  }
  return items;
}

const json::object& JsonReader::as_object() const {
  if (!value_->is_object()) fail("an object");
  return value_->get_object();
}

std::optional<std::string> JsonReader::string_if_any(std::string_view key) const {
  const auto member = find(key);
  return member ? std::optional(member->as_string()) : std::nullopt;
}

std::optional<std::int64_t> JsonReader::int_if_any(std::string_view key) const {
  const auto member = find(key);
  return member ? std::optional(member->as_int()) : std::nullopt;
}

std::optional<double> JsonReader::double_if_any(std::string_view key) const {
  const auto member = find(key);
  return member ? std::optional(member->as_double()) : std::nullopt;
}

std::optional<bool> JsonReader::bool_if_any(std::string_view key) const {
  const auto member = find(key);
  return member ? std::optional(member->as_bool()) : std::nullopt;
}

std::vector<std::int64_t> JsonReader::ints(std::string_view key) const {
  std::vector<std::int64_t> values;
  if (const auto member = find(key)) {
    for (const JsonReader& item : member->as_array()) values.push_back(item.as_int());
  }
  return values;
}

std::vector<std::string> JsonReader::strings(std::string_view key) const {
  std::vector<std::string> values;
  if (const auto member = find(key)) {
    for (const JsonReader& item : member->as_array()) values.push_back(item.as_string());
  }
  return values;
}

}  // namespace calltracker
