// SPDX-License-Identifier: MIT

// Workbooks made to break a reader. Each has to end in an Error that names the kind of trouble, in bounded
// memory.
#include <doctest/doctest.h>

#include <cstring>

#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using namespace calltracker::workbook::test;

namespace {

std::string code_of_rows(const std::string& rows, const Limits& limits = {}) {
  const TemporaryFolder folder;
  Xlsx book;
  book.rows = rows;
  book.strings = {"<t>only</t>"};
  return error_of_reading(book.write(folder), limits).code;
}

std::string code_of_sheet(const std::string& xml) {
  const TemporaryFolder folder;
  Xlsx book;
  book.replaced["xl/worksheets/sheet1.xml"] = xml;
  return error_of_reading(book.write(folder)).code;
}

void put(std::string& bytes, std::size_t offset, std::uint32_t value) {
  std::memcpy(bytes.data() + offset, &value, sizeof value);
}

std::string xlsx_bytes(const TemporaryFolder& folder) {
  Xlsx book;
  book.rows = "<row><c><v>1</v></c></row>";
  return file_bytes(book.write(folder));
}

}  // namespace

TEST_CASE("references beyond XFD1048576 and unreadable ones are errors") {
  CHECK(code_of_rows("<row><c r=\"XFD1\"><v>1</v></c></row>") == "none");
  CHECK(code_of_rows("<row><c r=\"XFE1\"><v>1</v></c></row>") == "workbook-corrupt");
  CHECK(code_of_rows("<row><c r=\"ZZZZZZZZZZZZ1\"><v>1</v></c></row>") == "workbook-corrupt");
  CHECK(code_of_rows("<row><c r=\"7\"><v>1</v></c></row>") == "workbook-corrupt");
  CHECK(code_of_rows("<row r=\"1048576\"><c><v>1</v></c></row>") == "none");
  CHECK(code_of_rows("<row r=\"1048577\"><c><v>1</v></c></row>") == "workbook-corrupt");
  CHECK(code_of_rows("<row r=\"99999999999999999999\"><c><v>1</v></c></row>") == "workbook-corrupt");
  CHECK(code_of_rows("<row r=\"2\"/><row r=\"2\"/>") == "workbook-corrupt");
}

TEST_CASE("a shared string that does not exist is an error that says where") {
  const TemporaryFolder folder;
  Xlsx book;
  book.strings = {"<t>a</t>"};
  book.rows = "<row r=\"4\"><c r=\"B4\" t=\"s\"><v>1</v></c></row>";
  const auto details = error_of_reading(book.write(folder));
  CHECK(details.code == "workbook-corrupt");
  CHECK(details.where == "week.xlsx, part xl/worksheets/sheet1.xml, sheet Calls, row 4");
  CHECK(details.found == "column B names the shared string 1 of 1");
}

TEST_CASE("a document type is refused, so entities cannot expand") {
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
      "<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
  CHECK(code_of_sheet(bomb) == "workbook-xml-forbidden");
  CHECK(
      code_of_sheet("<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>") ==
      "workbook-corrupt");
}

TEST_CASE("XML that is not well-formed is an error") {
  CHECK(code_of_sheet("<worksheet><sheetData></worksheet>") == "workbook-corrupt");
  CHECK(code_of_sheet("<worksheet><sheetData>") == "workbook-truncated");
  CHECK(code_of_sheet("<worksheet></worksheet><worksheet/>") == "workbook-corrupt");
  CHECK(code_of_sheet("") == "workbook-truncated");
  CHECK(code_of_sheet("plain text") == "workbook-corrupt");
  CHECK(code_of_sheet("<worksheet a=b/>") == "workbook-corrupt");
  CHECK(code_of_sheet("<?xml version=\"1.0\" encoding=\"EBCDIC\"?><worksheet/>") == "workbook-corrupt");
  CHECK(code_of_sheet("<worksheet a=\"" + std::string(3 << 20, 'x') + "\"/>") == "workbook-corrupt");
  std::string deep;
  for (int level = 0; level < 100; ++level) deep += "<a>";
  CHECK(code_of_sheet(deep) == "workbook-corrupt");
}

TEST_CASE("more rows, cells, columns or text than the limits allow are refused by name") {
  Limits limits;
  limits.cells = 10;
  std::string rows;
  for (int row = 0; row < 6; ++row) rows += "<row><c/></row>";
  CHECK(code_of_rows(rows, limits) == "workbook-too-many-cells");
  limits = {};
  limits.rows = 1;
  CHECK(code_of_rows("<row><c><v>1</v></c></row><row><c><v>1</v></c></row>", limits) ==
        "workbook-too-many-rows");
  limits = {};
  limits.columns = 2;
  CHECK(code_of_rows("<row><c r=\"C1\"><v>1</v></c></row>", limits) == "workbook-too-many-columns");
  limits = {};
  limits.cell_text_bytes = 3;
  CHECK(code_of_rows("<row><c><v>1234</v></c></row>", limits) == "workbook-too-large");
  limits = {};
  limits.row_text_bytes = 7;
  CHECK(code_of_rows("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>", limits) ==
        "workbook-too-large");
  limits = {};
  limits.text_bytes = 7;
  CHECK(code_of_rows("<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>0</v></c></row>", limits) ==
        "workbook-too-large");
  limits = {};
  limits.wall_time_ms = 0;
  CHECK(code_of_rows("<row/>", limits) == "workbook-too-slow");
}

TEST_CASE("millions of tiny cells in a small file are refused") {
  std::string rows = "<row>";
  for (int cell = 0; cell < 16'000; ++cell) rows += "<c/>";
  rows += "</row>";
  std::string sheet;
  for (int row = 0; row < 50; ++row) sheet += rows;
  Limits limits;
  limits.cells = 500'000;
  CHECK(code_of_rows(sheet, limits) == "workbook-too-many-cells");
}

TEST_CASE("a part that unpacks to far more than its size is refused") {
  Limits limits;
  limits.ratio_from_bytes = 1 << 20;
  CHECK(code_of_rows(std::string(8 << 20, ' '), limits) == "workbook-too-large");
  limits = {};
  limits.unpacked_bytes = 1 << 20;
  CHECK(code_of_rows(std::string(8 << 20, ' '), limits) == "workbook-too-large");
}

TEST_CASE("a size that a zip header declares is not believed") {
  const TemporaryFolder folder;
  std::string bytes = xlsx_bytes(folder);
  for (std::size_t at = bytes.find("PK\1\2"); at != std::string::npos; at = bytes.find("PK\1\2", at + 4)) {
    put(bytes, at + 24, 0xFFFFFF00);
  }
  const std::string code = error_of_reading(folder.write("big.xlsx", bytes)).code;
  CHECK((code == "none" || code == "workbook-corrupt"));
}

TEST_CASE("zip entries that share bytes are refused") {
  const TemporaryFolder folder;
  std::string bytes = xlsx_bytes(folder);
  const std::size_t first = bytes.find("PK\1\2");
  const std::size_t second = bytes.find("PK\1\2", first + 4);
  std::memcpy(bytes.data() + second + 42, bytes.data() + first + 42, 4);
  const auto details = error_of_reading(folder.write("overlap.xlsx", bytes));
  CHECK(details.code == "workbook-corrupt");
  CHECK(details.found == "zip entries that share bytes");
}

TEST_CASE("too many zip entries are refused before they are listed") {
  const TemporaryFolder folder;
  Xlsx book;
  Parts parts = book.parts();
  for (int index = 0; index < 50; ++index) parts.emplace_back("x" + std::to_string(index), "");
  Limits limits;
  limits.zip_entries = 20;
  CHECK(error_of_reading(write_zip(folder, "many.xlsx", parts), limits).code == "workbook-too-large");
}

TEST_CASE("a file cut short at any place is an error, never a shorter workbook") {
  const TemporaryFolder folder;
  const std::string bytes = xlsx_bytes(folder);
  for (std::size_t length = 4; length < bytes.size(); length += 7) {
    const std::string code = error_of_reading(folder.write("cut.xlsx", bytes.substr(0, length))).code;
    CHECK(code == "workbook-truncated");
  }
}

TEST_CASE("damage in packed data is an error") {
  const TemporaryFolder folder;
  Xlsx book;
  for (int row = 0; row < 3000; ++row)
    book.rows += "<row><c><v>" + std::to_string(row * 7919) + "</v></c></row>";
  std::string bytes = file_bytes(book.write(folder));
  const std::size_t sheet = bytes.find("xl/worksheets/sheet1.xml");
  for (std::size_t at = sheet + 2000; at < sheet + 2040; ++at) bytes[at] = static_cast<char>(~bytes[at]);
  const auto details = error_of_reading(folder.write("damaged.xlsx", bytes));
  CHECK((details.code == "workbook-corrupt" || details.code == "workbook-truncated"));
}

TEST_CASE("a missing part is named") {
  const TemporaryFolder folder;
  Xlsx book;
  Parts parts = book.parts();
  std::erase_if(parts, [](const auto& part) { return part.first == "xl/worksheets/sheet1.xml"; });
  const auto details = error_of_reading(write_zip(folder, "gone.xlsx", parts));
  CHECK(details.code == "workbook-corrupt");
  CHECK(details.where == "gone.xlsx, part xl/worksheets/sheet1.xml, sheet Calls");
}

TEST_CASE("a workbook without one filled cell is an error of its own") {
  CHECK(code_of_rows("<row><c s=\"1\"/></row>") == "workbook-sheet-empty");
}
