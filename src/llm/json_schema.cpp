// SPDX-License-Identifier: MIT
#include "llm/json_schema.hpp"

#include <fmt/format.h>

#include <array>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/error.hpp"
#include "llm/quick_schema.hpp"

namespace calltracker::llm {
namespace {

using Adapter = valijson::adapters::BoostJsonAdapter;

// Bounds that Anthropic's decoder refuses with 400 and that others honour only in part.
constexpr std::array<std::string_view, 9> kBounds = {"minimum",          "maximum",    "exclusiveMinimum",
                                                     "exclusiveMaximum", "multipleOf", "minLength",
                                                     "maxLength",        "minItems",   "maxItems"};
constexpr std::array<std::string_view, 3> kDropped = {"title", "$schema", "$id"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) {
  for (const std::string_view each : names) {
    if (each == name) return true;
  }
  return false;
}

json::value strip(const json::value& schema);

json::object strip_members(const json::object& members) {
  json::object stripped;
  for (const auto& [name, member] : members) stripped[name] = strip(member);
  return stripped;
}

json::value strip(const json::value& schema) {
  if (schema.is_array()) {
    json::array stripped;
    for (const json::value& item : schema.get_array()) stripped.push_back(strip(item));
    return stripped;
  }
  if (!schema.is_object()) return schema;
  json::object stripped;
  std::string bounds;
  for (const auto& [name, member] : schema.get_object()) {
    if (is_one_of(kBounds, name)) {
      bounds +=
          fmt::format("{}{}: {}", bounds.empty() ? "" : ", ", std::string_view(name), to_json_text(member));
    } else if (name == "properties" && member.is_object()) {
      // Its keys are field names, which may happen to be called like a keyword.
      stripped[name] = strip_members(member.get_object());
    } else if (name == "enum" || name == "const") {
      stripped[name] = member;
    } else if (!is_one_of(kDropped, name)) {
      stripped[name] = strip(member);
    }
  }
  if (!bounds.empty()) {
    const json::value* description = stripped.if_contains("description");
    const std::string before = description != nullptr && description->is_string()
                                   ? std::string(description->get_string()) + " "
                                   : "";
    stripped["description"] = fmt::format("{}{{{}}}", before, bounds);
  }
  return stripped;
}

// valijson's context is a list like "<root>", "[categories]", "[nextSteps]".
std::string readable_path(const std::vector<std::string>& context) {
  std::string path;
  for (const std::string& part : context) {
    if (part == "<root>") continue;
    const std::string name = part.size() > 2 && part.front() == '[' ? part.substr(1, part.size() - 2) : part;
    const bool is_index = name.find_first_not_of("0123456789") == std::string::npos;
    path += is_index ? "[" + name + "]" : (path.empty() ? "" : ".") + name;
  }
  return path.empty() ? "the top" : path;
}

}  // namespace

struct JsonSchema::Prepared {
  valijson::Schema schema;
  std::optional<QuickSchema> quick;
};

JsonSchema::JsonSchema(const json::value& schema) {
  auto prepared = std::make_shared<Prepared>();
  try {
    valijson::SchemaParser parser;
    parser.populateSchema(Adapter(schema), prepared->schema);
  } catch (const std::exception& failure) {
    throw Error({.kind = ErrorKind::Internal,
                 .code = "schema-invalid",
                 .message = fmt::format("a built-in schema cannot be used: {}", failure.what())});
  }
  prepared->quick = QuickSchema::of(schema);
  prepared_ = std::move(prepared);
}

std::optional<std::string> JsonSchema::problem_with(const json::value& document) const {
  if (prepared_->quick && prepared_->quick->accepts(document)) return std::nullopt;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  if (validator.validate(prepared_->schema, Adapter(document), &results)) return std::nullopt;
  // Errors are listed from the innermost outwards: the first says most.
  valijson::ValidationResults::Error error;
  if (!results.popError(error)) return "at the top: it does not conform to the schema";
  return fmt::format("at {}: {}", readable_path(error.context), error.description);
}

json::value provider_schema(const json::value& schema) {
  return strip(schema);
}

}  // namespace calltracker::llm
