// SPDX-License-Identifier: MIT
#include "workbook/xlsx_reader.hpp"

#include <doctest/doctest.h>
#include <xlsxwriter.h>

#include "workbook/test_files.hpp"
#include "workbook/xlsx_package.hpp"
#include "workbook/xlsx_strings.hpp"

using namespace calltracker::workbook;
using namespace calltracker::workbook::test;

namespace {

std::string write_with_xlsxwriter(const TemporaryFolder& folder, bool inline_strings) {
  const std::string path = folder.path("written.xlsx");
  lxw_workbook_options options{};
  options.constant_memory = inline_strings ? LXW_TRUE : LXW_FALSE;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Calls");
  lxw_worksheet* hidden = workbook_add_worksheet(book, "Notes & more");
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "yyyy-mm-dd hh:mm:ss");
  lxw_format* elapsed = workbook_add_format(book);
  format_set_num_format(elapsed, "[h]:mm:ss");
  worksheet_write_string(sheet, 0, 0, "Start", nullptr);
  worksheet_write_string(sheet, 0, 2, "Caf\xC3\xA9 <b> & \"q\"\nline", nullptr);
  worksheet_write_number(sheet, 3, 0, 45347.383611111116, date);
  worksheet_write_number(sheet, 3, 1, 1.5, elapsed);
  worksheet_write_boolean(sheet, 3, 2, 1, nullptr);
  worksheet_write_number(sheet, 3, 16383, -0.1, nullptr);
  worksheet_write_formula_str(sheet, 3, 4, "=UPPER(\"a\")", nullptr, "A");
  worksheet_write_string(hidden, 0, 0, "n", nullptr);
  worksheet_hide(hidden);
  workbook_close(book);
  return path;
}

}  // namespace

TEST_CASE("a workbook reads the same with shared and with inline strings") {
  const TemporaryFolder folder;
  for (const bool inline_strings : {false, true}) {
    CAPTURE(inline_strings);
    const Memory memory = read(write_with_xlsxwriter(folder, inline_strings));
    CHECK(memory.text() ==
          "1: A=Start C=Caf\xC3\xA9 <b> & \"q\"\nline\n"
          "4: A=2024-02-25 09:12:24 B=36:00:00 C=TRUE E=A XFD=-0.1\n"
          "1: A=n\n");
    CHECK(memory.row_at(1).at(0).kind == CellKind::Date);
    CHECK(memory.row_at(1).at(1).kind == CellKind::Duration);
    CHECK(memory.sheets[1].sheet.name == "Notes & more");
    CHECK_FALSE(memory.sheets[1].sheet.visible);
  }
}

TEST_CASE("text keeps its white space, formatted runs are joined and phonetic guides left out") {
  const TemporaryFolder folder;
  Xlsx book;
  book.strings = {"<t xml:space=\"preserve\"> a </t>", "<r><rPr><b/></rPr><t>one</t></r><r><t> two</t></r>",
                  "<t>\xE6\x9D\xB1</t><rPh sb=\"0\" eb=\"1\"><t>higashi</t></rPh>",
                  "<t><![CDATA[a<b&c]]>]]&gt;</t>"};
  book.rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" "
      "t=\"s\"><v>2</v></c>"
      "<c r=\"D1\" t=\"s\"><v>3</v></c><c r=\"E1\" "
      "t=\"inlineStr\"><is><r><t>x</t></r><r><t>y</t></r></is></c></row>";
  const Memory memory = read(book.write(folder));
  CHECK(memory.row_at(0).at(0).text == " a ");
  CHECK(memory.row_at(0).at(1).text == "one two");
  CHECK(memory.row_at(0).at(2).text == "\xE6\x9D\xB1");
  CHECK(memory.row_at(0).at(3).text == "a<b&c]]>");
  CHECK(memory.row_at(0).at(4).text == "xy");
}

TEST_CASE("escapes stand for characters that XML cannot hold") {
  const auto decoded = [](std::string text) {
    decode_escapes(text, 0);
    return text;
  };
  CHECK(decoded("a_x000D_\nb") == "a\r\nb");
  CHECK(decoded("_x005F_x000D_") == "_x000D_");
  CHECK(decoded("_xD83D__xDE00_") == "\xF0\x9F\x98\x80");
  CHECK(decoded("_xD83D_ lone") == "\xEF\xBF\xBD lone");
  CHECK(decoded("snake_x_case _xZZZZ_ _x00") == "snake_x_case _xZZZZ_ _x00");
}

TEST_CASE("number formats decide what is a date and what is a duration") {
  const TemporaryFolder folder;
  Xlsx book;
  book.formats =
      "<numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss\"/><numFmt numFmtId=\"165\" formatCode=\"dd/mm/yy\"/>";
  book.cell_formats =
      "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf "
      "numFmtId=\"46\"/>";
  book.rows =
      "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>45347</v></c><c r=\"B1\" s=\"1\"><v>45347</v></c><c r=\"C1\" "
      "s=\"2\"><v>0.5</v>"
      "</c><c r=\"D1\" s=\"3\"><v>45347</v></c><c r=\"E1\" s=\"4\"><v>0.25</v></c><c r=\"F1\" "
      "s=\"99\"><v>1</v></c></row>";
  const Memory memory = read(book.write(folder));
  CHECK(memory.text() == "1: A=45347 B=2024-02-25 C=12:00:00 D=2024-02-25 E=6:00:00 F=1\n");
}

TEST_CASE("a number keeps every bit of its double") {
  const TemporaryFolder folder;
  Xlsx book;
  book.rows =
      "<row><c><v>45347.383611111116</v></c><c><v>0.1</v></c><c><v>1E-7</v></c><c><v> 12 </v></c></row>";
  const Memory memory = read(book.write(folder));
  CHECK(memory.row_at(0).at(0).number == 45347.383611111116);
  CHECK(memory.text() == "1: A=45347.383611111116 B=0.1 C=1e-07 D=12\n");
}

TEST_CASE("a workbook of the 1904 system says so in its dates") {
  const TemporaryFolder folder;
  Xlsx book;
  book.workbook_properties = "<workbookPr date1904=\"1\"/>";
  book.cell_formats = "<xf numFmtId=\"14\"/>";
  book.rows = "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>43885</v></c></row>";
  const Memory memory = read(book.write(folder));
  CHECK(memory.row_at(0).at(0).date_1904);
  CHECK(memory.text() == "1: A=2024-02-25\n");
}

TEST_CASE("a cell that breaks its type is given as the text in the file") {
  const TemporaryFolder folder;
  Xlsx book;
  book.rows =
      "<row r=\"1\"><c r=\"A1\"><v>12abc</v></c><c r=\"B1\" t=\"b\"><v>maybe</v></c><c r=\"C1\" "
      "t=\"s\"><v>x</v></c>"
      "<c r=\"D1\" t=\"d\"><v>2024-02-24T09:12:24</v></c><c r=\"E1\" t=\"d\"><v>someday</v></c>"
      "<c r=\"F1\" t=\"zz\"><v>?</v></c><c r=\"G1\"><v>1e999</v></c><c r=\"H1\" "
      "t=\"e\"><v>#N/A</v></c></row>";
  const Memory memory = read(book.write(folder));
  CHECK(memory.text() == "1: A=12abc B=maybe C=x D=2024-02-24 09:12:24 E=someday F=? G=1e999 H=#N/A\n");
  CHECK(memory.row_at(0).at(7).kind == CellKind::Error);
}

TEST_CASE("rows keep their numbers, and cells without a reference follow the one before") {
  const TemporaryFolder folder;
  Xlsx book;
  book.rows =
      "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"7\"><c r=\"C7\"><v>3</v></c><c><v>4</v></c></row>"
      "<row r=\"8\"><c r=\"A8\" s=\"1\"/></row><row r=\"9\"><c r=\"B9\"><v>6</v></c><c "
      "r=\"A9\"><v>0</v></c><c r=\"A9\"><v>5</v></c></row>";
  CHECK(read(book.write(folder)).text() == "1: A=1 B=2\n7: C=3 D=4\n9: A=5 B=6\n");
}

TEST_CASE("merged cells have their value in the first cell, and the range is reported") {
  const TemporaryFolder folder;
  Xlsx book;
  book.rows = "<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>";
  book.after_rows = "<mergeCells count=\"1\"><mergeCell ref=\"B2:D3\"/></mergeCells>";
  CHECK(read(book.write(folder)).sheets[0].merged == std::vector<MergedRange>{{2, 1, 3, 3}});
}

TEST_CASE("strict files, other prefixes and other part names read the same") {
  const TemporaryFolder folder;
  Xlsx book;
  const std::string strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  book.replaced["_rels/.rels"] =
      "<p:Relationships "
      "xmlns:p=\"http://schemas.openxmlformats.org/package/2006/relationships\"><p:Relationship Id=\"a\" "
      "Type=\"" +
      strict + "/officeDocument\" Target=\"/Book/main.xml\"/></p:Relationships>";
  book.replaced["Book/main.xml"] =
      "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:rel=\"" + strict +
      "\"><x:sheets><x:sheet name=\"B\" rel:id=\"s2\"/><x:sheet name=\"A\" "
      "rel:id=\"s1\"/></x:sheets></x:workbook>";
  book.replaced["Book/_rels/main.xml.rels"] =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
      "Id=\"s1\" Type=\"" +
      strict + "/worksheet\" Target=\"../tabs/one.xml\"/><Relationship Id=\"s2\" Type=\"" + strict +
      "/worksheet\" Target=\"/tabs/two.xml\"/></Relationships>";
  book.replaced["tabs/one.xml"] =
      "<x:worksheet "
      "xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>"
      "</x:row></x:sheetData></x:worksheet>";
  book.replaced["tabs/two.xml"] = "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>";
  const Memory memory = read(book.write(folder));
  CHECK(memory.sheets[0].sheet.name == "B");
  CHECK(memory.text() == "1: A=2\n1: A=1\n");
}

TEST_CASE("parts in UTF-16 are read") {
  const TemporaryFolder folder;
  Xlsx book;
  const std::string_view xml = "<worksheet><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>";
  std::string wide = "\xFF\xFE";
  for (const char c : xml) wide += {c, '\0'};
  book.replaced["xl/worksheets/sheet1.xml"] = wide;
  CHECK(read(book.write(folder)).text() == "1: A=5\n");
}

TEST_CASE(
    "only the requested sheets are read, ignoring case, and an unknown one is an error that lists them") {
  const TemporaryFolder folder;
  const std::string path = write_with_xlsxwriter(folder, false);
  ReadRequest request;
  request.sheets = {"CALLS"};
  CHECK(read(path, request).sheets.size() == 1);
  request.sheets = {"March"};
  const auto details = error_of([&] { read(path, request); });
  CHECK(details.code == "workbook-sheet-not-found");
  CHECK(details.found == "\"Calls\", \"Notes & more\"");
  CHECK(list_sheets(path).size() == 2);
}

TEST_CASE("a preview ends after the rows it asks for, on every sheet") {
  const TemporaryFolder folder;
  Memory memory;
  ReadRequest request;
  request.rows_per_sheet_max = 1;
  const ReadSummary summary = read_workbook(write_with_xlsxwriter(folder, false), request, memory);
  CHECK(memory.text() == "1: A=Start C=Caf\xC3\xA9 <b> & \"q\"\nline\n1: A=n\n");
  CHECK(summary.stopped_early);
}

TEST_CASE("a sink that stops ends the reading without an error") {
  const TemporaryFolder folder;
  Memory memory;
  memory.rows_wanted = 1;
  CHECK(read_workbook(write_with_xlsxwriter(folder, false), {}, memory).rows == 1);
}

TEST_CASE("shared strings beyond the memory limit move to a file and read the same") {
  const TemporaryFolder folder;
  Xlsx book;
  const std::string filler(1'000'000, 'x');
  for (int index = 0; index < 40; ++index) {
    book.strings.push_back("<t>" + std::to_string(index) + filler + "</t>");
    book.rows += "<row><c t=\"s\"><v>" + std::to_string(index) + "</v></c></row>";
  }
  ReadRequest request;
  request.limits.shared_string_memory_bytes = 16 << 20;
  request.limits.ratio_from_bytes = UINT64_MAX;
  const Memory memory = read(book.write(folder), request);
  REQUIRE(memory.sheets[0].rows.size() == 40);
  CHECK(memory.row_at(0).at(0).text == "0" + filler);
  CHECK(memory.row_at(39).at(0).text == "39" + filler);
}

TEST_CASE("targets of relationships are resolved against their source's folder") {
  CHECK(resolve_part("xl/workbook.xml", "worksheets/sheet1.xml") == "xl/worksheets/sheet1.xml");
  CHECK(resolve_part("xl/workbook.xml", "/xl/styles.xml") == "xl/styles.xml");
  CHECK(resolve_part("xl/workbook.xml", "../../../x.xml") == "x.xml");
  CHECK(resolve_part("", "xl\\workbook.xml") == "xl/workbook.xml");
}
