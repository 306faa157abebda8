// SPDX-License-Identifier: MIT
#include "simulator/specimen.hpp"

#include <string_view>

namespace calltracker::simulator {
namespace {

// Deeper, a schema can only be one that refers to itself.
constexpr int kDepthMax = 32;

const json::value* resolve(const json::value& root, std::string_view reference) {
  if (reference == "#") return &root;
  if (!reference.starts_with('#')) return nullptr;
  boost::system::error_code missing;
  return root.find_pointer(reference.substr(1), missing);
}

json::value instance_of(const json::value& root, const json::value& schema, int depth);

json::value object_of(const json::value& root, const json::object& schema, int depth) {
  json::object object;
  const json::value* properties = schema.if_contains("properties");
  const json::value* required = schema.if_contains("required");
  if (properties == nullptr || required == nullptr || !required->is_array()) return object;
  for (const json::value& name : required->get_array()) {
    const json::value* property = properties->as_object().if_contains(name.as_string());
    if (property != nullptr) object[name.as_string()] = instance_of(root, *property, depth + 1);
  }
  return object;
}

json::value instance_of(const json::value& root, const json::value& schema, int depth) {
  if (!schema.is_object() || depth > kDepthMax) return nullptr;
  const json::object& fields = schema.get_object();
  if (const auto* constant = fields.if_contains("const")) return *constant;
  if (const auto* choices = fields.if_contains("enum"); choices && !choices->as_array().empty()) {
    return choices->as_array().front();
  }
  if (const auto* reference = fields.if_contains("$ref")) {
    const json::value* target = resolve(root, reference->as_string());
    return target == nullptr ? json::value(nullptr) : instance_of(root, *target, depth + 1);
  }
  for (const char* choice : {"anyOf", "allOf"}) {
    const auto* options = fields.if_contains(choice);
    if (options && !options->as_array().empty())
      return instance_of(root, options->as_array().front(), depth + 1);
  }
  const json::value* type = fields.if_contains("type");
  if (type != nullptr && type->is_array() && !type->get_array().empty()) type = &type->get_array().front();
  const std::string_view name =
      type != nullptr && type->is_string() ? std::string_view(type->get_string()) : "";
  if (name == "object") return object_of(root, fields, depth);
  if (name == "array") {
    const auto* least = fields.if_contains("minItems");
    const auto* items = fields.if_contains("items");
    const bool needs_one =
        least != nullptr && least->is_int64() && least->get_int64() > 0 && items != nullptr;
    return needs_one ? json::array{instance_of(root, *items, depth + 1)} : json::array{};
  }
  if (name == "string") return "";
  if (name == "boolean") return false;
  if (name == "integer" || name == "number") return 0;
  return nullptr;
}

}  // namespace

json::value specimen_of(const json::value& schema) {
  return instance_of(schema, schema, 0);
}

}  // namespace calltracker::simulator
