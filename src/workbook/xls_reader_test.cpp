// SPDX-License-Identifier: MIT
#include "workbook/xls_reader.hpp"

#include <doctest/doctest.h>

#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using namespace calltracker::workbook::test;

namespace {

const std::string kFixtures = std::string(CALLTRACKER_SOURCE_DIR) + "/tests/fixtures/workbook/";

}  // namespace

TEST_CASE("an .xls gives its rows, with dates as text") {
  const Memory memory = read(kFixtures + "calls.xls");
  REQUIRE(memory.sheets.size() == 2);
  CHECK(memory.sheets[0].sheet.name == "Calls");
  REQUIRE(memory.sheets[0].rows.size() == 3);
  CHECK(memory.row_at(0).at(0).text == "Start Time");
  CHECK(memory.row_at(1).at(0).text == "2024-02-25 09:12:24");
  CHECK(memory.row_at(1).at(1).number == 95);
  CHECK(memory.row_at(1).at(2).text ==
        "Jos\xC3\xA9 \xC3\x91"
        "and\xC3\xBA \xE2\x80\x93 \xE6\x9D\xB1\xE4\xBA\xAC");
  CHECK(memory.row_at(1).at(3).text.size() == 2800);
  CHECK(memory.row_at(2).number == 4);
  CHECK(memory.row_at(2).at(1).number == 12.75);
}

TEST_CASE("an .xls without a filled cell is an error, not an empty result") {
  CHECK(error_of_reading(kFixtures + "empty.xls").code == "workbook-sheet-empty");
  CHECK(list_sheets(kFixtures + "empty.xls").size() == 1);
}

TEST_CASE("an .xls cut short or damaged ends in an error or in whole rows, never in a crash") {
  const TemporaryFolder folder;
  const std::string bytes = file_bytes(kFixtures + "calls.xls");
  for (std::size_t length = 8; length < bytes.size(); length += 512) {
    const std::string code = error_of_reading(folder.write("cut.xls", bytes.substr(0, length))).code;
    CHECK(code != "none");
  }
}

TEST_CASE("the limits hold for .xls too") {
  Limits limits;
  limits.cells = 5;
  CHECK(error_of_reading(kFixtures + "calls.xls", limits).code == "workbook-too-many-cells");
  limits = {};
  limits.columns = 2;
  CHECK(error_of_reading(kFixtures + "calls.xls", limits).code == "workbook-too-many-columns");
}
