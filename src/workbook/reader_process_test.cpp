// SPDX-License-Identifier: MIT
#include "workbook/reader_process.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using namespace calltracker::workbook::test;

namespace {

const ReaderProgram kProgram{CALLTRACKER_READER_PROGRAM};
const std::string kFixtures = std::string(CALLTRACKER_SOURCE_DIR) + "/tests/fixtures/workbook/";

Memory read_isolated(const std::string& path, const ReadRequest& request = {}) {
  Memory memory;
  read_in_child(path, request, memory, kProgram);
  return memory;
}

std::string error_code(const std::string& path, const Limits& limits = {},
                       const ReaderProgram& program = kProgram) {
  ReadRequest request;
  request.limits = limits;
  Memory memory;
  return error_of([&] { read_in_child(path, request, memory, program); }).code;
}

// A program that plays the reader's part in a way a broken or hostile one might.
ReaderProgram script(const TemporaryFolder& folder, const std::string& commands) {
  const std::string path = folder.write("program", "#!/bin/sh\n" + commands + "\n");
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return {path};
}

}  // namespace

TEST_CASE("an isolated reader gives what a reader in this process gives, for every format") {
  const TemporaryFolder folder;
  Xlsx book;
  book.strings = {"<t>Caf\xC3\xA9</t>"};
  book.cell_formats = "<xf numFmtId=\"14\"/><xf numFmtId=\"46\"/>";
  book.rows =
      "<row r=\"3\"><c t=\"s\"><v>0</v></c><c s=\"0\"><v>45347.25</v></c><c s=\"1\"><v>0.5</v></c>"
      "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c><v>0.1</v></c></row>";
  book.after_rows = "<mergeCells><mergeCell ref=\"A3:B3\"/></mergeCells>";
  const std::string path = book.write(folder);
  const Memory isolated = read_isolated(path);
  CHECK(isolated.text() == read(path).text());
  CHECK(isolated.sheets[0].merged == std::vector<MergedRange>{{3, 0, 3, 1}});
  CHECK(isolated.sheets[0].sheet.name == "Calls");

  CHECK(read_isolated(kFixtures + "calls.xls").text() == read(kFixtures + "calls.xls").text());
  const std::string csv = folder.write("calls.csv", "a;Jos\xE9\n1;2\n");
  CHECK(read_isolated(csv).text() == "1: A=a B=Jos\xC3\xA9\n2: A=1 B=2\n");
  const std::string wide = folder.write("wide.csv", std::string_view("\xFF\xFE"
                                                                     "a\0,\0b\0\n\0",
                                                                     10));
  CHECK(read_isolated(wide).text() == "1: A=a B=b\n");
}

TEST_CASE("the isolated reader lists sheets") {
  const TemporaryFolder folder;
  const std::vector<Sheet> sheets = list_sheets_in_child(kFixtures + "calls.xls", {}, kProgram);
  REQUIRE(sheets.size() == 2);
  CHECK(sheets[1].name == "Other");
}

TEST_CASE("the summary of an isolated reading is that of a plain one") {
  Memory plain, isolated;
  CHECK(read_in_child(kFixtures + "calls.xls", {}, isolated, kProgram) ==
        read_workbook(kFixtures + "calls.xls", {}, plain));
}

TEST_CASE("an error of the isolated reader arrives whole") {
  const TemporaryFolder folder;
  Xlsx book;
  book.rows = "<row r=\"4\"><c r=\"B4\" t=\"s\"><v>1</v></c></row>";
  const std::string path = book.write(folder);
  Memory memory;
  const auto details = error_of([&] { read_in_child(path, {}, memory, kProgram); });
  CHECK(details.code == "workbook-corrupt");
  CHECK(details.where == "week.xlsx, part xl/worksheets/sheet1.xml, sheet Calls, row 4");
  CHECK_FALSE(details.hint.empty());
  CHECK(error_code(folder.path("absent.xlsx")) == "file-not-found");
  CHECK(error_code(folder.write("a.pdf", "%PDF-1.7")) == "workbook-not-a-workbook");
}

TEST_CASE("a large table of shared strings spills to its file from inside the sandbox") {
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
  const Memory memory = read_isolated(book.write(folder), request);
  REQUIRE(memory.sheets.at(0).rows.size() == 40);
  CHECK(memory.row_at(39).at(0).text == "39" + filler);
}

TEST_CASE("a sink that stops ends the process early") {
  const TemporaryFolder folder;
  std::string text;
  for (int row = 0; row < 200'000; ++row) text += "some,fields,of,text\n";
  Memory memory;
  memory.rows_wanted = 5;
  const ReadSummary summary = read_in_child(folder.write("calls.csv", text), {}, memory, kProgram);
  CHECK(summary.rows == 5);
  CHECK(summary.stopped_early);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a reader that needs more memory than it may have ends in an error, not in a crash") {
  const TemporaryFolder folder;
  Xlsx book;
  const std::string filler(1'000'000, 'x');
  for (int index = 0; index < 120; ++index) book.strings.push_back("<t>" + filler + "</t>");
  book.rows = "<row><c><v>1</v></c></row>";
  Limits limits;
  limits.ratio_from_bytes = UINT64_MAX;
  limits.memory_bytes = 1 << 20;
  limits.shared_string_memory_bytes = UINT64_MAX;
  CHECK(error_code(book.write(folder), limits) == "workbook-out-of-memory");
}
#endif

TEST_CASE("a reader that answers with nonsense, or with nothing, is an error") {
  const TemporaryFolder folder;
  const std::string file = folder.write("a.csv", "a,b\n");
  CHECK(error_code(file, {}, script(folder, "exit 0")) == "workbook-reader-crashed");
  CHECK(error_code(file, {}, script(folder, "exit 3")) == "workbook-reader-crashed");
  CHECK(error_code(file, {}, script(folder, "kill -SEGV $$")) == "workbook-reader-crashed");
  CHECK(error_code(file, {}, script(folder, "kill -KILL $$")) == "workbook-out-of-memory");
  CHECK(error_code(file, {}, script(folder, "kill -XCPU $$")) == "workbook-too-slow");
  CHECK(error_code(file, {}, script(folder, "printf 'nonsense nonsense nonsense'")) ==
        "workbook-reader-crashed");
  CHECK(error_code(file, {}, script(folder, "printf '\\002\\004\\000\\000\\000\\001'")) ==
        "workbook-reader-crashed");
  CHECK(error_code(file, {}, script(folder, "printf '\\002\\001\\000\\000\\000\\001'")) ==
        "workbook-reader-crashed");
  CHECK(error_code(file, {}, script(folder, "printf '\\011\\000\\000\\000\\000'")) ==
        "workbook-reader-crashed");
  CHECK(error_code(file, {}, {folder.path("absent")}) == "workbook-reader-unavailable");
}

TEST_CASE("a reader that hangs is stopped when its time is over") {
  const TemporaryFolder folder;
  Limits limits;
  limits.wall_time_ms = 50;
  CHECK(error_code(folder.write("a.csv", "a,b\n"), limits, script(folder, "exec sleep 60")) ==
        "workbook-too-slow");
}

TEST_CASE("the reader gets no environment, so no secrets") {
  const TemporaryFolder folder;
  const std::string report = folder.path("report");
  error_code(folder.write("a.csv", "a,b\n"), {},
             script(folder, "tr '\\0' '\\n' < /proc/$$/environ > " + report));
  CHECK(std::filesystem::exists(report));
  CHECK(file_bytes(report).empty());
}

TEST_CASE("a reader that was not started by its parent ends at once") {
  const pid_t process = ::fork();
  if (process == 0) {
    ::execl(CALLTRACKER_READER_PROGRAM, "reader", std::string(kReaderArgument).c_str(), "1", nullptr);
    ::_exit(9);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 1);
}
