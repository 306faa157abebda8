// SPDX-License-Identifier: MIT
#include "workbook/row_frames.hpp"

#include <cmath>

#include "base/text.hpp"
#include "workbook/valid_text.hpp"

namespace calltracker::workbook {
namespace {

void assign_clean(std::string& target, std::string_view text) {
  if (is_clean_utf8(text)) {
    target.assign(text);
  } else {
    target = to_valid_utf8(text);
  }
}

bool holds_text(CellKind kind) {
  return kind == CellKind::Text || kind == CellKind::Error;
}

}  // namespace

std::string encode_order(const ReaderOrder& order) {
  std::string bytes;
  const auto put = [&bytes](const auto& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  static_assert(std::is_trivially_copyable_v<Limits>);
  put(order.task);
  put(order.request.limits);
  put(order.request.rows_per_sheet_max);
  put(static_cast<std::uint32_t>(order.request.sheets.size()));
  for (const std::string& name : order.request.sheets) {
    put(static_cast<std::uint32_t>(name.size()));
    bytes += name;
  }
  return bytes;
}

ReaderOrder decode_order(std::string_view bytes) {
  FrameCursor cursor(bytes);
  ReaderOrder order;
  order.task = cursor.take<ReaderTask>();
  order.request.limits = cursor.take<Limits>();
  order.request.rows_per_sheet_max = cursor.take<std::uint32_t>();
  for (auto count = cursor.take<std::uint32_t>(); count > 0; --count) {
    order.request.sheets.emplace_back(cursor.take_text());
  }
  return order;
}

void write_sheet(FrameWriter& writer, FrameType type, const Sheet& sheet) {
  writer.begin(type);
  writer.put(sheet.index);
  writer.put(static_cast<std::uint8_t>(sheet.visible));
  writer.put_text(sheet.name);
  writer.end();
}

Sheet read_sheet(FrameCursor cursor) {
  Sheet sheet;
  sheet.index = cursor.take<std::uint32_t>();
  sheet.visible = cursor.take<std::uint8_t>() != 0;
  assign_clean(sheet.name, cursor.take_text());
  return sheet;
}

void write_row(FrameWriter& writer, const Row& row) {
  writer.begin(FrameType::Row);
  writer.put(row.number);
  for (const Cell& cell : row.cells) {
    writer.put(cell.column);
    writer.put(cell.kind);
    writer.put(static_cast<std::uint8_t>(cell.date_1904));
    if (holds_text(cell.kind)) {
      writer.put_text(cell.text);
    } else {
      writer.put(cell.number);
    }
  }
  writer.end();
}

void read_row(FrameCursor cursor, const Limits& limits, Row& row) {
  row.number = cursor.take<std::uint32_t>();
  std::size_t count = 0;
  std::uint32_t next_column = 0;
  while (cursor.left() > 0) {
    if (count == row.cells.size()) row.cells.emplace_back();
    Cell& cell = row.cells[count++];
    cell.column = cursor.take<std::uint32_t>();
    cell.kind = static_cast<CellKind>(cursor.take<std::uint8_t>());
    cell.date_1904 = cursor.take<std::uint8_t>() != 0;
    if (cell.column < next_column || cell.column >= limits.columns)
      throw FrameError("a cell out of its place");
    if (cell.kind == CellKind::Empty || cell.kind > CellKind::Error)
      throw FrameError("a cell of an unknown kind");
    next_column = cell.column + 1;
    if (holds_text(cell.kind)) {
      cell.number = 0;
      assign_clean(cell.text, cursor.take_text());
    } else {
      cell.text.clear();
      cell.number = cursor.take<double>();
      if (!std::isfinite(cell.number)) throw FrameError("a number that is none");
    }
  }
  row.cells.resize(count);
}

void write_sheet_end(FrameWriter& writer, const std::vector<MergedRange>& merged) {
  writer.begin(FrameType::SheetEnd);
  for (const MergedRange& range : merged) writer.put(range);
  writer.end();
}

std::vector<MergedRange> read_sheet_end(FrameCursor cursor) {
  std::vector<MergedRange> merged;
  while (cursor.left() > 0) merged.push_back(cursor.take<MergedRange>());
  return merged;
}

void write_failure(FrameWriter& writer, const ErrorDetails& details) {
  writer.begin(FrameType::Failure);
  writer.put(details.kind);
  for (const std::string* text :
       {&details.code, &details.message, &details.where, &details.found, &details.hint}) {
    writer.put_text(*text);
  }
  writer.end();
}

ErrorDetails read_failure(FrameCursor cursor) {
  ErrorDetails details;
  details.kind = cursor.take<ErrorKind>();
  if (details.kind < ErrorKind::Usage || details.kind > ErrorKind::Internal)
    details.kind = ErrorKind::Internal;
  for (std::string* text : {&details.code, &details.message, &details.where, &details.found, &details.hint}) {
    assign_clean(*text, cursor.take_text());
  }
  return details;
}

void write_done(FrameWriter& writer, const ReadSummary& summary) {
  writer.begin(FrameType::Done);
  writer.put(summary.sheets);
  writer.put(summary.rows);
  writer.put(summary.cells);
  writer.put(summary.text_bytes);
  writer.put(static_cast<std::uint8_t>(summary.stopped_early));
  writer.end();
}

ReadSummary read_done(FrameCursor cursor) {
  ReadSummary summary;
  summary.sheets = cursor.take<std::uint32_t>();
  summary.rows = cursor.take<std::uint64_t>();
  summary.cells = cursor.take<std::uint64_t>();
  summary.text_bytes = cursor.take<std::uint64_t>();
  summary.stopped_early = cursor.take<std::uint8_t>() != 0;
  return summary;
}

}  // namespace calltracker::workbook
