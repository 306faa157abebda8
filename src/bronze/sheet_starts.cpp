// SPDX-License-Identifier: MIT
#include "bronze/sheet_starts.hpp"

#include <utility>

namespace calltracker::bronze {
namespace {

class StartCollector final : public workbook::RowSink {
 public:
  void begin_sheet(const workbook::Sheet& sheet) override { starts_.push_back({.sheet = sheet, .rows = {}}); }

  workbook::Flow row(const workbook::Sheet&, workbook::Row& row) override {
    if (starts_.back().rows.size() < kSheetStartRows) starts_.back().rows.push_back(std::move(row));
    return workbook::Flow::Continue;
  }

  std::vector<SheetStart> take() { return std::move(starts_); }

 private:
  std::vector<SheetStart> starts_;
};

// Sees dates until one of them can be read in one order only.
class DayOrderFinder final : public workbook::RowSink {
 public:
  DayOrderFinder(std::uint32_t column, std::uint32_t header_last_row)
      : column_(column), header_last_row_(header_last_row) {}

  void see(const workbook::Row& row) {
    if (row.number <= header_last_row_ || decided_) return;
    const workbook::Cell& cell = row.at(column_);
    if (cell.kind != workbook::CellKind::Text) return;
    const DayOrderHint hint = day_order_hint(cell.text);
    ambiguous_ |= hint == DayOrderHint::Ambiguous;
    if (hint != DayOrderHint::DayFirst && hint != DayOrderHint::MonthFirst) return;
    decided_ = true;
    day_first_ = hint == DayOrderHint::DayFirst;
  }

  workbook::Flow row(const workbook::Sheet&, workbook::Row& row) override {
    see(row);
    return decided_ ? workbook::Flow::Stop : workbook::Flow::Continue;
  }

  bool needs_more() const { return ambiguous_ && !decided_; }
  DayOrder order() const { return day_first_ ? DayOrder::DayFirst : DayOrder::MonthFirst; }

 private:
  std::uint32_t column_;
  std::uint32_t header_last_row_;
  bool ambiguous_ = false;
  bool decided_ = false;
  bool day_first_ = false;
};

}  // namespace

std::vector<SheetStart> read_sheet_starts(const ReadRows& read) {
  StartCollector collector;
  read({.sheets = {}, .rows_per_sheet_max = static_cast<std::uint32_t>(kSheetStartRows)}, collector);
  return collector.take();
}

DayOrder find_day_order(const ReadRows& read, const ImportPlan& plan, const SheetStart& start) {
  const MappedColumn* column = plan.mapping.find(CallField::StartTime);
  if (column == nullptr) column = plan.mapping.find(CallField::StartDate);
  if (column == nullptr) return DayOrder::MonthFirst;
  DayOrderFinder finder(column->column, plan.header_last_row);
  for (const workbook::Row& row : start.rows) finder.see(row);
  if (finder.needs_more()) {
    workbook::ReadRequest request;
    if (!plan.sheet.empty()) request.sheets.push_back(plan.sheet);
    read(request, finder);
  }
  return finder.order();
}

}  // namespace calltracker::bronze
