// SPDX-License-Identifier: MIT
#include "bronze/columns/column_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::bronze {
namespace {

std::string all_field_names() {
  std::string names;
  for (const FieldInfo& info : call_fields()) names += (names.empty() ? "" : ", ") + info.snake_name;
  return names;
}

std::string_view without_quotes(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

ColumnChoice parse_column_choice(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string_view header =
      equals == std::string_view::npos ? "" : without_quotes(text.substr(equals + 1));
  if (header.empty() || trim(text.substr(0, equals)).empty()) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "import-column-syntax",
                 .message = "a column choice names a field and a header",
                 .found = fmt::format("\"{}\"", text),
                 .hint = "write --column start_time=\"Call Start\""});
  }
  return make_column_choice(trim(text.substr(0, equals)), std::string(header));
}

ColumnChoice make_column_choice(std::string_view field_name, std::string header) {
  if (const auto field = parse_call_field(field_name)) return {.field = *field, .header = std::move(header)};
  const auto nearest = nearest_call_field(field_name);
  throw Error({.kind = ErrorKind::Usage,
               .code = "import-field-unknown",
               .message = fmt::format("there is no field \"{}\" to map a column to", field_name),
               .hint = nearest ? fmt::format("did you mean {}?", info_of(*nearest).snake_name)
                               : "use one of: " + all_field_names()});
}

void ColumnMapping::add(MappedColumn column) {
  columns_.push_back(std::move(column));
  std::sort(columns_.begin(), columns_.end(),
            [](const MappedColumn& a, const MappedColumn& b) { return a.field < b.field; });
}

void ColumnMapping::remove(CallField field) {
  std::erase_if(columns_, [field](const MappedColumn& column) { return column.field == field; });
}

void ColumnMapping::rename(CallField from, CallField to) {
  const MappedColumn* found = find(from);
  if (found == nullptr) return;
  MappedColumn column = *found;
  column.field = to;
  remove(from);
  remove(to);
  add(std::move(column));
}

const MappedColumn* ColumnMapping::find(CallField field) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [field](const MappedColumn& column) { return column.field == field; });
  return found == columns_.end() ? nullptr : &*found;
}

bool ColumnMapping::uses_column(std::uint32_t column) const {
  return std::any_of(columns_.begin(), columns_.end(),
                     [column](const MappedColumn& mapped) { return mapped.column == column; });
}

json::object ColumnMapping::to_json() const {
  json::object object;
  for (const MappedColumn& column : columns_) object[info_of(column.field).camel_name] = column.header;
  return object;
}

std::map<std::string, std::string> ColumnMapping::to_map() const {
  std::map<std::string, std::string> map;
  for (const MappedColumn& column : columns_) map[info_of(column.field).camel_name] = column.header;
  return map;
}

std::vector<ColumnChoice> choices_of(const json::value& mapping) {
  const JsonReader reader(mapping, "columns");
  std::vector<ColumnChoice> choices;
  for (const auto& entry : reader.as_object()) {
    choices.push_back(make_column_choice(entry.key(), reader.at(entry.key()).as_string()));
  }
  return choices;
}

std::vector<ColumnChoice> choices_of(const std::map<std::string, std::string>& mapping) {
  std::vector<ColumnChoice> choices;
  for (const auto& [field, header] : mapping) choices.push_back(make_column_choice(field, header));
  return choices;
}

}  // namespace calltracker::bronze
