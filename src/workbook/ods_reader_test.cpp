// SPDX-License-Identifier: MIT
#include "workbook/ods_reader.hpp"

#include <doctest/doctest.h>

#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using calltracker::ErrorDetails;
using namespace calltracker::workbook::test;

namespace {

constexpr const char* kMimeType = "application/vnd.oasis.opendocument.spreadsheet";

std::string content(const std::string& tables, const std::string& styles = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content "
         "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
         "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
         "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
         "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
         "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">"
         "<office:automatic-styles>" +
         styles + "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
         "</office:spreadsheet></office:body></office:document-content>";
}

std::string write_ods(const TemporaryFolder& folder, const std::string& content_xml, const Parts& more = {}) {
  Parts parts = {{"mimetype", kMimeType}, {"content.xml", content_xml}};
  parts.insert(parts.end(), more.begin(), more.end());
  return write_zip(folder, "week.ods", parts);
}

Memory read_rows(const std::string& rows) {
  const TemporaryFolder folder;
  return read(write_ods(folder, content("<table:table table:name=\"Calls\">" + rows + "</table:table>")));
}

ErrorDetails error_of_rows(const std::string& rows, const Limits& limits = {}) {
  const TemporaryFolder folder;
  return error_of_reading(
      write_ods(folder, content("<table:table table:name=\"Calls\">" + rows + "</table:table>")), limits);
}

std::string row(const std::string& cells) {
  return "<table:table-row>" + cells + "</table:table-row>";
}

}  // namespace

TEST_CASE("an .ods cell has the value of its type") {
  const Memory memory =
      read_rows(row("<table:table-cell office:value-type=\"float\" "
                    "office:value=\"45347.383611111116\"><text:p>45347.38</text:p></table:table-cell>"
                    "<table:table-cell office:value-type=\"date\" "
                    "office:date-value=\"2024-02-25T09:12:24\"><text:p>25/02</text:p></table:table-cell>"
                    "<table:table-cell office:value-type=\"time\" "
                    "office:time-value=\"PT36H00M00S\"><text:p>36:00</text:p></table:table-cell>"
                    "<table:table-cell office:value-type=\"boolean\" "
                    "office:boolean-value=\"true\"><text:p>WAHR</text:p></table:table-cell>"
                    "<table:table-cell office:value-type=\"percentage\" "
                    "office:value=\"0.5\"><text:p>50%</text:p></table:table-cell>"
                    "<table:table-cell office:value-type=\"string\" "
                    "calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>"
                    "<table:table-cell office:value-type=\"date\" "
                    "office:date-value=\"soon\"><text:p>soon</text:p></table:table-cell>"));
  CHECK(memory.text() ==
        "1: A=45347.383611111116 B=2024-02-25 09:12:24 C=36:00:00 D=TRUE E=0.5 F=#N/A G=soon\n");
  CHECK(memory.row_at(0).at(0).number == 45347.383611111116);
  CHECK(memory.row_at(0).at(2).kind == CellKind::Duration);
  CHECK(memory.row_at(0).at(5).kind == CellKind::Error);
}

TEST_CASE("paragraphs, spaces, tabs and breaks become text; comments do not") {
  const Memory memory = read_rows(
      row("<table:table-cell "
          "office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation>"
          "<text:p>a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d</text:p>\n  <text:p>  "
          "<text:span>e\n f</text:span>"
          "<text:a>g</text:a></text:p></table:table-cell>"));
  CHECK(memory.row_at(0).at(0).text == "a  b\tc\nd\ne fg");
}

TEST_CASE("repeated rows and cells are counted, and copied only when they have a value") {
  const Memory memory = read_rows(
      "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell "
      "table:number-columns-repeated=\"16384\"/>"
      "</table:table-row><table:table-row "
      "table:number-rows-repeated=\"2\"><table:table-cell/><table:table-cell "
      "table:number-columns-repeated=\"2\" office:value-type=\"float\" "
      "office:value=\"7\"/></table:table-row>");
  CHECK(memory.text() == "1000001: B=7 C=7\n1000002: B=7 C=7\n");
}

TEST_CASE("repetition cannot be used to exhaust memory") {
  const std::string cell =
      "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" "
      "office:value=\"1\"/>";
  CHECK(
      error_of_rows("<table:table-row table:number-rows-repeated=\"1048576\">" + cell + "</table:table-row>")
          .code == "workbook-too-many-cells");
  CHECK(error_of_rows(
            row("<table:table-cell table:number-columns-repeated=\"4294967295\" office:value-type=\"float\" "
                "office:value=\"1\"/>"))
            .code == "workbook-too-many-columns");
  CHECK(error_of_rows("<table:table-row table:number-rows-repeated=\"99999999999\"/>" + row(cell)).code ==
        "workbook-corrupt");
}

TEST_CASE("covered cells are passed over and merged ranges reported") {
  const Memory memory =
      read_rows(row("<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\" "
                    "office:value-type=\"string\">"
                    "<text:p>m</text:p></table:table-cell><table:covered-table-cell/><table:table-cell "
                    "office:value-type=\"string\">"
                    "<text:p>n</text:p></table:table-cell>"));
  CHECK(memory.text() == "1: A=m C=n\n");
  CHECK(memory.sheets[0].merged == std::vector<MergedRange>{{1, 0, 2, 1}});
}

TEST_CASE("rows in header rows and row groups are rows") {
  const std::string cell =
      "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
  CHECK(read_rows("<table:table-header-rows>" + row(cell) +
                  "</table:table-header-rows><table:table-row-group>" + row(cell) +
                  "</table:table-row-group>")
            .text() == "1: A=x\n2: A=x\n");
}

TEST_CASE("a sheet whose style is not displayed is hidden") {
  const TemporaryFolder folder;
  const std::string styles =
      "<style:style style:name=\"ta1\"><style:table-properties table:display=\"true\"/></style:style>"
      "<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>";
  const std::string path =
      write_ods(folder, content("<table:table table:name=\"A\" table:style-name=\"ta1\"/><table:table "
                                "table:name=\"B\" table:style-name=\"ta2\"/>",
                                styles));
  const std::vector<Sheet> sheets = list_sheets(path);
  REQUIRE(sheets.size() == 2);
  CHECK(sheets[0].visible);
  CHECK_FALSE(sheets[1].visible);
}

TEST_CASE("an .ods with a password says so") {
  const TemporaryFolder folder;
  const std::string manifest =
      "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry "
      "m:full-path=\"content.xml\">"
      "<m:encryption-data/></m:file-entry></m:manifest>";
  const std::string path = write_ods(folder, "garbage", {{"META-INF/manifest.xml", manifest}});
  CHECK(error_of_reading(path).code == "workbook-encrypted");
}
