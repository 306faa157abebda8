// SPDX-License-Identifier: MIT
// Everything a user can get wrong: one clear error with a stable code, the documented exit code, nothing
// half-stored.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/end_to_end/program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr const char* kGoodCsv =
    "Start Time,Full Transcription\n2026-11-16 09:00,Agent: Hello. Caller: I need a van.\n";

void check_refused(const Program& program, const std::vector<std::string>& arguments, int exit_code,
                   const std::string& code) {
  const ProcessResult result = program.run(arguments);
  INFO(result.talk);
  CHECK(result.exit_code == exit_code);
  CHECK(result.talk.find("error[" + code + "]") != std::string::npos);
  CHECK(result.out.empty());
}

void check_nothing_stored(const Program& program) {
  CHECK(program.run_json({"jobs", "list"}).at("jobs").as_array().empty());
}

}  // namespace

TEST_CASE("a file that cannot be a call log is refused before anything is stored") {
  const Program program;
  const auto write = [&program](const char* name, const std::string& content) {
    return program.write_file(name, content).string();
  };
  const std::string workbook = read_file(sample("nwh-week.xlsx"));
  check_refused(program, {"analyze", "/nonexistent/week.xlsx"}, 3, "file-not-found");
  check_refused(program, {"analyze", program.folder().string()}, 3, "file-is-directory");
  check_refused(program, {"analyze", write("empty.xlsx", "")}, 3, "file-empty");
  check_refused(program, {"analyze", write("cut.xlsx", workbook.substr(0, workbook.size() / 2))}, 3,
                "workbook-truncated");
  check_refused(program, {"analyze", write("no-transcript.csv", "Start Time,Source\n2026-11-16 09:00,Ads\n")},
                3, "import-missing-column");
  check_refused(program, {"analyze", write("header-only.csv", "Start Time,Full Transcription\n")}, 3,
                "import-no-rows");
  check_nothing_stored(program);
}

TEST_CASE("a workbook under a wrong extension is read for what it is") {
  const Program program;
  const std::string path = program.write_file("week.csv", read_file(sample("nwh-week.xlsx"))).string();
  CHECK(program.run({"analyze", path}).exit_code == 0);
}

TEST_CASE("an unknown column, a bad setting and an unwritable folder are told before anything is stored") {
  const Program program;
  const std::string log = program.write_file("good.csv", kGoodCsv).string();
  check_refused(program, {"analyze", log, "--column", "transcript"}, 2, "column-syntax");
  check_refused(program, {"analyze", log, "--column", "shoe_size=Source"}, 2, "import-field-unknown");
  check_refused(program, {"analyze", log, "--column", "source=Nowhere"}, 3, "import-header-not-found");
  check_refused(program, {"analyze", log, "--preset", "cheapest"}, 2, "setting-invalid");
  check_refused(program, {"analyze", log, "--out", log}, 6, "output-not-a-folder");
  check_refused(program, {"analyze", log, "--out", "/proc/nowhere"}, 6, "output-unwritable");
  check_refused(program,
                {"analyze", log, "--workspace", program.write_file("bad.json", "{\"company\": 7}").string()},
                3, "workspace-invalid");
  check_nothing_stored(program);
}

TEST_CASE("a database that cannot be used says why and what to do") {
  Program program;
  const std::string log = program.write_file("good.csv", kGoodCsv).string();
  check_refused(program,
                {"analyze", log, "--db", program.write_file("not.db", std::string(5000, 'x')).string()}, 6,
                "database-corrupt");
  check_refused(program, {"analyze", log, "--db", program.folder().string()}, 6, "database-unreachable");
  check_refused(program, {"analyze", log, "--db", "postgres://nobody@127.0.0.1:1/none"}, 6,
                "database-unreachable");
}

TEST_CASE("errors are objects when JSON is asked for") {
  const Program program;
  const ProcessResult result = program.run({"analyze", "/nonexistent/week.xlsx", "--json"});
  CHECK(result.exit_code == 3);
  const json::value error = parse_json(result.talk, "the error");
  CHECK(error.at("error").at("code").as_string() == "file-not-found");
}
