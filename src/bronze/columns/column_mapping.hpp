// SPDX-License-Identifier: MIT
#pragma once

// Which header of a log holds which field. A mapping speaks of headers, not of positions, so that it can be
// remembered for the next file with the same headers.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "bronze/columns/call_field.hpp"

namespace calltracker::bronze {

// A field and the header a person chose for it; an empty one says that no column holds the field.
struct ColumnChoice {
  CallField field = CallField::StartTime;
  std::string header;

  bool operator==(const ColumnChoice&) const = default;
};

// "start_time=Call Start". Throws Error{Usage, "import-column-syntax" | "import-field-unknown"}.
ColumnChoice parse_column_choice(std::string_view text);
ColumnChoice make_column_choice(std::string_view field_name, std::string header);

enum class MappedBy : std::uint8_t { Choice, Name, Content };

struct MappedColumn {
  CallField field = CallField::StartTime;
  std::string header;  // as in the file
  std::uint32_t column = 0;
  MappedBy by = MappedBy::Name;
};

// Two headers that could both be one field: worth asking a person once.
struct RivalHeader {
  CallField field = CallField::StartTime;
  std::string used;
  std::string other;
};

class ColumnMapping {
 public:
  void add(MappedColumn column);
  void remove(CallField field);
  // Gives the field's column to another field.
  void rename(CallField from, CallField to);

  const std::vector<MappedColumn>& columns() const { return columns_; }
  const MappedColumn* find(CallField field) const;
  bool uses_column(std::uint32_t column) const;

  // {"startTime": "Call Start", …}, for storing and for the page.
  json::object to_json() const;
  std::map<std::string, std::string> to_map() const;

 private:
  std::vector<MappedColumn> columns_;
};

// What to_json() or to_map() gave, as choices for another file. Throws like make_column_choice.
std::vector<ColumnChoice> choices_of(const json::value& mapping);
std::vector<ColumnChoice> choices_of(const std::map<std::string, std::string>& mapping);

}  // namespace calltracker::bronze
