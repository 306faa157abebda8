// SPDX-License-Identifier: MIT
#pragma once

// What a workbook is made of once its format no longer matters: sheets of numbered rows of typed cells.
//
// Text is always valid UTF-8 without NUL. A number keeps every bit of its double. Nothing is guessed: a cell
// that does not follow its declared type is given as the text that stands in the file.

#include <cstdint>
#include <string>
#include <vector>

namespace calltracker::workbook {

enum class CellKind : std::uint8_t {
  Empty,
  Text,
  Number,
  Boolean,   // number is 0 or 1
  Date,      // number is a spreadsheet serial: days since 1899-12-30, or since 1904-01-01 when date_1904
  Duration,  // number is an elapsed time in days
  Error,     // text is what the cell shows: "#N/A"
};

struct Cell {
  std::uint32_t column = 0;  // 0 is column A
  CellKind kind = CellKind::Empty;
  bool date_1904 = false;
  double number = 0;
  std::string text;  // of Text and Error only; cell_text() gives a text for every kind
};

struct Sheet {
  std::uint32_t index = 0;  // position in the workbook, from 0
  std::string name;         // empty for .csv, which has no sheets
  bool visible = true;
};

struct Row {
  std::uint32_t number = 0;  // as the spreadsheet shows it: from 1, with gaps where rows are empty
  std::vector<Cell> cells;   // without empty ones, by ascending column

  // The cell of a column; an empty cell where the row has none.
  const Cell& at(std::uint32_t column) const;
};

// The value of merged cells belongs to the first row and column of the range; its other cells are empty.
struct MergedRange {
  std::uint32_t first_row = 0;  // numbered like Row::number
  std::uint32_t first_column = 0;
  std::uint32_t last_row = 0;
  std::uint32_t last_column = 0;

  bool operator==(const MergedRange&) const = default;
};

enum class Flow { Continue, Stop };

// Receives a workbook in order: for each sheet begin_sheet, its rows, end_sheet. Rows without a value are
// left out.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void begin_sheet(const Sheet&) {}
  // The row may be moved from. Stop ends the reading of the whole workbook without an error.
  virtual Flow row(const Sheet& sheet, Row& row) = 0;
  virtual void end_sheet(const Sheet&, const std::vector<MergedRange>&) {}
};

// For looking at a workbook without its rows.
struct NoRows final : RowSink {
  Flow row(const Sheet&, Row&) override { return Flow::Stop; }
};

// The cell for a person or a text field: numbers in their shortest form that reads back the same, TRUE or
// FALSE, dates as 2026-11-16, 2026-11-16 09:30:00 or (below one day) 09:30:00, durations as h:mm:ss.
std::string cell_text(const Cell& cell);

// "A" for 0, "XFD" for 16383.
std::string column_letters(std::uint32_t column);

}  // namespace calltracker::workbook
