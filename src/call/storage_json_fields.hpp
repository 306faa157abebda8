// SPDX-License-Identifier: MIT
#pragma once

// Single fields of a stored document: writing leaves out what is absent, reading gives the default back.

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"

namespace calltracker::storage_json {

// A number that the JSON parser would read back with its last bit wrong is written as text.
json::value to_json(double number);
inline json::value to_json(const std::string& text) {
  return json::value(text);
}
inline json::value to_json(bool flag) {
  return json::value(flag);
}
template <std::integral T>
json::value to_json(T number) {
  return json::value(static_cast<std::int64_t>(number));
}
template <class T>
json::value to_json(const std::vector<T>& items) {
  json::array array;
  array.reserve(items.size());
  for (const T& item : items) array.push_back(to_json(item));
  return array;
}

double read_real(const JsonReader& reader);

// Writes members, skipping absent ones.
class ObjectWriter {
 public:
  template <class T>
  ObjectWriter& put(std::string_view key, const T& value) {
    object_.emplace(key, to_json(value));
    return *this;
  }
  template <class T>
  ObjectWriter& put(std::string_view key, const std::optional<T>& value) {
    if (value) put(key, *value);
    return *this;
  }
  template <class T>
  ObjectWriter& put_unless_empty(std::string_view key, const T& items) {
    if (!items.empty()) put(key, items);
    return *this;
  }
  ObjectWriter& put_if(std::string_view key, bool flag) {
    if (flag) put(key, true);
    return *this;
  }
  ObjectWriter& put_value(std::string_view key, json::value value) {
    object_.emplace(key, std::move(value));
    return *this;
  }
  json::object take() { return std::move(object_); }

 private:
  json::object object_;
};

inline std::optional<double> real_if_any(const JsonReader& reader, std::string_view key) {
  const auto member = reader.find(key);
  return member ? std::optional(read_real(*member)) : std::nullopt;
}
inline double real(const JsonReader& reader, std::string_view key) {
  return real_if_any(reader, key).value_or(0);
}
inline int integer(const JsonReader& reader, std::string_view key) {
  return static_cast<int>(reader.int_if_any(key).value_or(0));
}
inline std::optional<int> integer_if_any(const JsonReader& reader, std::string_view key) {
  const auto member = reader.int_if_any(key);
  return member ? std::optional(static_cast<int>(*member)) : std::nullopt;
}
inline bool flag(const JsonReader& reader, std::string_view key) {
  return reader.bool_if_any(key).value_or(false);
}
inline std::string text(const JsonReader& reader, std::string_view key) {
  return reader.string_if_any(key).value_or("");
}
inline std::vector<int> integers(const JsonReader& reader, std::string_view key) {
  const std::vector<std::int64_t> wide = reader.ints(key);
  return {wide.begin(), wide.end()};
}

// A word of the vocabulary.
template <class Enum>
Enum word(const JsonReader& reader, std::string_view key,
          std::optional<Enum> (*parse_word)(std::string_view)) {
  const JsonReader member = reader.at(key);
  const auto value = parse_word(member.as_string());
  if (!value) member.fail("a word of the vocabulary");
  return *value;
}

}  // namespace calltracker::storage_json
