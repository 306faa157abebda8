// SPDX-License-Identifier: MIT
#include "bronze/columns/call_field.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/json.hpp"
#include "base/text.hpp"
#include "bronze/columns/header.hpp"
#include "bronze/embedded_files.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::array<std::string_view, kCallFields> kNames = {
    "start_time",       "start_date",  "start_clock",  "connected_time", "end_time",        "time_zone",
    "duration_seconds", "agent_name",  "agent_number", "number_name",    "tracking_number", "caller_name",
    "caller_number",    "from_number", "to_number",    "direction",      "source",          "medium",
    "campaign",         "call_status", "transcript",   "recording_url",  "sentiment",       "note",
    "attribution",      "tags"};

constexpr std::array<std::string_view, 10> kShapes = {"any",  "moment", "clock",     "duration", "phone",
                                                      "name", "link",   "direction", "status",   "speech"};

template <std::size_t Count>
std::size_t index_in(const std::array<std::string_view, Count>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) throw std::logic_error("fields.json: unknown word " + std::string(word));
  return static_cast<std::size_t>(found - words.begin());
}

std::string camel_case(std::string_view snake_name) {
  std::string camel;
  bool raise = false;
  for (const char c : snake_name) {
    if (c == '_') {
      raise = true;
      continue;
    }
    camel.push_back(raise ? static_cast<char>(c - 32) : c);
    raise = false;
  }
  return camel;
}

std::vector<FieldInfo> load_fields() {
  std::vector<FieldInfo> fields(kCallFields);
  const json::value document = parse_json(embedded::file("columns/fields.json"), "fields.json");
  for (const JsonReader& item : JsonReader(document, "fields").as_array()) {
    const std::string name = item.at("name").as_string();
    const std::size_t index = index_in(kNames, name);
    fields[index] = {.field = static_cast<CallField>(index),
                     .snake_name = name,
                     .camel_name = camel_case(name),
                     .title = item.at("title").as_string(),
                     .shape = static_cast<ValueShape>(index_in(kShapes, item.at("shape").as_string())),
                     .weight = static_cast<int>(item.at("weight").as_int()),
                     .aliases = item.strings("aliases")};
  }
  return fields;
}

}  // namespace

const std::vector<FieldInfo>& call_fields() {
  static const std::vector<FieldInfo> fields = load_fields();
  return fields;
}

const FieldInfo& info_of(CallField field) {
  return call_fields()[static_cast<std::size_t>(field)];
}

std::optional<CallField> parse_call_field(std::string_view name) {
  const std::string words = normalise_header(name).words;
  for (const FieldInfo& info : call_fields()) {
    if (words == normalise_header(info.snake_name).words || words == normalise_header(info.title).words) {
      return info.field;
    }
  }
  return std::nullopt;
}

std::optional<CallField> nearest_call_field(std::string_view name) {
  const std::string_view short_name = truncate_utf8(name, 40);
  std::optional<CallField> nearest;
  std::size_t least = 1 + std::max<std::size_t>(2, short_name.size() / 3);
  for (const FieldInfo& info : call_fields()) {
    for (const std::string& candidate : {info.snake_name, info.camel_name}) {
      const std::size_t distance = edit_distance(short_name, candidate);
      if (distance >= least) continue;
      least = distance;
      nearest = info.field;
    }
  }
  return nearest;
}

}  // namespace calltracker::bronze
