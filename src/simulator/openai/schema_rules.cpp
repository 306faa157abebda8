// SPDX-License-Identifier: MIT
#include "simulator/openai/schema_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "simulator/refusal.hpp"

namespace calltracker::simulator {
namespace {

constexpr std::size_t kPropertiesMax = 5000;
constexpr int kDepthMax = 10;
constexpr std::size_t kCharactersMax = 120'000;
constexpr std::size_t kEnumValuesMax = 1000;
constexpr std::size_t kLargeEnumValues = 250;
constexpr std::size_t kLargeEnumCharactersMax = 15'000;
constexpr std::array kRefused = {"allOf",
                                 "oneOf",
                                 "not",
                                 "if",
                                 "then",
                                 "else",
                                 "dependentSchemas",
                                 "dependentRequired",
                                 "patternProperties",
                                 "unevaluatedProperties",
                                 "propertyNames",
                                 "minProperties",
                                 "maxProperties",
                                 "contains",
                                 "uniqueItems"};

class StrictWalk {
 public:
  StrictWalk(const json::value& root, std::string name) : root_(root), name_(std::move(name)) {}

  void check_root() {
    const json::value* type = root_.is_object() ? root_.get_object().if_contains("type") : nullptr;
    if (type == nullptr || *type != "object" || root_.get_object().contains("anyOf")) {
      refuse("", "schema must be a JSON Schema of 'type: \"object\"'");
    }
    visit(root_, "", 1);
    if (properties_ > kPropertiesMax) refuse("", "too many properties");
    if (characters_ > kCharactersMax) refuse("", "the names and values in the schema are too long together");
    if (enum_values_ > kEnumValuesMax) refuse("", "too many enum values");
  }

 private:
  [[noreturn]] void refuse(const std::string& context, const std::string& problem) const {
    throw Refusal({.message = fmt::format("Invalid schema for response_format '{}': In context=({}), {}.",
                                          name_, context, problem),
                   .param = "response_format"});
  }

  void visit(const json::value& value, const std::string& context, int depth) {
    if (!value.is_object()) refuse(context, "schema must be an object");
    if (depth > kDepthMax) refuse(context, "the schema is nested too deeply");
    const json::object& schema = value.get_object();
    for (const auto& [keyword, member] : schema) {
      if (std::find(kRefused.begin(), kRefused.end(), std::string_view(keyword)) != kRefused.end()) {
        refuse(context, fmt::format("'{}' is not permitted", std::string(keyword)));
      }
    }
    check_reference(schema, context);
    check_object(schema, context);
    check_enum(schema, context);
    visit_members(schema, context, depth);
  }

  void check_reference(const json::object& schema, const std::string& context) const {
    const json::value* reference = schema.if_contains("$ref");
    if (reference == nullptr) return;
    if (!reference->is_string() || !std::string_view(reference->get_string()).starts_with('#')) {
      refuse(context, "only references into the schema itself are permitted");
    }
  }

  void check_object(const json::object& schema, const std::string& context) {
    const json::value* type = schema.if_contains("type");
    const bool is_object = (type != nullptr && *type == "object") || schema.contains("properties");
    if (!is_object) return;
    const json::value* additional = schema.if_contains("additionalProperties");
    if (additional == nullptr || *additional != false) {
      refuse(context, "'additionalProperties' is required to be supplied and to be false");
    }
    std::set<std::string> required;
    if (const json::value* names = schema.if_contains("required"); names != nullptr && names->is_array()) {
      for (const json::value& name : names->get_array()) required.emplace(name.as_string());
    }
    const json::value* properties = schema.if_contains("properties");
    if (properties == nullptr) return;
    for (const auto& [name, member] : properties->as_object()) {
      ++properties_;
      characters_ += name.size();
      if (required.erase(name) == 0) {
        refuse(context,
               fmt::format("'required' is required to be supplied and to be an array including every key in "
                           "properties. Missing '{}'",
                           std::string(name)));
      }
    }
    if (!required.empty())
      refuse(context, fmt::format("'{}' is required but no property", *required.begin()));
  }

  void check_enum(const json::object& schema, const std::string& context) {
    const json::value* choices = schema.if_contains("enum");
    if (choices == nullptr) return;
    std::size_t characters = 0;
    for (const json::value& choice : choices->as_array()) {
      if (choice.is_string()) characters += choice.get_string().size();
    }
    enum_values_ += choices->get_array().size();
    characters_ += characters;
    if (choices->get_array().size() > kLargeEnumValues && characters > kLargeEnumCharactersMax) {
      refuse(context, "the enum's values are too long together");
    }
  }

  void visit_members(const json::object& schema, const std::string& context, int depth) {
    const auto inside = [&context](std::string_view group, std::string_view name) {
      return fmt::format("{}{}'{}', '{}'", context, context.empty() ? "" : ", ", group, name);
    };
    for (const char* group : {"properties", "$defs", "definitions"}) {
      const json::value* members = schema.if_contains(group);
      if (members == nullptr) continue;
      for (const auto& [name, member] : members->as_object()) visit(member, inside(group, name), depth + 1);
    }
    if (const json::value* items = schema.if_contains("items"))
      visit(*items, inside("items", "0"), depth + 1);
    if (const json::value* choices = schema.if_contains("anyOf")) {
      for (const json::value& choice : choices->as_array()) visit(choice, inside("anyOf", "0"), depth);
    }
  }

  const json::value& root_;
  const std::string name_;
  std::size_t properties_ = 0;
  std::size_t characters_ = 0;
  std::size_t enum_values_ = 0;
};

}  // namespace

void check_openai_schema(const json::value& schema, const std::string& format_name) {
  StrictWalk(schema, format_name).check_root();
}

}  // namespace calltracker::simulator
