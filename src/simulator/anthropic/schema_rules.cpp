// SPDX-License-Identifier: MIT
#include "simulator/anthropic/schema_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "simulator/refusal.hpp"

namespace calltracker::simulator {
namespace {

constexpr int kOptionalPropertiesMax = 24;
constexpr int kUnionsMax = 16;

constexpr std::array kKeywords = {"type",    "properties", "required",    "additionalProperties",
                                  "items",   "enum",       "const",       "description",
                                  "title",   "default",    "anyOf",       "allOf",
                                  "$ref",    "$defs",      "definitions", "format",
                                  "pattern", "minItems",   "$schema"};
constexpr std::array kFormats = {"date-time", "time", "date", "duration", "email",
                                 "hostname",  "uri",  "ipv4", "ipv6",     "uuid"};
constexpr std::array kTypes = {"object", "array", "string", "number", "integer", "boolean", "null"};
constexpr std::array kPatternsRefused = {"(?=", "(?!", "(?<", "\\b", "\\B", "\\1", "\\2", "\\3"};

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_text(const json::value& value, std::string_view text) {
  return value.is_string() && std::string_view(value.get_string()) == text;
}

class SchemaWalk {
 public:
  SchemaWalk(const json::value& root, std::string path) : root_(root), path_(std::move(path)) {}

  void check_root() {
    const json::value* type = root_.is_object() ? root_.get_object().if_contains("type") : nullptr;
    if (type == nullptr || *type != "object") refuse("the root must be of type object");
    visit(root_);
    if (optional_properties_ > kOptionalPropertiesMax) {
      refuse(fmt::format("Schemas contains too many optional parameters ({}), limit: {}",
                         optional_properties_, kOptionalPropertiesMax));
    }
    if (unions_ > kUnionsMax) {
      refuse(fmt::format("Schemas contains too many parameters with union types ({}), limit: {}", unions_,
                         kUnionsMax));
    }
  }

 private:
  [[noreturn]] void refuse(const std::string& problem) const { refuse_field(path_, problem); }

  void visit(const json::value& value) {
    if (!value.is_object()) refuse("each schema must be an object");
    const json::object& schema = value.get_object();
    for (const auto& [name, member] : schema) {
      if (!is_one_of(kKeywords, name)) {
        refuse(fmt::format("For '{}' type, property '{}' is not supported", type_name(schema),
                           std::string(name)));
      }
    }
    check_type(schema);
    check_object(schema);
    check_values(schema);
    check_text(schema);
    visit_members(schema);
  }

  static std::string type_name(const json::object& schema) {
    const json::value* type = schema.if_contains("type");
    return type != nullptr && type->is_string() ? std::string(type->get_string()) : "any";
  }

  static bool has_type(const json::object& schema, std::string_view name) {
    const json::value* type = schema.if_contains("type");
    if (type == nullptr) return false;
    if (type->is_array()) {
      const json::array& types = type->get_array();
      return std::any_of(types.begin(), types.end(),
                         [&](const json::value& one) { return is_text(one, name); });
    }
    return is_text(*type, name);
  }

  void check_type(const json::object& schema) {
    const json::value* type = schema.if_contains("type");
    if (type == nullptr) return;
    if (type->is_array()) ++unions_;
    const json::array types = type->is_array() ? type->get_array() : json::array{*type};
    for (const json::value& one : types) {
      if (!one.is_string() || !is_one_of(kTypes, one.get_string())) refuse("type is none of JSON's types");
    }
  }

  void check_object(const json::object& schema) {
    if (!has_type(schema, "object")) return;
    const json::value* additional = schema.if_contains("additionalProperties");
    if (additional == nullptr || *additional != false) {
      refuse("For 'object' type, 'additionalProperties' must be explicitly set to false");
    }
    std::set<std::string> required;
    if (const json::value* names = schema.if_contains("required")) {
      if (!names->is_array()) refuse("required must be an array of names");
      for (const json::value& name : names->get_array()) {
        if (!name.is_string()) refuse("required must be an array of names");
        required.emplace(name.get_string());
      }
    }
    const json::value* properties = schema.if_contains("properties");
    if (properties == nullptr) return;
    if (!properties->is_object()) refuse("properties must be an object");
    for (const auto& [name, member] : properties->get_object()) {
      if (required.erase(name) == 0) ++optional_properties_;
    }
    if (!required.empty()) refuse(fmt::format("'{}' is required but no property", *required.begin()));
  }

  void check_values(const json::object& schema) const {
    if (const json::value* choices = schema.if_contains("enum")) {
      if (!choices->is_array() || choices->get_array().empty()) refuse("enum must be a list of values");
      for (const json::value& choice : choices->get_array()) {
        if (choice.is_structured()) refuse("enum values must be strings, numbers, booleans or null");
      }
    }
    if (const json::value* least = schema.if_contains("minItems")) {
      if (!least->is_int64() || least->get_int64() < 0 || least->get_int64() > 1) {
        refuse("For 'array' type, 'minItems' values other than 0 or 1 are not supported");
      }
    }
  }

  void check_text(const json::object& schema) const {
    if (const json::value* format = schema.if_contains("format")) {
      if (!format->is_string() || !is_one_of(kFormats, format->get_string()))
        refuse("this format is not supported");
    }
    const json::value* pattern = schema.if_contains("pattern");
    if (pattern == nullptr) return;
    if (!pattern->is_string()) refuse("pattern must be a string");
    for (const char* refused : kPatternsRefused) {
      if (std::string_view(pattern->get_string()).find(refused) != std::string_view::npos) {
        refuse("look-around, word boundaries and back-references are not supported in a pattern");
      }
    }
  }

  void visit_members(const json::object& schema) {
    for (const char* group : {"properties", "$defs", "definitions"}) {
      const json::value* members = schema.if_contains(group);
      if (members == nullptr) continue;
      if (!members->is_object()) refuse(fmt::format("{} must be an object", group));
      for (const auto& [name, member] : members->get_object()) visit(member);
    }
    if (const json::value* items = schema.if_contains("items")) visit(*items);
    for (const char* group : {"anyOf", "allOf"}) {
      const json::value* choices = schema.if_contains(group);
      if (choices == nullptr) continue;
      if (!choices->is_array() || choices->get_array().empty())
        refuse(fmt::format("{} must be a list", group));
      if (std::string_view(group) == "anyOf") ++unions_;
      for (const json::value& choice : choices->get_array()) {
        const bool refers = choice.is_object() && choice.get_object().contains("$ref");
        if (std::string_view(group) == "allOf" && refers) refuse("allOf with $ref is not supported");
        visit(choice);
      }
    }
    follow_reference(schema);
  }

  void follow_reference(const json::object& schema) {
    const json::value* reference = schema.if_contains("$ref");
    if (reference == nullptr) return;
    if (!reference->is_string() || !std::string_view(reference->get_string()).starts_with('#')) {
      refuse("External schemas are not supported: $ref must begin with #");
    }
    const std::string target(reference->get_string());
    if (!open_references_.insert(target).second) refuse("Circular references are not supported");
    boost::system::error_code missing;
    const json::value* found = target == "#" ? &root_ : root_.find_pointer(target.substr(1), missing);
    if (found == nullptr) refuse(fmt::format("{} refers to nothing", target));
    visit(*found);
    open_references_.erase(target);
  }

  const json::value& root_;
  const std::string path_;
  int optional_properties_ = 0;
  int unions_ = 0;
  std::set<std::string> open_references_;
};

}  // namespace

void check_anthropic_schema(const json::value& schema, const std::string& path) {
  SchemaWalk(schema, path).check_root();
}

}  // namespace calltracker::simulator
