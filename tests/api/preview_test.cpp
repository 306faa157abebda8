// SPDX-License-Identifier: MIT
// What is said of a call log before a job is started.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr const char* kEstimate = "/api/jobs/estimate";

const char* const kLog =
    "Caller Name,Start Time,Duration,Place,Transcription\n"
    "Trish,2026-03-02 10:00,120,Reno,\"Agent: Nationwide Haul, this is Brian. Caller: I need a lowboy "
    "trailer this "
    "week. Agent: We have three on the lot.\"\n"
    "Phil,2026-03-02 11:00,3,Boise,Agent: Hello?\n"
    "Ann,2026-03-02 12:00,90,Provo,\n";

json::value preview(const ServedProgram& served, const std::map<std::string, std::string>& fields = {}) {
  const RawAnswer answer = served.upload("week.csv", kLog, fields, kEstimate);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  return parse_json(answer.body, kEstimate);
}

std::string field_of(const json::value& preview, std::string_view header) {
  for (const json::value& column : preview.at("columns").as_array()) {
    if (column.at("header").as_string() != header) continue;
    return column.at("field").is_null() ? "" : std::string(column.at("field").as_string());
  }
  return "no such column";
}

}  // namespace

TEST_CASE("a preview says how columns are read, what is skipped and why, and stores nothing") {
  const ServedProgram served;
  const json::value seen = preview(served);
  CHECK(seen.at("fileName").as_string() == "week.csv");
  CHECK(seen.at("rows").to_number<int>() == 3);
  CHECK(seen.at("toAnalyse").to_number<int>() == 1);
  CHECK(seen.at("skipped").at("too-short").to_number<int>() == 1);
  CHECK(seen.at("skipped").at("empty-transcript").to_number<int>() == 1);
  CHECK(seen.at("skippedRows").at(0).at("row").to_number<int>() == 3);
  CHECK(field_of(seen, "Transcription") == "transcript");
  CHECK(field_of(seen, "Place") == "");
  CHECK(seen.at("estimate").at("provider").as_string() == "offline");
  CHECK(seen.at("estimate").at("costUsd").to_number<double>() == 0);
  CHECK(served.get("/api/jobs").at("jobs").as_array().empty());
}

TEST_CASE("a column that is corrected is read as it was told") {
  const ServedProgram served;
  const json::value seen = preview(served, {{"columns", R"({"campaign": "Place"})"}});
  CHECK(field_of(seen, "Place") == "campaign");
  CHECK(field_of(seen, "Transcription") == "transcript");
}

TEST_CASE("a file that is no call log is refused by its name, and no copy stays") {
  const ServedProgram served;
  const RawAnswer answer = served.upload("../notes.xlsx", "this is not a workbook", {}, kEstimate);
  CHECK(answer.status == 422);
  CHECK(answer.body.find("notes.xlsx") != std::string::npos);
  CHECK(answer.body.find("/req_") == std::string::npos);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(served.program().folder())) {
    CHECK(entry.path().filename() != "notes.xlsx");
  }
}

TEST_CASE("the sample week comes with the program, and can be looked at and analysed") {
  const ServedProgram served;
  const RawAnswer sample = served.ask("GET", "/api/sample/nwh-week.xlsx");
  REQUIRE(sample.status == 200);
  const RawAnswer answer = served.upload("nwh-week.xlsx", sample.body, {}, kEstimate);
  REQUIRE(answer.status == 200);
  const json::value seen = parse_json(answer.body, kEstimate);
  CHECK(seen.at("sheet").as_string() == "Calls");
  CHECK(seen.at("rows").to_number<int>() == 118);
}
