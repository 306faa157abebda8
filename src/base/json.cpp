// SPDX-License-Identifier: MIT
#include "base/json.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>

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

// Appends the way from `from` down to `wanted`, if it leads there.
bool append_path(std::string& path, const json::value& from, const json::value* wanted) {
  if (&from == wanted) return true;
  const std::size_t length = path.size();
  if (const json::object* object = from.if_object()) {
    for (const auto& [key, member] : *object) {
      path.append(".").append(key);
      if (append_path(path, member, wanted)) return true;
      path.resize(length);
    }
  } else if (const json::array* array = from.if_array()) {
    for (std::size_t index = 0; index < array->size(); ++index) {
      path += fmt::format("[{}]", index);
      if (append_path(path, (*array)[index], wanted)) return true;
      path.resize(length);
    }
  }
  return false;
}

json::value parse_into(json::storage_ptr memory, std::string_view text, std::string_view what) {
  constexpr std::size_t kScratchBytes = 4096;
  std::array<unsigned char, kScratchBytes> scratch;
  json::error_code failure;
  json::parser parser(json::storage_ptr(), json::parse_options(), scratch.data(), scratch.size());
  parser.reset(std::move(memory));
  const std::size_t consumed = parser.write(text, failure);
  if (failure) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "json-syntax",
                 .message = fmt::format("{} is not valid JSON: {}", what, failure.message()),
                 .where = fmt::format("near byte {}", consumed)});
  }
  return parser.release();
}

}  // namespace

json::value parse_json(std::string_view text, std::string_view what) {
  return parse_into(json::storage_ptr(), text, what);
}

JsonDocument::JsonDocument(std::string_view text, std::string_view what)
    // A value takes more room than its text, but not often twice as much.
    : memory_(std::make_unique<json::monotonic_resource>(2 * text.size() + 1)),
      value_(parse_into(memory_.get(), text, what)) {}

std::string to_json_text(const json::value& value) {
  return json::serialize(value);
}

std::string JsonReader::path() const {
  std::string path = document_->name;
  append_path(path, *document_->value, value_);
  return path;
}

void JsonReader::fail(std::string_view expected) const {
  fail_at(path(), expected);
}

void JsonReader::fail_at(const std::string& path, std::string_view expected) const {
  throw Error({.kind = ErrorKind::Input,
               .code = "json-field",
               .message = fmt::format("expected {} at {}", expected, path),
               .where = path,
               .found = describe(*value_)});
}

JsonReader JsonReader::at(std::string_view key) const {
  const json::object& object = as_object();
  const auto found = object.find(key);
  if (found == object.end()) fail_at(path() + "." + std::string(key), "a value");
  return {found->value(), document_};
}

std::optional<JsonReader> JsonReader::find(std::string_view key) const {
  const json::object& object = as_object();
  const auto found = object.find(key);
  if (found == object.end() || found->value().is_null()) return std::nullopt;
  return JsonReader(found->value(), document_);
}

std::string JsonReader::as_string() const {
  if (!value_->is_string()) fail("a text");
  return std::string(value_->get_string());
}

std::int64_t JsonReader::as_int() const {
  constexpr double kBeyondEveryInteger = 0x1p63;
  if (value_->is_int64()) return value_->get_int64();
  if (value_->is_double() && std::abs(value_->get_double()) < kBeyondEveryInteger) {
    const auto whole = static_cast<std::int64_t>(value_->get_double());
    if (value_->get_double() == static_cast<double>(whole)) return whole;
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

const json::array& JsonReader::items() const {
  if (!value_->is_array()) fail("an array");
  return value_->get_array();
}

std::vector<JsonReader> JsonReader::as_array() const {
  std::vector<JsonReader> readers;
  readers.reserve(items().size());
  for (const json::value& item : items()) readers.push_back(JsonReader(item, document_));
  return readers;
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
    for (const json::value& item : member->items()) values.push_back(JsonReader(item, document_).as_int());
  }
  return values;
}

std::vector<std::string> JsonReader::strings(std::string_view key) const {
  std::vector<std::string> values;
  if (const auto member = find(key)) {
    for (const json::value& item : member->items()) {
      values.push_back(JsonReader(item, document_).as_string());
    }
  }
  return values;
}

}  // namespace calltracker
