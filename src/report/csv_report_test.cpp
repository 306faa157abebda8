// SPDX-License-Identifier: MIT
#include "report/csv_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "tests/support/report_files.hpp"
#include "tests/support/sample_report.hpp"

using namespace calltracker;
using report_files::csv_rows;
using samples::SampleReport;

namespace {

std::string csv_of(SampleReport& sample) {
  std::ostringstream out;
  report::write_csv(out, sample.input());
  return out.str();
}

std::size_t column(const std::vector<std::string>& header, const std::string& title) {
  const auto found = std::find(header.begin(), header.end(), title);
  REQUIRE(found != header.end());
  return static_cast<std::size_t>(found - header.begin());
}

}  // namespace

TEST_CASE("CSV: every call is a row as wide as the header, after a byte order mark") {
  SampleReport sample(60);
  const std::string text = csv_of(sample);
  REQUIRE(text.starts_with("\xEF\xBB\xBF"));
  const auto rows = csv_rows(text.substr(3));
  CHECK(rows.size() == 61);
  for (const auto& row : rows) CHECK(row.size() == rows[0].size());
}

TEST_CASE("CSV: commas, quotes, line breaks and other scripts come back as they were") {
  SampleReport sample(0);
  Call call = samples::sample_sale();
  const std::string need = "Two \"reefers\", 53 ft\r\nand Привет, שלום";
  call.result.context->need_summary = need;
  sample.calls = {call};
  const auto rows = csv_rows(csv_of(sample).substr(3));
  REQUIRE(rows.size() == 2);
  CHECK(rows[1][column(rows[0], "Need")] == need);
  CHECK(rows[1][column(rows[0], "Analysis")] == "offline rules, no AI");
}

TEST_CASE("CSV: a cell that looks like a formula gets an apostrophe") {
  CHECK(report::csv_field("=HYPERLINK(\"http://x\")") == "\"'=HYPERLINK(\"\"http://x\"\")\"");
  CHECK(report::csv_field("+1 515 555 0142") == "'+1 515 555 0142");
  CHECK(report::csv_field("-2+3") == "'-2+3");
  CHECK(report::csv_field("@SUM(A1)") == "'@SUM(A1)");
  CHECK(report::csv_field("\t=1") == "'\t=1");
  CHECK(report::csv_field("plain") == "plain");
}

TEST_CASE("CSV: times are by the workspace's clock") {
  SampleReport sample(0);
  Call call = samples::sample_sale();
  call.record.start_time_ms = samples::kMondayMorningMs;
  sample.calls = {call};
  const auto rows = csv_rows(csv_of(sample).substr(3));
  CHECK(rows[1][column(rows[0], "Date")] == "2026-11-16");
  CHECK(rows[1][column(rows[0], "Time")] == "08:00:00");
}
