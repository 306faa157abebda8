// SPDX-License-Identifier: MIT
#pragma once

// What the readers of all formats share: where they are, what they may still spend, and where rows go.
//
// Limits are checked here and nowhere else, so no format can forget one.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/cell.hpp"
#include "workbook/fault.hpp"
#include "workbook/limits.hpp"

namespace calltracker::workbook {

// The place named in an error: part of the package, sheet, row. Empty fields are left out.
struct Place {
  std::string part;
  std::string sheet;
  std::uint32_t row = 0;

  std::string describe() const;
  [[noreturn]] void fail(Fault fault, std::string found = {}) const;
};

struct ReadRequest {
  std::vector<std::string> sheets;       // names to read, ignoring case; empty reads all
  std::uint32_t rows_per_sheet_max = 0;  // for a preview; 0 reads all
  Limits limits;
};

struct ReadSummary {
  std::uint32_t sheets = 0;
  std::uint64_t rows = 0;
  std::uint64_t cells = 0;
  std::uint64_t text_bytes = 0;
  bool stopped_early = false;  // by the sink or by rows_per_sheet_max

  bool operator==(const ReadSummary&) const = default;
};

class ReadContext {
 public:
  ReadContext(const ReadRequest& request, RowSink& sink);

  Place place;

  const ReadRequest& request() const { return request_; }
  const Limits& limits() const { return request_.limits; }
  const ReadSummary& summary() const { return summary_; }
  [[noreturn]] void fail(Fault fault, std::string found = {}) const { place.fail(fault, std::move(found)); }

  // Throws unless every sheet of the request is among them.
  void check_requested(const std::vector<Sheet>& sheets) const;
  bool wants(const Sheet& sheet) const;

  void begin_sheet(const Sheet& sheet);
  void end_sheet(const std::vector<MergedRange>& merged);

  // The row being filled. Cells may be added in any order; the later of two for one column wins.
  Row& row() { return row_; }
  // Adds a cell to the row. Every cell that stands in the file is to be counted, also one without a value.
  Cell& add_cell(std::uint32_t column);
  void count_cell() {
    if (++cells_seen_ > limits().cells) fail_cells();
  }
  void check_column(std::uint32_t column) const {
    if (column >= limits().columns) fail_columns();
  }

  // Adds to the text of one cell, which has its own limit so that it cannot grow before it is checked.
  void append_text(std::string& target, std::string_view text) const {
    if (target.size() + text.size() > limits().cell_text_bytes) fail_cell_text();
    target.append(text);
  }

  // Charges the text that a cell of the row now holds.
  void count_text(std::uint64_t bytes) {
    row_text_bytes_ += bytes;
    summary_.text_bytes += bytes;
    if (row_text_bytes_ > limits().row_text_bytes || summary_.text_bytes > limits().text_bytes) fail_text();
  }

  // Hands the row over when it has a value. Stop means that nothing more of this sheet is wanted.
  Flow deliver(std::uint32_t row_number);

  bool stopped() const { return stopped_; }
  void count_unpacked(std::uint64_t bytes);
  void check_time() const;

 private:
  [[noreturn]] void fail_cells() const;
  [[noreturn]] void fail_columns() const;
  [[noreturn]] void fail_cell_text() const;
  [[noreturn]] void fail_text() const;
  void order_cells();
  void clean_texts();

  const ReadRequest& request_;
  RowSink& sink_;
  std::chrono::steady_clock::time_point deadline_;
  Sheet sheet_;
  Row row_;
  ReadSummary summary_;
  std::uint64_t rows_in_sheet_ = 0;
  std::uint64_t cells_seen_ = 0;
  std::uint64_t row_text_bytes_ = 0;
  std::uint64_t unpacked_bytes_ = 0;
  bool stopped_ = false;
};

}  // namespace calltracker::workbook
