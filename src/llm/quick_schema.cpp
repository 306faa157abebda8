// SPDX-License-Identifier: MIT
#include "llm/quick_schema.hpp"

#include <algorithm>
#include <utility>

namespace calltracker::llm {
namespace {

constexpr unsigned bit_of(json::kind kind) {
  return 1U << static_cast<unsigned>(kind);
}

// 0 for a word that is none.
unsigned kinds_of(std::string_view type) {
  if (type == "null") return bit_of(json::kind::null);
  if (type == "boolean") return bit_of(json::kind::bool_);
  if (type == "integer") return bit_of(json::kind::int64);
  if (type == "number") return bit_of(json::kind::int64) | bit_of(json::kind::double_);
  if (type == "string") return bit_of(json::kind::string);
  if (type == "array") return bit_of(json::kind::array);
  if (type == "object") return bit_of(json::kind::object);
  return 0;
}

bool read_kinds(unsigned& kinds, const json::value& value) {
  if (value.is_string()) {
    kinds = kinds_of(value.get_string());
    return kinds != 0;
  }
  if (!value.is_array()) return false;
  kinds = 0;
  for (const json::value& type : value.get_array()) {
    if (!type.is_string() || kinds_of(type.get_string()) == 0) return false;
    kinds |= kinds_of(type.get_string());
  }
  return true;
}

// Fractions are compared digit by digit elsewhere, and lists hardly occur.
bool is_plain(const json::value& word) {
  return word.is_string() || word.is_int64() || word.is_bool() || word.is_null();
}

bool read_number(double& number, const json::value& value) {
  if (!value.is_number()) return false;
  number = value.to_number<double>();
  return true;
}

}  // namespace

std::optional<QuickSchema> QuickSchema::of(const json::value& schema) {
  QuickSchema quick;
  if (!quick.add(schema)) return std::nullopt;
  return quick;
}

std::optional<std::size_t> QuickSchema::add(const json::value& schema) {
  if (!schema.is_object()) return std::nullopt;
  const std::size_t place = rules_.size();
  rules_.emplace_back();
  Rule rule;
  for (const auto& [keyword, value] : schema.get_object()) {
    if (!read(rule, keyword, value)) return std::nullopt;
  }
  rules_[place] = std::move(rule);
  return place;
}

bool QuickSchema::read(Rule& rule, std::string_view keyword, const json::value& value) {
  if (keyword == "title" || keyword == "description" || keyword == "$schema") return true;
  if (keyword == "type") return read_kinds(rule.kinds, value);
  if (keyword == "minimum") return read_number(rule.minimum, value);
  if (keyword == "maximum") return read_number(rule.maximum, value);
  if (keyword == "properties") return read_properties(rule, value);
  if (keyword == "required") return read_required(rule, value);
  if (keyword == "enum") {
    if (!value.is_array() || !std::all_of(value.get_array().begin(), value.get_array().end(), is_plain)) {
      return false;
    }
    rule.words = value.get_array();
    return true;
  }
  if (keyword == "additionalProperties") {
    if (!value.is_bool()) return false;
    rule.allows_others = value.get_bool();
    return true;
  }
  if (keyword == "items") {
    rule.items = add(value);
    return rule.items.has_value();
  }
  return false;
}

bool QuickSchema::read_properties(Rule& rule, const json::value& value) {
  if (!value.is_object() || !rule.properties.empty()) return false;
  for (const auto& [name, schema] : value.get_object()) {
    const auto place = add(schema);
    if (!place) return false;
    rule.properties.push_back({.name = std::string(name), .rule = *place});
  }
  return true;
}

// Comes after the properties in every schema of ours; names that are none of them are left to the full check.
bool QuickSchema::read_required(Rule& rule, const json::value& value) {
  if (!value.is_array()) return false;
  for (const json::value& name : value.get_array()) {
    const auto property = std::find_if(
        rule.properties.begin(), rule.properties.end(),
        [&name](const Property& each) { return name.is_string() && name.get_string() == each.name; });
    if (property == rule.properties.end()) return false;
    property->is_required = true;
  }
  return true;
}

bool QuickSchema::accepts(const Rule& rule, const json::value& value) const {
  if ((rule.kinds & bit_of(value.kind())) == 0) return false;
  if (rule.words && std::find(rule.words->begin(), rule.words->end(), value) == rule.words->end()) {
    return false;
  }
  switch (value.kind()) {
    case json::kind::object:
      return accepts_members(rule, value.get_object());
    case json::kind::array:
      return !rule.items ||
             std::all_of(value.get_array().begin(), value.get_array().end(),
                         [&](const json::value& item) { return accepts(rules_[*rule.items], item); });
    case json::kind::int64:
    case json::kind::double_: {
      const auto number = value.to_number<double>();
      return rule.minimum <= number && number <= rule.maximum;
    }
    case json::kind::uint64:
      return false;
    default:
      return true;
  }
}

// Models write the members in the schema's order, so the next one is looked for first.
bool QuickSchema::accepts_members(const Rule& rule, const json::object& object) const {
  const std::vector<Property>& properties = rule.properties;
  std::size_t next = 0;
  std::size_t known = 0;
  std::size_t required = 0;
  for (const auto& [name, member] : object) {
    const std::string_view wanted(name);
    if (next == properties.size() || properties[next].name != wanted) {
      next = static_cast<std::size_t>(
          std::find_if(properties.begin(), properties.end(),
                       [wanted](const Property& property) { return property.name == wanted; }) -
          properties.begin());
    }
    if (next == properties.size()) {
      if (!rule.allows_others) return false;
      continue;
    }
    if (!accepts(rules_[properties[next].rule], member)) return false;
    ++known;
    required += properties[next].is_required ? 1 : 0;
    ++next;
  }
  if (known == properties.size()) return true;
  const auto wanted = std::count_if(properties.begin(), properties.end(),
                                    [](const Property& property) { return property.is_required; });
  return required == static_cast<std::size_t>(wanted);
}

}  // namespace calltracker::llm
