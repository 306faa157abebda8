// SPDX-License-Identifier: MIT
#include "workbook/read_context.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "workbook/valid_text.hpp"

namespace calltracker::workbook {

std::string Place::describe() const {
  std::string text;
  const auto add = [&text](const std::string& piece) {
    if (!text.empty()) text += ", ";
    text += piece;
  };
  if (!part.empty()) add("part " + part);
  if (!sheet.empty()) add("sheet " + sheet);
  if (row != 0) add("row " + std::to_string(row));
  return text;
}

void Place::fail(Fault fault, std::string found) const {
  throw make_error(fault, describe(), std::move(found));
}

ReadContext::ReadContext(const ReadRequest& request, RowSink& sink)
    : request_(request),
      sink_(sink),
      deadline_(std::chrono::steady_clock::now() + std::chrono::milliseconds(request.limits.wall_time_ms)) {}

void ReadContext::check_requested(const std::vector<Sheet>& sheets) const {
  for (const std::string& wanted : request_.sheets) {
    const bool known = std::ranges::any_of(
        sheets, [&](const Sheet& sheet) { return equals_ignoring_case(sheet.name, wanted); });
    if (known) continue;
    std::string names;
    for (const Sheet& sheet : sheets) names += (names.empty() ? "\"" : ", \"") + sheet.name + "\"";
    throw make_error(Fault::SheetNotFound, "sheet " + wanted, names);
  }
}

bool ReadContext::wants(const Sheet& sheet) const {
  if (request_.sheets.empty()) return true;
  return std::ranges::any_of(
      request_.sheets, [&](const std::string& wanted) { return equals_ignoring_case(sheet.name, wanted); });
}

void ReadContext::begin_sheet(const Sheet& sheet) {
  sheet_ = sheet;
  rows_in_sheet_ = 0;
  place.sheet = sheet.name;
  place.row = 0;
  if (++summary_.sheets > limits().sheets) fail(Fault::TooLarge, "too many sheets");
  sink_.begin_sheet(sheet_);
}

void ReadContext::end_sheet(const std::vector<MergedRange>& merged) {
  sink_.end_sheet(sheet_, merged);
  place = {};
}

Cell& ReadContext::add_cell(std::uint32_t column) {
  Cell& cell = row_.cells.emplace_back();
  cell.column = column;
  return cell;
}

Flow ReadContext::deliver(std::uint32_t row_number) {
  row_text_bytes_ = 0;
  std::erase_if(row_.cells, [](const Cell& cell) { return cell.kind == CellKind::Empty; });
  if (row_.cells.empty()) return Flow::Continue;
  order_cells();
  clean_texts();
  row_.number = row_number;
  if (++summary_.rows > limits().rows) {
    fail(Fault::TooManyRows, "more than " + std::to_string(limits().rows) + " filled rows");
  }
  summary_.cells += row_.cells.size();
  if (summary_.rows % 256 == 0) check_time();

  const Flow flow = sink_.row(sheet_, row_);
  row_.cells.clear();
  ++rows_in_sheet_;
  if (flow == Flow::Stop) stopped_ = true;
  if (stopped_ || rows_in_sheet_ == request_.rows_per_sheet_max) {
    summary_.stopped_early = true;
    return Flow::Stop;
  }
  return Flow::Continue;
}

void ReadContext::order_cells() {
  auto& cells = row_.cells;
  const auto out_of_order = std::ranges::adjacent_find(
      cells, [](const Cell& left, const Cell& right) { return left.column >= right.column; });
  if (out_of_order == cells.end()) return;
  std::vector<std::pair<std::uint32_t, std::size_t>> order;
  for (std::size_t index = 0; index < cells.size(); ++index) order.emplace_back(cells[index].column, index);
  std::ranges::sort(order);
  std::vector<Cell> ordered;
  for (const auto& [column, index] : order) {
    // Of two cells for one column the later stays.
    if (!ordered.empty() && ordered.back().column == column) ordered.pop_back();
    ordered.push_back(std::move(cells[index]));
  }
  cells = std::move(ordered);
}

void ReadContext::clean_texts() {
  for (Cell& cell : row_.cells) {
    if (!is_clean_utf8(cell.text)) cell.text = to_valid_utf8(cell.text);
  }
}

void ReadContext::count_unpacked(std::uint64_t bytes) {
  unpacked_bytes_ += bytes;
  if (unpacked_bytes_ > limits().unpacked_bytes) {
    fail(Fault::TooLarge, "it unpacks to more than " + std::to_string(limits().unpacked_bytes) + " bytes");
  }
  check_time();
}

void ReadContext::check_time() const {
  if (std::chrono::steady_clock::now() > deadline_) {
    fail(Fault::TooSlow, "more than " + std::to_string(limits().wall_time_ms) + " ms");
  }
}

void ReadContext::fail_cells() const {
  fail(Fault::TooManyCells, "more than " + std::to_string(limits().cells) + " cells");
}

void ReadContext::fail_cell_text() const {
  fail(Fault::TooLarge,
       "a cell with more than " + std::to_string(limits().cell_text_bytes) + " bytes of text");
}

void ReadContext::fail_text() const {
  if (row_text_bytes_ > limits().row_text_bytes) {
    fail(Fault::TooLarge,
         "a row with more than " + std::to_string(limits().row_text_bytes) + " bytes of text");
  }
  fail(Fault::TooLarge, "more than " + std::to_string(limits().text_bytes) + " bytes of text");
}

void ReadContext::fail_columns() const {
  fail(Fault::TooManyColumns, "more than " + std::to_string(limits().columns) + " columns");
}

}  // namespace calltracker::workbook
