// SPDX-License-Identifier: MIT
#include "workbook/csv_reader.hpp"

#include <doctest/doctest.h>

#include "workbook/csv_dialect.hpp"
#include "workbook/csv_scanner.hpp"
#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using namespace calltracker::workbook::test;

namespace {

std::string rows_of(std::string_view bytes) {
  const TemporaryFolder folder;
  return read(folder.write("calls.csv", bytes)).text();
}

std::string wide(std::string_view text, bool big_endian) {
  std::string bytes;
  for (const char c : text) bytes += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

class Fields final : public CsvHandler {
 public:
  void field(std::string_view part, bool last_part) override {
    text += part;
    if (last_part) text += '|';
  }
  Flow end_record() override {
    text += '\n';
    return Flow::Continue;
  }
  std::string text;
};

}  // namespace

TEST_CASE("every cell of a .csv is text on one sheet without a name") {
  const TemporaryFolder folder;
  const Memory memory = read(folder.write("calls.csv", "Start,Seconds\n2024-02-25,007\n"));
  CHECK(memory.sheets[0].sheet.name.empty());
  CHECK(memory.row_at(1).at(1).kind == CellKind::Text);
  CHECK(memory.text() == "1: A=Start B=Seconds\n2: A=2024-02-25 B=007\n");
}

TEST_CASE("quotes protect separators and line ends, and two of them are one") {
  CHECK(rows_of("a,\"b,\"\"c\"\"\nd\"\ne,f\n") == "1: A=a B=b,\"c\"\nd\n2: A=e B=f\n");
}

TEST_CASE("a quote that is out of place is text") {
  CHECK(rows_of("a,6\" pipe\nb,\"x\"y\nc,\"\"\n") == "1: A=a B=6\" pipe\n2: A=b B=xy\n3: A=c\n");
}

TEST_CASE("records end with LF, CR or CR LF, blank ones count, and the last needs no end") {
  CHECK(rows_of("a,b\r\nc,d") == "1: A=a B=b\n2: A=c B=d\n");
  CHECK(rows_of("a,b\rc,d\r") == "1: A=a B=b\n2: A=c B=d\n");
  CHECK(rows_of("a,b\n\n,\nc,d\n") == "1: A=a B=b\n4: A=c B=d\n");
  CHECK(rows_of("a,b\nc,\"open") == "1: A=a B=b\n2: A=c B=open\n");
}

TEST_CASE("the result does not depend on how the file is cut into chunks") {
  const std::string text = "a,\"b\"\"\r\n\",c\r\n\"x\"y,\r\"\",\"z\"";
  Fields whole;
  CsvScanner whole_scanner(',', whole);
  whole_scanner.feed(text);
  whole_scanner.finish();
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    Fields parts;
    CsvScanner scanner(',', parts);
    for (std::size_t at = 0; at < text.size(); at += cut)
      scanner.feed(std::string_view(text).substr(at, cut));
    scanner.finish();
    CHECK(parts.text == whole.text);
  }
}

TEST_CASE("the separator is the one that makes records alike") {
  CHECK(detect_dialect("a,b\n1,2\n").separator == ',');
  CHECK(detect_dialect("a;b\n1,5;2,5\n1,5;2,5\n1,5;2,5\n").separator == ';');
  CHECK(detect_dialect("a\tb\tc\n1, 2\t3\t4\n").separator == '\t');
  CHECK(detect_dialect("a|b\n1|2\n").separator == '|');
  CHECK(detect_dialect("Export of 3 calls\n\na;b;c\n\"x, y, z, w\";2;3\n").separator == ';');
  CHECK(detect_dialect("name;transcript\nAnn;\"Agent: a, b; c\nCaller: d; e\"\nBob;\"f, g\"\n").separator ==
        ';');
  CHECK(detect_dialect("only one column\nvalue\n").separator == ',');
  CHECK(detect_dialect("").separator == ',');
}

TEST_CASE("a sep= line names the separator and is no record") {
  CHECK(rows_of("sep=;\r\na;b,c\r\n") == "1: A=a B=b,c\n");
  CHECK(rows_of("\"sep=|\"\na|b\n") == "1: A=a B=b\n");
}

TEST_CASE("UTF-8 and UTF-16 are read with and without a byte order mark") {
  const std::string expected = "1: A=Start B=Caller\n2: A=1 B=Ann\n";
  const std::string_view text = "Start,Caller\r\n1,Ann\r\n";
  CHECK(rows_of(text) == expected);
  CHECK(rows_of("\xEF\xBB\xBF" + std::string(text)) == expected);
  CHECK(rows_of("\xFF\xFE" + wide(text, false)) == expected);
  CHECK(rows_of("\xFE\xFF" + wide(text, true)) == expected);
  CHECK(rows_of(wide(text, false)) == expected);
  CHECK(rows_of(wide(text, true)) == expected);
}

TEST_CASE("what is not UTF-8 is Windows-1252, even when it shows late") {
  CHECK(rows_of("a,Jos\xE9 \x96 \x80\n") == "1: A=a B=Jos\xC3\xA9 \xE2\x80\x93 \xE2\x82\xAC\n");
  std::string late = "a,b\n";
  for (int row = 0; row < 60'000; ++row) late += "plain,text\n";
  late += "x,\xE9\n";
  const std::string text = rows_of(late);
  CHECK(text.ends_with("60002: A=x B=\xC3\xA9\n"));
}

TEST_CASE("one broken byte does not turn UTF-8 into Windows-1252") {
  CHECK(rows_of("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9,\xE9\n") ==
        "1: A=\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 B=\xEF\xBF\xBD\n");
}

TEST_CASE("characters that straddle the chunks of a large file are kept whole") {
  std::string text = "a,b\n";
  for (int row = 0; row < 40'000; ++row)
    text += "x,\xF0\x9F\x98\x80\xC3\xA9" + std::string(row % 5, '.') + "\n";
  const TemporaryFolder folder;
  const Memory memory = read(folder.write("calls.csv", text));
  for (const Row& row : memory.sheets[0].rows) {
    if (row.number > 1) REQUIRE(row.at(1).text.starts_with("\xF0\x9F\x98\x80\xC3\xA9"));
  }
  CHECK(memory.sheets[0].rows.size() == 40'001);
}

TEST_CASE("NULs are dropped") {
  using namespace std::string_view_literals;
  CHECK(rows_of("a,b\nc\0c,d\nee,ff\ngg,hh\nii,jj\nkk,ll\n"sv).starts_with("1: A=a B=b\n2: A=cc B=d\n"));
}

TEST_CASE("a quote that is never closed cannot take all memory") {
  const TemporaryFolder folder;
  Limits limits;
  limits.cell_text_bytes = 1000;
  const auto details =
      error_of_reading(folder.write("open.csv", "a,b\n1,\"" + std::string(5000, 'x')), limits);
  CHECK(details.code == "workbook-too-large");
  CHECK(details.where == "open.csv, row 2");
}
