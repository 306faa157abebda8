// SPDX-License-Identifier: MIT
#pragma once

// A state machine for delimited text that takes the file in chunks of any size.
//
// A field that starts with a quote ends at the next single quote; inside it separators and line ends are text
// and two quotes are one. Text after a closing quote is added to the field. A quote elsewhere is text.
// Records end with LF, CR or CR LF. NULs are dropped.

#include <string_view>

#include "workbook/cell.hpp"

namespace calltracker::workbook {

class CsvHandler {
 public:
  virtual ~CsvHandler() = default;
  // A field comes in one or more parts.
  virtual void field(std::string_view part, bool last_part) = 0;
  virtual Flow end_record() = 0;
};

class CsvScanner {
 public:
  CsvScanner(char separator, CsvHandler& handler) : separator_(separator), handler_(handler) {}

  // Stop when the handler asked for it; the rest of the chunk is then dropped.
  Flow feed(std::string_view chunk);
  // Ends the last record when the file does not end with a line end.
  Flow finish();

  // True between an opening and its closing quote.
  bool in_quotes() const { return state_ == State::Quoted; }

 private:
  enum class State { RecordStart, FieldStart, Plain, Quoted, QuoteInQuoted };

  const char* scan_plain(const char* from, const char* end) const;
  Flow end_record();

  char separator_;
  CsvHandler& handler_;
  State state_ = State::RecordStart;
  bool after_return_ = false;
};

}  // namespace calltracker::workbook
