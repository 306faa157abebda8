// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.hpp"
#include "bronze/call_importer.hpp"
#include "workbook/reader.hpp"

using namespace calltracker;
using namespace calltracker::bronze;

namespace {

using Texts = std::vector<std::string>;

struct MemorySheet {
  std::string name;
  std::vector<Texts> rows;
};

// A workbook in memory: what a reader would deliver, with empty rows left out.
ReadRows rows_of(std::vector<MemorySheet> sheets) {
  return [sheets = std::move(sheets)](const workbook::ReadRequest& request, workbook::RowSink& sink) {
    for (std::size_t index = 0; index < sheets.size(); ++index) {
      const workbook::Sheet sheet{.index = static_cast<std::uint32_t>(index), .name = sheets[index].name};
      if (!request.sheets.empty() && request.sheets.front() != sheet.name) continue;
      sink.begin_sheet(sheet);
      std::uint32_t number = 0;
      std::uint32_t delivered = 0;
      for (const Texts& texts : sheets[index].rows) {
        workbook::Row row{.number = ++number, .cells = {}};
        for (std::size_t column = 0; column < texts.size(); ++column) {
          if (texts[column].empty()) continue;
          row.cells.push_back({.column = static_cast<std::uint32_t>(column),
                               .kind = workbook::CellKind::Text,
                               .text = texts[column]});
        }
        if (row.cells.empty()) continue;
        if (request.rows_per_sheet_max != 0 && ++delivered > request.rows_per_sheet_max) break;
        if (sink.row(sheet, row) == workbook::Flow::Stop) return;
      }
      sink.end_sheet(sheet, {});
    }
  };
}

ReadRows one_sheet(std::vector<Texts> rows) {
  return rows_of({{"Export", std::move(rows)}});
}

const Texts kHeader = {"Start Time",    "Duration",   "Phone Number", "Call Status",
                       "Recording Url", "Transcript", "City"};
constexpr const char* kTalk = "Agent: Thank you for calling. Caller: Do you have any reefers? Agent: We do.";

// The calls of a sheet with kHeader in row 1.
std::vector<Call> import_rows(std::vector<Texts> rows) {
  rows.insert(rows.begin(), kHeader);
  const ReadRows read = one_sheet(std::move(rows));
  const ImportPlan plan = plan_import(read, {.file_name = "week.xlsx"});
  const Workspace workspace = built_in_workspace();
  const ManualClock clock(1'800'000'000'000);
  std::vector<Call> calls;
  import_calls(read, plan, workspace, clock, JobId("job"), [&calls](Call&& call) {
    calls.push_back(std::move(call));
    return workbook::Flow::Continue;
  });
  return calls;
}

std::string outcome(const Call& call) {
  if (!call.skip_reason) return std::string(name_of(call.status));
  return std::string(name_of(*call.skip_reason)) + ": " + call.skip_detail.value_or("");
}

Error fault_of(const ReadRows& read, const ImportOptions& options) {
  try {
    plan_import(read, options);
  } catch (const Error& error) {
    return error;
  }
  return Error({.code = "no-error"});
}

}  // namespace

TEST_CASE("the sheet named Calls is read, else the one whose headers fit best") {
  const MemorySheet notes{"Notes", {{"Week 47"}, {"Start Time", "Duration"}}};
  const MemorySheet full{"Export", {kHeader, {"11/16/2026 9:05", "60", "", "", "", kTalk}}};
  const MemorySheet calls{"Calls", {{"Start Time", "Transcript"}, {"11/16/2026 9:05", kTalk}}};
  CHECK(plan_import(rows_of({notes, full}), {}).sheet == "Export");
  CHECK(plan_import(rows_of({notes, full, calls}), {}).sheet == "Calls");
  CHECK(plan_import(rows_of({notes, full, calls}), {.sheet = "export"}).sheet == "Export");
  // Of no use without a transcript, whatever its name.
  CHECK(plan_import(rows_of({{"Calls", {{"Start Time", "Duration"}}}, full}), {}).sheet == "Export");
}

TEST_CASE("a log without a transcript is refused with the headers that were found") {
  const ReadRows read = rows_of(
      {{"March", {{"Start", "Duration", "Caller", "Talk"}, {"11/16/2026 9:05", "60", "Dane", "hm hm"}}}});
  const Error error = fault_of(read, {.file_name = "march.xlsx"});
  CHECK(error.code() == "import-missing-column");
  CHECK(error.message() == "sheet \"March\" has no \"Transcript\" column");
  CHECK(error.details().where == "march.xlsx, sheet March, header row 1");
  CHECK(error.details().found == "\"Start\", \"Duration\", \"Caller\", \"Talk\"");
  CHECK(error.hint() == "export the log with its transcripts, or import with --column transcript=\"Talk\"");
  CHECK(error.details().state == "nothing was imported");
}

TEST_CASE("other logs that cannot be read say why") {
  const ReadRows good = one_sheet({kHeader, {"11/16/2026 9:05", "60", "", "", "", kTalk}});
  CHECK(fault_of(one_sheet({{"Hello"}, {"World"}}), {}).code() == "import-no-header");
  CHECK(fault_of(good, {.sheet = "April"}).code() == "import-sheet-not-found");
  const Error misspelt = fault_of(good, {.columns = {{CallField::Note, "Cty"}}});
  CHECK(misspelt.code() == "import-header-not-found");
  CHECK(misspelt.hint() == "did you mean \"City\"?");
}

TEST_CASE("a remembered mapping is used for the same headers, below what is chosen now") {
  const ReadRows read = one_sheet({kHeader, {"11/16/2026 9:05", "60", "", "", "", kTalk, "Ames"}});
  ImportOptions options;
  options.remembered = [](const std::string&) {
    return std::vector<ColumnChoice>{{CallField::Note, "City"}, {CallField::CallerName, "Phone Number"}};
  };
  options.columns = {{CallField::CallerNumber, "Phone Number"}};
  const ImportPlan plan = plan_import(read, options);
  CHECK(plan.mapping.find(CallField::Note)->header == "City");
  CHECK(plan.mapping.find(CallField::CallerNumber)->header == "Phone Number");
  CHECK(plan.mapping.find(CallField::CallerName) == nullptr);
}

TEST_CASE("a row becomes a call with every value in its place") {
  const auto calls = import_rows({{"11/16/2026 9:05 AM", "2:05", "5155550142", "Answered Call",
                                   "https://x.example/r/1", kTalk, "Ames"}});
  REQUIRE(calls.size() == 1);
  const CallRecord& record = calls[0].record;
  CHECK(record.row == 2);
  CHECK(record.start_time_ms == parse_iso8601("2026-11-16T14:05:00Z"));
  CHECK(record.duration_seconds == 125);
  CHECK(record.caller_number == "(515) 555-0142");
  CHECK(record.call_status == "Answered Call");
  CHECK(record.extra == std::vector<std::pair<std::string, std::string>>{{"City", "Ames"}});
  CHECK(record.turns.size() == 3);
  CHECK(calls[0].status == CallStatus::Pending);
  CHECK(calls[0].id.str().size() == 26);
  CHECK(calls[0].content_hash.size() == 64);
  CHECK_FALSE(record.agent_name.has_value());
}

TEST_CASE("every row is kept, with the reason why it is not analysed") {
  struct Case {
    Texts row;
    const char* outcome;
  };
  const Case cases[] = {
      {{"11/16/2026 9:05", "60", "5155550142", "Answered Call", "", kTalk}, "pending"},
      {{"11/16/2026 9:05", "12", "5155550142", "Abandoned Call", "", ""},
       "abandoned: the log says \"Abandoned Call\""},
      {{"11/16/2026 9:05", "12", "5155550142", "Abandoned Call", "", "Agent: Press one."},
       "abandoned: the log says \"Abandoned Call\""},
      {{"11/16/2026 9:05", "60", "5155550142", "Abandoned Call", "", kTalk}, "pending"},
      {{"11/16/2026 9:05", "60", "5155550142", "", "", ""}, "empty-transcript: no transcript"},
      {{"11/16/2026 9:05", "60", "5155550142", "", "", "N/A"}, "empty-transcript: no transcript"},
      {{"11/16/2026 9:05", "0", "5155550142", "Missed Call", "", ""},
       "empty-transcript: no transcript; the log says \"Missed Call\""},
      {{"11/16/2026 9:05", "4", "5155550142", "", "", kTalk}, "too-short: 4 seconds"},
      {{"11/16/2026 9:05", "5", "5155550142", "", "", kTalk}, "pending"},
      {{"soon", "60", "5155550142", "", "", kTalk}, "pending"},
      {{"soon", "60", "5155550142", "", "", ""}, "malformed: start time \"soon\" cannot be read"},
      {{"soon", "long", "5155550142", "", "", kTalk},
       "malformed: start time \"soon\" cannot be read; duration \"long\" cannot be read"},
      {kHeader, "malformed: the header row again"},
      {{"Total", "600", "", "", "", ""}, "malformed: a row of totals"},
      {{"", "", "", "", "", "", "Ames"}, "malformed: none of the known columns has a value"},
  };
  const Texts ordinary = {"11/16/2026 9:00", "60", "2125550100", "", "", "Agent: One. Caller: Two."};
  for (const Case& item : cases) {
    const auto calls = import_rows({ordinary, item.row, ordinary});
    CAPTURE(std::string(item.outcome));
    REQUIRE(calls.size() == 3);
    CHECK(calls[1].record.row == 3);
    CHECK(outcome(calls[1]) == item.outcome);
  }
}

TEST_CASE("a value that cannot be read is kept as text") {
  const auto calls = import_rows({{"soon", "60", "", "", "", kTalk}});
  CHECK_FALSE(calls[0].record.start_time_ms.has_value());
  CHECK(calls[0].record.extra == std::vector<std::pair<std::string, std::string>>{{"Start Time", "soon"}});
}

TEST_CASE("blank rows are no calls") {
  CHECK(import_rows({{"11/16/2026 9:05", "60", "", "", "", kTalk}, {"", " ", ""}, {}}).size() == 1);
}

TEST_CASE("a call exported twice is analysed once") {
  struct Case {
    const char* what;
    Texts first;
    Texts second;
    const char* outcome;
  };
  const std::string other = "Agent: Sales. Caller: Wrong number, sorry.";
  const Case cases[] = {
      {"the same recording",
       {"11/16/2026 9:05", "60", "", "", "https://x.example/1", kTalk},
       {"11/16/2026 9:06", "60", "", "", "https://x.example/1", other},
       "duplicate: same recording as row 2"},
      {"the same call behind two links",
       {"11/16/2026 9:05", "60", "", "", "https://app.callrail.com/calls/CAL1/recording/redirect?k=1", kTalk},
       {"11/16/2026 9:05", "60", "", "", "https://app.callrail.com/calls/CAL1/recording", kTalk},
       "duplicate: same recording as row 2"},
      {"the same facts and words",
       {"11/16/2026 9:05:10", "60", "5155550142", "", "", kTalk},
       {"11/16/2026 9:05:40", "60", "+1 515 555 0142", "", "", kTalk},
       "duplicate: same caller, time, duration and transcript as row 2"},
      {"other words",
       {"11/16/2026 9:05", "60", "5155550142", "", "", kTalk},
       {"11/16/2026 9:05", "60", "5155550142", "", "", other},
       "pending"},
      {"another minute",
       {"11/16/2026 9:05", "60", "5155550142", "", "", kTalk},
       {"11/16/2026 9:06", "60", "5155550142", "", "", kTalk},
       "pending"},
      {"another recording",
       {"11/16/2026 9:05", "60", "", "", "https://x.example/1", kTalk},
       {"11/16/2026 9:05", "60", "", "", "https://x.example/2", other},
       "pending"},
      {"a skipped row is not the first",
       {"11/16/2026 9:05", "60", "", "", "https://x.example/1", ""},
       {"11/16/2026 9:05", "60", "", "", "https://x.example/1", kTalk},
       "pending"},
  };
  for (const Case& item : cases) {
    CAPTURE(std::string(item.what));
    CHECK(outcome(import_rows({item.first, item.second})[1]) == item.outcome);
  }
}

TEST_CASE("a transcript at the cell's limit is marked as perhaps cut off") {
  std::string transcript = "Agent: ";
  while (transcript.size() < 32'740) transcript += "word and word. ";
  const auto calls = import_rows(
      {{"11/16/2026 9:05", "60", "", "", "", transcript}, {"11/16/2026 9:05", "60", "", "", "", kTalk}});
  CHECK(calls[0].record.possibly_truncated);
  CHECK_FALSE(calls[1].record.possibly_truncated);
}

TEST_CASE("one date is enough to know that the column puts days first") {
  std::vector<Texts> rows = {kHeader};
  for (int index = 0; index < 200; ++index) {
    rows.push_back({"03/04/2026 9:05", "60", "21255501" + std::to_string(index), "", "", kTalk});
  }
  CHECK(plan_import(one_sheet(rows), {}).day_order == DayOrder::MonthFirst);
  rows.push_back({"16/04/2026 9:05", "60", "", "", "", kTalk});
  CHECK(plan_import(one_sheet(rows), {}).day_order == DayOrder::DayFirst);
}

TEST_CASE("numbers, clocks and spans that stand in two columns are put together") {
  const ReadRows read =
      one_sheet({{"Type", "From", "To", "Date", "Time", "Transcript"},
                 {"Inbound", "5155550142", "4075550100", "11/16/2026", "9:05 AM", kTalk},
                 {"Outbound", "4075550100", "5155550142", "11/17/2026", "10:00 AM", kTalk}});
  const ImportPlan plan = plan_import(read, {});
  const Workspace workspace = built_in_workspace();
  const ManualClock clock(0);
  std::vector<CallRecord> records;
  import_calls(read, plan, workspace, clock, JobId("job"), [&records](Call&& call) {
    records.push_back(std::move(call.record));
    return workbook::Flow::Continue;
  });
  REQUIRE(records.size() == 2);
  CHECK(records[0].start_time_ms == parse_iso8601("2026-11-16T14:05:00Z"));
  for (const CallRecord& record : records) {
    CHECK(record.caller_number == "(515) 555-0142");
    CHECK(record.tracking_number == "(407) 555-0100");
  }
  CHECK(records[1].extra == std::vector<std::pair<std::string, std::string>>{{"Type", "Outbound"}});
}

TEST_CASE("a file made like an export of CallRail is read from the first byte to the last call") {
  const std::string path = CALLTRACKER_SOURCE_DIR "/tests/fixtures/bronze/callrail_export.csv";
  const ReadRows read = [&path](const workbook::ReadRequest& request, workbook::RowSink& sink) {
    workbook::read_workbook(path, request, sink);
  };
  const ImportPlan plan = plan_import(read, {.file_name = "callrail_export.csv"});
  CHECK(plan.header_row == 3);
  const Workspace workspace = built_in_workspace();
  const ManualClock clock(0);
  std::vector<std::string> outcomes;
  const ImportSummary summary =
      import_calls(read, plan, workspace, clock, JobId("job"), [&outcomes](Call&& call) {
        outcomes.push_back(std::to_string(call.record.row) + " " + outcome(call));
        return workbook::Flow::Continue;
      });
  CHECK(outcomes == Texts{"4 pending", "5 pending", "6 duplicate: same recording as row 4",
                          "7 abandoned: the log says \"Abandoned Call\"",
                          "8 empty-transcript: no transcript; the log says \"Missed Call\"",
                          "9 too-short: 3 seconds", "10 malformed: a row of totals"});
  CHECK(summary.calls == 7);
  CHECK(summary.skipped == 5);
}
