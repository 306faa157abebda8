// SPDX-License-Identifier: MIT
#pragma once

// Reading JSON with errors that name the field. A JsonReader wraps a value inside a document; every accessor
// either returns what it promises or throws Error{Input, "json-field", …} naming path, expectation and
// finding. The path is worked out only when somebody asks for it, so reading what is in order costs nothing
// but the reading. A document must outlive its readers.

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calltracker {

namespace json = boost::json;

// Throws Error{Input, "json-syntax"} with the offset; `what` names the document in the message.
json::value parse_json(std::string_view text, std::string_view what);

// A document that is read and thrown away as a whole: its values lie one behind the other in memory, so that
// parsing and forgetting it is quick. Throws as parse_json does.
class JsonDocument {
 public:
  JsonDocument(std::string_view text, std::string_view what);

  const json::value& value() const { return value_; }

 private:
  std::unique_ptr<json::monotonic_resource> memory_;
  json::value value_;
};

std::string to_json_text(const json::value& value);

class JsonReader {
 public:
  // `name` is what paths begin with.
  JsonReader(const json::value& document, std::string name)
      : value_(&document), document_(std::make_shared<const Document>(&document, std::move(name))) {}

  const json::value& value() const { return *value_; }
  // "reps[1].name" below the document's name. Takes a walk through the document.
  std::string path() const;
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
  struct Document {
    Document(const json::value* document, std::string path) : value(document), name(std::move(path)) {}
    const json::value* value;
    std::string name;
  };

  JsonReader(const json::value& value, std::shared_ptr<const Document> document)
      : value_(&value), document_(std::move(document)) {}
  [[noreturn]] void fail_at(const std::string& path, std::string_view expected) const;
  const json::array& items() const;

  const json::value* value_;
  std::shared_ptr<const Document> document_;
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
