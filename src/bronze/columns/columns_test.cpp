// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "bronze/columns/find_header.hpp"

using namespace calltracker;
using namespace calltracker::bronze;

namespace {

using Names = std::map<std::string, std::string>;

workbook::Row row_of(std::uint32_t number, const std::vector<std::string>& texts,
                     std::uint32_t first_column = 0) {
  workbook::Row row{.number = number, .cells = {}};
  for (std::size_t index = 0; index < texts.size(); ++index) {
    if (texts[index].empty()) continue;
    row.cells.push_back({.column = first_column + static_cast<std::uint32_t>(index),
                         .kind = workbook::CellKind::Text,
                         .text = texts[index]});
  }
  return row;
}

// "Start Time, Name" as headers, mapped with the given rows of values.
Names map_headers(const std::string& headers, const std::vector<std::vector<std::string>>& values = {},
                  const std::vector<ColumnChoice>& choices = {}) {
  std::vector<std::string> texts;
  for (const std::string_view header : split(headers, ',')) texts.emplace_back(trim(header));
  SheetStart start;
  start.rows.push_back(row_of(1, texts));
  for (const auto& value : values)
    start.rows.push_back(row_of(static_cast<std::uint32_t>(start.rows.size()) + 1, value));
  const auto found = find_header(start, choices);
  return found ? found->mapped.mapping.to_map() : Names();
}

constexpr const char* kTalk = "Agent: Thank you for calling. Caller: Hi, do you have any reefers?";

}  // namespace

TEST_CASE("headers are compared without case, punctuation, units and humps") {
  struct Case {
    const char* text;
    const char* words;
    double unit_seconds;
  };
  const Case cases[] = {{"Duration (seconds)", "duration", 1},
                        {"duration_seconds", "duration", 1},
                        {"DurationSeconds", "duration", 1},
                        {"Duration (mm:ss)", "duration", 0},
                        {"Duration in minutes", "duration", 60},
                        {"startTime", "start time", 0},
                        {"  Start-Time (EST) ", "start time", 0},
                        {"Recording Url", "recording url", 0},
                        {"duration (in call)", "duration in call", 0},
                        {"Caller's Name", "callers name", 0},
                        {"\xEF\xBB\xBFStart Time", "start time", 0}};
  for (const Case& item : cases) {
    CAPTURE(std::string(item.text));
    CHECK(normalise_header(item.text).words == item.words);
    CHECK(normalise_header(item.text).unit_seconds == item.unit_seconds);
  }
  CHECK(normalise_header("datetime (utc)").is_utc);
}

TEST_CASE("the export of CallRail is mapped completely") {
  const Names names = map_headers(
      "Call Status,Number Name,Tracking Number,Source,Start Time,Duration (seconds),Name,Phone Number,Email,"
      "First-Time Caller,City,State,Country,Agent Name,Agent Number,Device "
      "Type,Keywords,Referrer,Medium,Landing Page,"
      "Campaign,Value,Recording Url,Note,Tags,Qualified,Full Transcription,Sentiment,Reported Attribution");
  CHECK(names == Names{{"callStatus", "Call Status"},
                       {"numberName", "Number Name"},
                       {"trackingNumber", "Tracking Number"},
                       {"source", "Source"},
                       {"startTime", "Start Time"},
                       {"durationSeconds", "Duration (seconds)"},
                       {"callerName", "Name"},
                       {"callerNumber", "Phone Number"},
                       {"agentName", "Agent Name"},
                       {"agentNumber", "Agent Number"},
                       {"medium", "Medium"},
                       {"campaign", "Campaign"},
                       {"recordingUrl", "Recording Url"},
                       {"note", "Note"},
                       {"tags", "Tags"},
                       {"transcript", "Full Transcription"},
                       {"sentiment", "Sentiment"},
                       {"attribution", "Reported Attribution"}});
}

TEST_CASE("other systems' exports are mapped by their own names") {
  struct Case {
    const char* headers;
    std::vector<std::string> values;
    Names expected;
  };
  const Case cases[] = {
      {"Type,Phone Number,Name,Date,Time,Action,Action Result,Result Description,Duration,Transcript",
       {"Inbound", "(515) 555-0142", "Dane Mercer", "11/16/2026", "9:05 AM", "Phone Call", "Accepted", "",
        "0:02:05", kTalk},
       {{"direction", "Type"},
        {"callerNumber", "Phone Number"},
        {"callerName", "Name"},
        {"startDate", "Date"},
        {"startClock", "Time"},
        {"callStatus", "Action Result"},
        {"durationSeconds", "Duration"},
        {"transcript", "Transcript"}}},
      {"line,datetime (tz offset incl.),datetime (utc),direction,from,to,answered,user,duration "
       "(total),duration (in call),"
       "recording,comments,tags,transcription",
       {"Sales", "2026-11-16T09:05:33-05:00", "2026-11-16 14:05:33", "inbound", "+15155550142",
        "+14075550100", "Yes", "Brian Keller", "150", "125", "https://assets.example/1.mp3", "", "", kTalk},
       {{"numberName", "line"},
        {"startTime", "datetime (tz offset incl.)"},
        {"direction", "direction"},
        {"fromNumber", "from"},
        {"toNumber", "to"},
        {"agentName", "user"},
        {"durationSeconds", "duration (in call)"},
        {"recordingUrl", "recording"},
        {"note", "comments"},
        {"tags", "tags"},
        {"transcript", "transcription"},
        {"callStatus", "answered"}}},
      {"date_started,call_id,operator_name,disposition,direction,external_number,internal_number,date_"
       "connected,date_ended,"
       "recording_url,note,timezone,transcript",
       {"2026-11-16 09:05:33", "77", "Brian Keller", "Sales~Won", "inbound", "+15155550142", "+14075550100",
        "2026-11-16 09:05:40", "2026-11-16 09:07:45", "https://x.example/r/77", "", "America/New_York",
        kTalk},
       {{"startTime", "date_started"},
        {"agentName", "operator_name"},
        {"callStatus", "disposition"},
        {"direction", "direction"},
        {"callerNumber", "external_number"},
        {"agentNumber", "internal_number"},
        {"connectedTime", "date_connected"},
        {"endTime", "date_ended"},
        {"recordingUrl", "recording_url"},
        {"note", "note"},
        {"timeZone", "timezone"},
        {"transcript", "transcript"}}},
      {"id,name,caller_number,tracking_number,receiving_number,duration,talk_time,direction,source_name,"
       "called_at,"
       "tracking_label,audio,tag_list,status,notes,transcription_text",
       {"9", "Dane", "+15155550142", "+14075550100", "+14075550101", "150", "125", "inbound", "Google Ads",
        "2026-11-16 09:05 AM -05:00", "Sales line", "https://x.example/9.wav", "hot", "answered", "", kTalk},
       {{"callerName", "name"},
        {"callerNumber", "caller_number"},
        {"trackingNumber", "tracking_number"},
        {"agentNumber", "receiving_number"},
        {"durationSeconds", "duration"},
        {"direction", "direction"},
        {"source", "source_name"},
        {"startTime", "called_at"},
        {"numberName", "tracking_label"},
        {"recordingUrl", "audio"},
        {"tags", "tag_list"},
        {"callStatus", "status"},
        {"note", "notes"},
        {"transcript", "transcription_text"}}},
      {"call_id,type,start_at,end_at,talkdesk_phone_number,talkdesk_phone_display_name,contact_phone_number,"
       "user_name,"
       "talk_time,transcript",
       {"1", "inbound", "2026-11-16 09:05", "2026-11-16 09:07", "+14075550100", "Sales", "+15155550142",
        "Brian", "125", kTalk},
       {{"direction", "type"},
        {"startTime", "start_at"},
        {"endTime", "end_at"},
        {"trackingNumber", "talkdesk_phone_number"},
        {"numberName", "talkdesk_phone_display_name"},
        {"callerNumber", "contact_phone_number"},
        {"agentName", "user_name"},
        {"durationSeconds", "talk_time"},
        {"transcript", "transcript"}}},
      {"sid,from,to,start_time,duration,direction,status,transcription",
       {"CA1", "+15155550142", "+14075550100", "2026-11-16T14:05:33Z", "125", "inbound", "completed", kTalk},
       {{"fromNumber", "from"},
        {"toNumber", "to"},
        {"startTime", "start_time"},
        {"durationSeconds", "duration"},
        {"direction", "direction"},
        {"callStatus", "status"},
        {"transcript", "transcription"}}},
  };
  for (const Case& item : cases) {
    CAPTURE(std::string(item.headers));
    CHECK(map_headers(item.headers, {item.values}) == item.expected);
  }
}

TEST_CASE("a header whose values look otherwise is not taken for the field") {
  CHECK(map_headers("Start Time,Recording,Transcript", {{"9:05", "Yes", kTalk}}) ==
        Names{{"transcript", "Transcript"}});
  CHECK(map_headers("Caller,Start Time,Transcript", {{"(515) 555-0142", "11/16/2026 9:05", kTalk}})
            .at("callerNumber") == "Caller");
  CHECK(map_headers("Caller,Start Time,Transcript", {{"Dane Mercer", "11/16/2026 9:05", kTalk}})
            .at("callerName") == "Caller");
}

TEST_CASE("a person may say that no column holds a field") {
  const char* headers = "Start Time,Caller ID,Transcript";
  CHECK(map_headers(headers).contains("callerNumber"));
  const Names names = map_headers(headers, {}, {{.field = CallField::CallerNumber, .header = ""}});
  CHECK_FALSE(names.contains("callerNumber"));
  CHECK(names.at("startTime") == "Start Time");
  CHECK_FALSE(map_headers("Start Time,Words", {{"11/16/2026 9:05", kTalk}},
                          {{.field = CallField::Transcript, .header = ""}})
                  .contains("transcript"));
}

TEST_CASE("the headings of a front desk's own list are understood") {
  CHECK(map_headers("When it rang,How long (mm:ss),Who answered,Caller ID,Came from,Transcript",
                    {{"11/16/2026 8:05 AM", "3:12", "Brian Kowalski", "(515) 555-0142", "Google Ads",
                      kTalk}}) == Names{{"startTime", "When it rang"},
                                        {"durationSeconds", "How long (mm:ss)"},
                                        {"agentName", "Who answered"},
                                        {"callerNumber", "Caller ID"},
                                        {"source", "Came from"},
                                        {"transcript", "Transcript"}});
}

TEST_CASE("what is about a transcript is not the transcript") {
  const Names names = map_headers("Start Time,Transcript Summary,Transcript URL,Call Transcript Text");
  CHECK(names.at("transcript") == "Call Transcript Text");
  CHECK_FALSE(map_headers("Start Time,Duration,Transcript Summary").contains("transcript"));
}

TEST_CASE("longer and misspelt names still find their field") {
  const Names names = map_headers("CallRail Start Time,Durration,Transcrpt,Lead Source Name");
  CHECK(names == Names{{"startTime", "CallRail Start Time"},
                       {"durationSeconds", "Durration"},
                       {"transcript", "Transcrpt"},
                       {"source", "Lead Source Name"}});
}

TEST_CASE("a transcript under an unknown name is found by how it reads") {
  CHECK(map_headers("Start Time,Duration,Blob", {{"11/16/2026 9:05", "125", kTalk}}).at("transcript") ==
        "Blob");
}

TEST_CASE("a choice wins over the names and frees the column it takes") {
  const Names names = map_headers("Start Time,Called At,Name,Transcript", {},
                                  {{CallField::StartTime, "Called At"}, {CallField::AgentName, "name"}});
  CHECK(names.at("startTime") == "Called At");
  CHECK(names.at("agentName") == "Name");
  CHECK_FALSE(names.contains("callerName"));
}

TEST_CASE("the header row is found below banners, beside blank columns and over two rows") {
  SheetStart start;
  start.rows.push_back(row_of(1, {"Nationwide Haul calls, week 47"}, 2));
  start.rows.push_back(row_of(2, {"Exported 2026-11-20"}, 2));
  start.rows.push_back(row_of(4, {"Start Time", "Duration", "Transcript"}, 2));
  start.rows.push_back(row_of(5, {"11/16/2026 9:05", "2:05", kTalk}, 2));
  const auto below_banner = find_header(start, {});
  REQUIRE(below_banner);
  CHECK(below_banner->first_row == 4);
  CHECK(below_banner->mapped.mapping.find(CallField::StartTime)->column == 2);

  SheetStart grouped;
  grouped.rows.push_back(row_of(1, {"Call", "", "Agent", "", "Caller", "", ""}));
  grouped.rows.push_back(row_of(2, {"Start", "Duration", "Name", "Number", "Name", "Number", "Transcript"}));
  const auto two_rows = find_header(grouped, {});
  REQUIRE(two_rows);
  CHECK(two_rows->first_row == 1);
  CHECK(two_rows->last_row == 2);
  const Names names = two_rows->mapped.mapping.to_map();
  CHECK(names.at("agentName") == "Agent Name");
  CHECK(names.at("callerNumber") == "Caller Number");
}

TEST_CASE("rows of text are no header") {
  SheetStart start;
  start.rows.push_back(row_of(1, {"Hello", "World"}));
  start.rows.push_back(row_of(2, {kTalk}));
  CHECK_FALSE(find_header(start, {}).has_value());
}

TEST_CASE("a column choice is read in both spellings and corrected when misspelt") {
  CHECK(parse_column_choice("start_time=Call Start") == ColumnChoice{CallField::StartTime, "Call Start"});
  CHECK(parse_column_choice("durationSeconds = \"Length\"") == ColumnChoice{CallField::Duration, "Length"});
  const auto fault = [](const char* text) {
    try {
      parse_column_choice(text);
    } catch (const Error& error) {
      return error.code() + ": " + error.hint();
    }
    return std::string("accepted");
  };
  CHECK(fault("agent_nmae=Rep") == "import-field-unknown: did you mean agent_name?");
  CHECK(fault("start_time") == "import-column-syntax: write --column start_time=\"Call Start\"");
}

TEST_CASE("a mapping survives being stored") {
  ColumnMapping mapping;
  mapping.add({.field = CallField::Transcript, .header = "Blob", .column = 4});
  mapping.add({.field = CallField::StartTime, .header = "Call Start", .column = 1});
  const std::vector<ColumnChoice> expected = {{CallField::StartTime, "Call Start"},
                                              {CallField::Transcript, "Blob"}};
  CHECK(choices_of(json::value(mapping.to_json())) == expected);
  CHECK(choices_of(mapping.to_map()) == expected);
}

TEST_CASE("the fingerprint depends on the headers alone") {
  CHECK(header_fingerprint({{0, "Start Time"}, {1, "Name"}}) ==
        header_fingerprint({{3, "start_time"}, {7, "NAME"}}));
  CHECK(header_fingerprint({{0, "Start Time"}, {1, "Name"}}) !=
        header_fingerprint({{0, "Name"}, {1, "Start Time"}}));
}
