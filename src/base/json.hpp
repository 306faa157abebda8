// SPDX-License-Identifier: MIT
#pragma once

// Reading JSON with errors that name the field. A JsonReader wraps a value and the path that led to it; every
// accessor either returns what it promises or throws Error{Input, "json-field", …} naming path, expectation
// and finding.

#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker {

namespace json = boost::json;

// Throws Error{Input, "json-syntax"} with the offset; `what` names the document in the message.
json::value parse_json(std::string_view text, std::string_view what);

std::string to_json_text(const json::value& value);

class JsonReader {
 public:
  JsonReader(const json::value& value, std::string path) : value_(&value), path_(std::move(path)) {}

  const json::value& value() const { return *value_; }
  const std::string& path() const { return path_; }
  bool is_null() const { return value_->is_null(); }

  // A member that must exist (null counts as existing).
  JsonReader at(std::string_view key) const;
  // A member that may be absent or null.
  std::optional<JsonReader> find(std::string_view key) const;

  std::string as_string() const;
  std::int64_t as_int() const;
  double as_double() const;
  bool as_bool() const;
  std::vector<JsonReader> as_array() const;
  const json::object& as_object() const;

  std::optional<std::string> string_if_any(std::string_view key) const;
  std::optional<std::int64_t> int_if_any(std::string_view key) const;
  std::optional<double> double_if_any(std::string_view key) const;
  std::optional<bool> bool_if_any(std::string_view key) const;
  std::vector<std::int64_t> ints(std::string_view key) const;    // empty when absent
  std::vector<std::string> strings(std::string_view key) const;  // empty when absent

  [[noreturn]] void fail(std::string_view expected) const;

 private:
  const json::value* value_;
  std::string path_;
};

// null when absent, so that an unknown fact is never shown as "".
template <class T>
json::value value_or_null(const std::optional<T>& optional) {
  if (!optional) return nullptr;
  return json::value(*optional);
}

template <class T>
json::array to_json_array(const std::vector<T>& items) {
  json::array array;
  array.reserve(items.size());
  for (const T& item : items) array.emplace_back(item);
  return array;
}

}  // namespace calltracker
