// SPDX-License-Identifier: MIT
#include "report/excel_report.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "base/error.hpp"
#include "report/csv_report.hpp"
#include "report/excel/book.hpp"
#include "tests/support/report_files.hpp"
#include "tests/support/sample_report.hpp"

using namespace calltracker;
using report_files::TemporaryFolder;
using samples::SampleReport;

namespace {

using Parts = std::map<std::string, std::string>;

Parts excel_of(SampleReport& sample) {
  const TemporaryFolder folder;
  report::write_excel(sample.input(), folder.path() / "report.xlsx");
  return report_files::zip_parts(folder.path() / "report.xlsx");
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// The sheets are numbered in the order of their tabs.
const std::string& calls_sheet(const Parts& parts) {
  return parts.at("xl/worksheets/sheet4.xml");
}

}  // namespace

TEST_CASE("Excel: seven sheets in the promised order, every part well-formed") {
  SampleReport sample(80);
  const Parts parts = excel_of(sample);
  const std::string& workbook = parts.at("xl/workbook.xml");
  std::size_t last = 0;
  for (const char* name : {"Dashboard", "Rep Leaderboard", "Qualified Leads", "All Calls", "Score Breakdown",
                           "Lead Sources", "Red Flags"}) {
    INFO(name);
    const std::size_t at = workbook.find("<sheet name=\"" + std::string(name));
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  for (const auto& [name, content] : parts) {
    INFO(name);
    CHECK(report_files::is_well_formed_xml(content));
  }
  CHECK(parts.contains("xl/charts/chart3.xml"));
}

TEST_CASE("Excel: text that looks like a formula stays text, and no cell is a formula") {
  SampleReport sample(20);
  Call call = samples::sample_sale();
  call.result.caller->company = "=HYPERLINK(\"http://evil.example\",\"click\")";
  call.result.context->need_summary = "+1+cmd|' /C calc'!A0";
  call.result.lead->score = 9.5;
  sample.calls.push_back(call);
  const Parts parts = excel_of(sample);
  for (const auto& [name, content] : parts) {
    if (!name.starts_with("xl/worksheets/")) continue;
    INFO(name);
    CHECK_FALSE(contains(content, "<f>"));
  }
  CHECK(contains(calls_sheet(parts), "t=\"inlineStr\"><is><t>=HYPERLINK("));
}

TEST_CASE("Excel: dates are numbers by the workspace's clock") {
  const TimeZone zone("America/New_York");
  // 2026-11-16 08:00 is day 46342 and a third.
  CHECK(report::excel_serial(samples::kMondayMorningMs, zone) == doctest::Approx(46342.0 + 8.0 / 24));
  SampleReport sample(0);
  Call call = samples::sample_sale();
  call.record.start_time_ms = samples::kMondayMorningMs;
  sample.calls = {call};
  CHECK(contains(calls_sheet(excel_of(sample)), "<v>46342.33333333334</v>"));
}

TEST_CASE("Excel: frozen header, filter, colour scale and links to recordings are there") {
  SampleReport sample(30);
  const Parts parts = excel_of(sample);
  const std::string& calls = calls_sheet(parts);
  CHECK(contains(calls, "ySplit=\"2\""));
  CHECK(contains(calls, "<autoFilter ref=\"A2:X32\"/>"));
  CHECK(contains(calls, "<colorScale>"));
  CHECK(contains(parts.at("xl/worksheets/_rels/sheet4.xml.rels"), "https://app.callrail.example/calls/"));
}

TEST_CASE("Excel: an address that is not a web address is text, not a link") {
  SampleReport sample(0);
  Call call = samples::sample_sale();
  call.record.recording_url = "javascript:alert(1)";
  sample.calls = {call};
  const Parts parts = excel_of(sample);
  CHECK_FALSE(parts.contains("xl/worksheets/_rels/sheet4.xml.rels"));
  CHECK(contains(calls_sheet(parts), "javascript:alert(1)"));
}

TEST_CASE("Excel: control characters and broken UTF-8 do not break the file") {
  CHECK(report::cell_text(std::string("a\x01"
                                      "b\xFF")) == "a b\xEF\xBF\xBD");
  SampleReport sample(0);
  Call call = samples::sample_sale();
  call.result.context->need_summary = "bell \x07 and \xC3\x28";
  sample.calls = {call};
  CHECK(report_files::is_well_formed_xml(calls_sheet(excel_of(sample))));
}

TEST_CASE("Excel: the dashboard of an offline job says so") {
  SampleReport sample(10);
  CHECK(contains(excel_of(sample).at("xl/worksheets/sheet1.xml"), "offline rules, no AI"));
  sample.job = samples::sample_job("anthropic");
  CHECK_FALSE(contains(excel_of(sample).at("xl/worksheets/sheet1.xml"), "no AI"));
}

TEST_CASE("Excel: a job without calls still makes a workbook") {
  SampleReport sample(0);
  CHECK(report_files::is_well_formed_xml(calls_sheet(excel_of(sample))));
}

TEST_CASE("Excel: a folder that is not there is an error with its name") {
  SampleReport sample(1);
  try {
    report::write_excel(sample.input(), "/nowhere/at/all/report.xlsx");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Storage);
    CHECK(error.code() == "output-unwritable");
    CHECK(error.details().where == "/nowhere/at/all/report.xlsx");
  }
}

TEST_CASE("Excel and CSV: each of the company's own questions has a column of answers") {
  SampleReport sample(0);
  Call call = samples::sample_sale();
  call.result.questions = {
      {.id = "financing", .text = "Was financing offered?", .answer = Verdict::Yes, .turns = {1}}};
  sample.workspace.questions = {{.id = "financing", .text = "Was financing offered?"},
                                {.id = "other", .text = "=Was another asked?"}};
  sample.calls = {call};
  const std::string calls = calls_sheet(excel_of(sample));
  CHECK(contains(calls, "<t>Was financing offered?</t>"));
  CHECK(contains(calls, "<t>=Was another asked?</t>"));
  CHECK(contains(calls, "<t>yes</t>"));
  CHECK(contains(calls, "<autoFilter ref=\"A2:Z3\"/>"));
  std::ostringstream csv;
  report::write_csv(csv, sample.input());
  CHECK(contains(csv.str(), ",Was financing offered?,'=Was another asked?\r\n"));
  CHECK(contains(csv.str(), ",yes,\r\n"));
}
