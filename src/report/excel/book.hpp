// SPDX-License-Identifier: MIT
#pragma once

// An Excel workbook written row by row in constant memory, in the house style. Within one sheet rows must be
// written from the top down; sheets may take turns.
//
// Text is always written as text: a cell that begins with "=" shows those characters and computes nothing.

#include <xlsxwriter.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time_zone.hpp"

namespace calltracker::report {

struct Formats {
  lxw_format* band = nullptr;  // the title row
  lxw_format* band_note = nullptr;
  lxw_format* header = nullptr;
  lxw_format* text = nullptr;
  lxw_format* wrapped = nullptr;
  lxw_format* strong = nullptr;
  lxw_format* count = nullptr;
  lxw_format* score = nullptr;
  lxw_format* lead_score = nullptr;
  lxw_format* percent = nullptr;
  lxw_format* money = nullptr;
  lxw_format* date_time = nullptr;
  lxw_format* duration = nullptr;
  lxw_format* link = nullptr;
  lxw_format* alarm = nullptr;  // text that wants action
  lxw_format* big_number = nullptr;
  lxw_format* big_number_label = nullptr;
};

class Book {
 public:
  // Writes to `path` itself. `zone` is the zone of every date.
  Book(const std::filesystem::path& path, const TimeZone& zone);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  lxw_workbook* workbook() { return workbook_; }
  const Formats& formats() const { return formats_; }
  const TimeZone& zone() const { return zone_; }
  lxw_worksheet* add_sheet(std::string_view name);

  // Finishes the file. nullopt when all is well, else the reason.
  std::optional<std::string> close();

 private:
  lxw_format* add_format();

  lxw_workbook* workbook_ = nullptr;
  const TimeZone& zone_;
  Formats formats_;
};

struct SheetColumn {
  std::string_view title;
  double width_chars = 10;
};

// A sheet that is one table: a band with its title, a header row with filters, frozen above the rows.
class TableSheet {
 public:
  static constexpr lxw_row_t kHeaderRow = 1;
  static constexpr lxw_row_t kFirstRow = 2;

  TableSheet(Book& book, std::string_view name, std::string_view title, std::vector<SheetColumn> columns,
             lxw_col_t frozen_columns);

  lxw_worksheet* sheet() { return sheet_; }
  // Excel holds 1,048,576 rows; next_row returns false, and later writes must not happen, when they are used
  // up.
  bool next_row();
  lxw_row_t rows_written() const { return row_ + 1 - kFirstRow; }

  // Each writes the next cell of the row.
  void text(std::string_view text, lxw_format* format = nullptr);
  void text_if_any(const std::optional<std::string>& text) {
    this->text(text ? std::string_view(*text) : "");
  }
  void number(const std::optional<double>& number, lxw_format* format);
  void count(std::int64_t count);
  void date_time(const std::optional<UnixMillis>& time_ms);
  void link(const std::optional<std::string>& address, const char* title);

  // Colours a column's scores from red over amber to green. Call once, after the last row.
  void color_scores(std::string_view column_title);
  // Sets the filter over all rows. Call once, after the last row.
  void finish();

 private:
  lxw_col_t column_of(std::string_view title) const;

  Book& book_;
  lxw_worksheet* sheet_;
  std::vector<SheetColumn> columns_;
  lxw_row_t row_ = kHeaderRow;
  lxw_col_t column_ = 0;
  int links_ = 0;
};

// Excel's number for a moment: days since 30 December 1899 by the zone's clock.
double excel_serial(UnixMillis time_ms, const TimeZone& zone);

// The text without characters that XML forbids, no longer than a cell may hold.
std::string cell_text(std::string_view text);

}  // namespace calltracker::report
