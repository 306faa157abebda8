// SPDX-License-Identifier: MIT
// What a call log is shown as before anything is started.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

json::value estimate(const ServedProgram& served, const std::string& content,
                     const std::map<std::string, std::string>& fields = {}) {
  const RawAnswer answer = served.send_form("/api/jobs/estimate", "week.csv", content, fields);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  return parse_json(answer.body, "estimate");
}

// A request's own file goes right after its answer: asked again until then, a bounded number of times.
bool leaves_nothing(const ServedProgram& served) {
  const std::filesystem::path work = served.program().database().string() + ".files/work";
  for (int round = 0; round < 1000 && !std::filesystem::is_empty(work); ++round)
    served.ask("GET", "/healthz");
  return std::filesystem::is_empty(work);
}

}  // namespace

TEST_CASE("an estimate says what is understood, skipped and paid, and stores nothing") {
  const ServedProgram served;
  const std::string csv = make_csv(12) + "2026-11-16 09:00:00,2,Google Ads,,\"Agent: Hello.\"\n";
  const json::value seen = estimate(served, csv);
  CHECK(seen.at("fileName") == "week.csv");
  CHECK(seen.at("sheet").is_null());
  CHECK(seen.at("rows") == 13);
  CHECK(seen.at("toAnalyse") == 12);
  CHECK(seen.at("skipped") == json::object{{"too-short", 1}});
  CHECK(seen.at("skippedRows").at(0).at("row") == 14);
  const json::value& start = seen.at("columns").at(0);
  CHECK(start.at("header") == "Start Time");
  CHECK(start.at("field") == "startTime");
  CHECK(start.at("samples").as_array().size() == 3);
  CHECK(seen.at("estimate").at("provider") == "offline");
  CHECK(seen.at("estimate").at("costUsd") == 0.0);
  CHECK(served.get("/api/jobs").at("jobs").as_array().empty());
  CHECK(leaves_nothing(served));
}

TEST_CASE(
    "columns corrected in the estimate are those of the job, and remembered for the next file like it") {
  const ServedProgram served;
  std::string csv = make_csv(3);
  csv.replace(csv.find("Source"), 6, "Wo her");
  const std::map<std::string, std::string> choice = {{"columns", R"({"source":"Wo her"})"}};
  CHECK(estimate(served, csv).at("columns").at(2).at("field").is_null());
  CHECK(estimate(served, csv, choice).at("columns").at(2).at("field") == "source");
  const RawAnswer accepted = served.upload("week.csv", csv, choice);
  REQUIRE(accepted.status == 202);
  const std::string id(parse_json(accepted.body, "job").at("id").as_string());
  served.wait_for_job(id);
  CHECK(served.get("/api/jobs/" + id + "/calls").at("calls").at(0).at("source") == "Google Ads");
  CHECK(estimate(served, csv).at("columns").at(2).at("field") == "source");
}

TEST_CASE("a log whose transcripts are not found shows its columns and what is missing, to be pointed out") {
  const ServedProgram served;
  const std::string csv =
      "Start Time,Caller Name,Protocol\n2026-11-16 09:00:00,Dale,\"two dry vans by Friday please\"\n";
  const json::value seen = estimate(served, csv);
  CHECK(seen.at("missing") == json::array{"transcript"});
  CHECK(seen.at("warnings").at(0).at("code") == "import-missing-column");
  CHECK(seen.at("columns").at(2).at("header") == "Protocol");
  CHECK(seen.at("columns").at(2).at("field").is_null());
  CHECK(seen.at("columns").at(0).at("field") == "startTime");
  CHECK(seen.at("toAnalyse") == 0);
  const json::value corrected = estimate(served, csv, {{"columns", R"({"transcript":"Protocol"})"}});
  CHECK(corrected.at("missing").as_array().empty());
  CHECK(corrected.at("toAnalyse") == 1);
  // Started as it is, it would hold nothing.
  const std::string id = served.start_job("week.csv", csv);
  CHECK(served.wait_for_job(id).at("statusCode") == "import-missing-column");
}

TEST_CASE("a log that cannot be used is refused in the words of the command line, and leaves nothing") {
  const ServedProgram served;
  const auto refusal = [&served](const std::string& content) {
    const RawAnswer answer = served.send_form("/api/jobs/estimate", "week.csv", content, {});
    CHECK(answer.status == 422);
    CHECK(answer.body.find("week.csv") != std::string::npos);
    return code_of(answer);
  };
  CHECK(refusal("Start Time,Transcript\n") == "import-no-rows");
  CHECK(code_of(served.send_form("/api/jobs/estimate", "week.csv", "", {})) == "file-missing");
  CHECK(leaves_nothing(served));
}

TEST_CASE("the sample workbook is served, and is the sample week") {
  const ServedProgram served;
  const RawAnswer workbook = served.ask("GET", "/api/sample/nwh-week.xlsx");
  REQUIRE(workbook.status == 200);
  CHECK(workbook.body == read_file(sample("nwh-week.xlsx")));
  const json::value seen =
      parse_json(served.send_form("/api/jobs/estimate", "nwh-week.xlsx", workbook.body, {}).body, "estimate");
  CHECK(seen.at("rows") == 118);
  CHECK(seen.at("sheet").is_string());
}
