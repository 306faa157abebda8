// SPDX-License-Identifier: MIT
#pragma once

// Turns one row of a planned sheet into a CallRecord.
//
// One value that cannot be read is kept as text among the unknown columns and the call goes on; two such
// values mean that the row is broken.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/time_zone.hpp"
#include "bronze/columns/column_profile.hpp"
#include "bronze/import_plan.hpp"
#include "call/call.hpp"
#include "workbook/cell.hpp"

namespace calltracker::bronze {

struct ReadRow {
  CallRecord record;  // without turns
  std::string transcript;
  bool is_outbound = false;
  std::vector<std::string> faults;  // "start time \"soon\" cannot be read"
};

class RowReader {
 public:
  RowReader(const ImportPlan& plan, std::string_view time_zone);

  ReadRow read(workbook::Row& row);

  // A header printed again further down, as paged exports do.
  bool is_repeated_header(const workbook::Row& row) const;
  // "Total", "Average" and the like in front of figures.
  bool is_totals(const workbook::Row& row) const;

 private:
  struct Column {
    std::uint32_t column = 0;
    std::string header;
    double unit_seconds = 0;
    bool is_utc = false;
  };

  const workbook::Cell* cell(const workbook::Row& row, CallField field) const;
  std::optional<std::string> text(const workbook::Row& row, CallField field) const;
  std::optional<std::string> phone(const workbook::Row& row, CallField field) const;
  std::optional<std::string> status(const workbook::Row& row) const;
  void read_start(const workbook::Row& row, ReadRow& result);
  void read_duration(const workbook::Row& row, ReadRow& result);
  void read_numbers(const workbook::Row& row, ReadRow& result) const;
  void read_extra(const workbook::Row& row, ReadRow& result) const;
  void note_fault(const workbook::Row& row, CallField field, ReadRow& result) const;
  std::optional<UnixMillis> instant(const workbook::Row& row, CallField field);
  const TimeZone& zone_of(const workbook::Row& row, const Column& column);

  std::vector<std::optional<Column>> columns_;  // per CallField
  std::vector<HeaderCell> kept_headers_;        // of columns that fill no field of the record
  std::vector<HeaderCell> headers_;
  DayOrder day_order_;
  TimeZone zone_;
  TimeZone utc_;
  std::unordered_map<std::string, std::optional<TimeZone>> named_zones_;
};

}  // namespace calltracker::bronze
