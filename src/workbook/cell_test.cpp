// SPDX-License-Identifier: MIT
#include "workbook/cell.hpp"

#include <doctest/doctest.h>

#include "workbook/cell_reference.hpp"
#include "workbook/cell_value.hpp"
#include "workbook/number_format.hpp"
#include "workbook/valid_text.hpp"

using namespace calltracker::workbook;

namespace {

std::string text_of(CellKind kind, double number, bool date_1904 = false) {
  Cell cell;
  cell.kind = kind;
  cell.number = number;
  cell.date_1904 = date_1904;
  return cell_text(cell);
}

}  // namespace

TEST_CASE("a cell's text is the shortest that reads back the same") {
  CHECK(text_of(CellKind::Number, 12) == "12");
  CHECK(text_of(CellKind::Number, 0.1) == "0.1");
  CHECK(text_of(CellKind::Number, 45347.383611111116) == "45347.383611111116");
  CHECK(text_of(CellKind::Boolean, 1) == "TRUE");
}

TEST_CASE("dates count from the epoch of their workbook, with the leap day that 1900 did not have") {
  CHECK(text_of(CellKind::Date, 1) == "1900-01-01");
  CHECK(text_of(CellKind::Date, 60) == "1900-02-29");
  CHECK(text_of(CellKind::Date, 61) == "1900-03-01");
  CHECK(text_of(CellKind::Date, 0, true) == "1904-01-01");
  CHECK(text_of(CellKind::Date, 45347.5) == "2024-02-25 12:00:00");
  CHECK(text_of(CellKind::Date, 0.25) == "06:00:00");
  CHECK(text_of(CellKind::Date, -3) == "-3");
  CHECK(text_of(CellKind::Duration, 1.5) == "36:00:00");
  CHECK(text_of(CellKind::Duration, -0.5) == "-12:00:00");
  CHECK(text_of(CellKind::Duration, 0.0000173611111) == "0:00:01.500");
}

TEST_CASE("an ISO date gives the serial that shows it again") {
  for (const char* date : {"1900-01-01", "1900-03-01", "2024-02-29", "2026-11-16 09:30:15"}) {
    CHECK(text_of(CellKind::Date, parse_iso_serial(date).value_or(-1)) == date);
  }
  CHECK_FALSE(parse_iso_serial("2023-02-29"));
  CHECK_FALSE(parse_iso_serial("2023-02-2"));
  CHECK_FALSE(parse_iso_serial("2023-02-20 noon"));
  CHECK(parse_iso_duration_days("PT12H30M00S") == doctest::Approx(12.5 / 24));
  CHECK_FALSE(parse_iso_duration_days("PT"));
  CHECK_FALSE(parse_iso_duration_days("P1D"));
}

TEST_CASE("only letters that are format codes make a date") {
  CHECK(shape_of_format("yyyy-mm-dd") == NumberShape::Date);
  CHECK(shape_of_format("[$-409]h:mm AM/PM;@") == NumberShape::Date);
  CHECK(shape_of_format("mmm") == NumberShape::Date);
  CHECK(shape_of_format("[h]:mm:ss") == NumberShape::Duration);
  CHECK(shape_of_format("[mm]:ss") == NumberShape::Duration);
  CHECK(shape_of_format("mm:ss") == NumberShape::Duration);
  CHECK(shape_of_format("General") == NumberShape::Plain);
  CHECK(shape_of_format("[Red]#,##0.00 \"days\"") == NumberShape::Plain);
  CHECK(shape_of_format("0\\d") == NumberShape::Plain);
  CHECK(shape_of_format("0.00E+00") == NumberShape::Plain);
  CHECK(shape_of_format("0;\"unterminated") == NumberShape::Plain);
  CHECK(shape_of_format("[") == NumberShape::Plain);
  CHECK(shape_of_builtin_format(14) == NumberShape::Date);
  CHECK(shape_of_builtin_format(46) == NumberShape::Duration);
  CHECK(shape_of_builtin_format(2) == NumberShape::Plain);
}

TEST_CASE("references end at XFD1048576") {
  CHECK(parse_reference("A1")->column == 0);
  CHECK(parse_reference("$AB$12")->column == 27);
  CHECK(parse_reference("XFD1048576")->row == 1048576);
  for (const char* bad : {"", "A", "1", "A0", "XFE1", "A1048577", "A1B", "A-1"})
    CHECK_FALSE(parse_reference(bad));
  CHECK(parse_range("A1:B2") == MergedRange{1, 0, 2, 1});
  CHECK_FALSE(parse_range("B2:A1"));
  CHECK(column_letters(16383) == "XFD");
}

TEST_CASE("a row answers for every column, empty where it has no cell") {
  Row row;
  row.cells.resize(1);
  row.cells[0].column = 5;
  row.cells[0].kind = CellKind::Text;
  CHECK(row.at(5).kind == CellKind::Text);
  CHECK(row.at(4).kind == CellKind::Empty);
  CHECK(row.at(6).kind == CellKind::Empty);
}

TEST_CASE("clean text is valid UTF-8 without NUL, wherever the fault stands") {
  CHECK(is_clean_utf8("caf\xC3\xA9 \xF0\x9F\x98\x80 plain ascii that is longer than a word"));
  for (std::size_t position = 0; position < 20; ++position) {
    for (const char* fault : {"\xE9", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80"}) {
      CHECK_FALSE(is_clean_utf8(std::string(20, 'a').insert(position, fault)));
    }
    CHECK_FALSE(is_clean_utf8(std::string(20, 'a').insert(position, 1, '\0')));
  }
}
