// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>

#include "bronze/values/call_status.hpp"
#include "bronze/values/duration.hpp"
#include "bronze/values/moment.hpp"
#include "bronze/values/phone.hpp"

using namespace calltracker;
using namespace calltracker::bronze;

namespace {

std::string in_new_york(std::string_view text, DayOrder order = DayOrder::MonthFirst) {
  static const TimeZone zone("America/New_York");
  const auto moment = parse_moment(text, order);
  if (!moment) return "unreadable";
  const auto unix_ms = to_unix(*moment, zone);
  return unix_ms ? to_iso8601_utc(*unix_ms) : "no date";
}

std::string cell_in_new_york(workbook::CellKind kind, double number, bool date_1904 = false) {
  static const TimeZone zone("America/New_York");
  const auto moment =
      read_moment({.kind = kind, .date_1904 = date_1904, .number = number}, DayOrder::MonthFirst);
  if (!moment) return "unreadable";
  const auto unix_ms = to_unix(*moment, zone);
  return unix_ms ? to_iso8601_utc(*unix_ms) : "no date";
}

}  // namespace

TEST_CASE("a start time is read in every notation and means the workspace's zone unless it names its own") {
  struct Case {
    const char* text;
    const char* instant;
  };
  const Case cases[] = {
      {"2026-11-16 09:05:33", "2026-11-16T14:05:33.000Z"},
      {"2026-11-16T09:05:33", "2026-11-16T14:05:33.000Z"},
      {"2026-11-16T09:05:33.250-06:00", "2026-11-16T15:05:33.250Z"},
      {"2026-11-16T09:05:33Z", "2026-11-16T09:05:33.000Z"},
      {"2026-11-16T09:05Z", "2026-11-16T09:05:00.000Z"},
      {"2026-11-16 09:05:33 UTC", "2026-11-16T09:05:33.000Z"},
      {"2026-11-16 09:05:33 -0800", "2026-11-16T17:05:33.000Z"},
      {"2026-07-16 09:05", "2026-07-16T13:05:00.000Z"},
      {"2026/11/16 9:05", "2026-11-16T14:05:00.000Z"},
      {"20261116 09:05", "2026-11-16T14:05:00.000Z"},
      {"20261116T090533", "unreadable"},
      {"11/16/2026 9:05 AM", "2026-11-16T14:05:00.000Z"},
      {"11/16/2026 9:05 PM", "2026-11-17T02:05:00.000Z"},
      {"11/16/26 12:05am", "2026-11-16T05:05:00.000Z"},
      {"11/16/2026, 12:05:09 p.m.", "2026-11-16T17:05:09.000Z"},
      {"11/16/2026 9:05 AM EST", "2026-11-16T14:05:00.000Z"},
      {"7/16/2026 9:05 AM PDT", "2026-07-16T16:05:00.000Z"},
      {"11-16-2026 09:05", "2026-11-16T14:05:00.000Z"},
      {"Nov 16, 2026 9:05am", "2026-11-16T14:05:00.000Z"},
      {"November 16th, 2026 at 9:05 AM", "2026-11-16T14:05:00.000Z"},
      {"16 Nov 2026 09:05", "2026-11-16T14:05:00.000Z"},
      {"16-Nov-26 09:05", "2026-11-16T14:05:00.000Z"},
      {"Mon Nov 16 2026 09:05:00 GMT-0500", "2026-11-16T14:05:00.000Z"},
      {"Monday, November 16, 2026 - 9:05 AM", "2026-11-16T14:05:00.000Z"},
      {"11/16/2026 9:05\xE2\x80\xAF"
       "AM",
       "2026-11-16T14:05:00.000Z"},
      {"2026-11-16", "2026-11-16T05:00:00.000Z"},
      {"46342.375", "2026-11-16T14:00:00.000Z"},
      {"1794837933", "2026-11-16T14:05:33.000Z"},
      {"1794837933000", "2026-11-16T14:05:33.000Z"},
      {"'2026-11-16 09:05", "2026-11-16T14:05:00.000Z"},
      {"9:05 AM", "no date"},
      {"16/11/2026 9:05", "unreadable"},
      {"2026-02-30 09:05", "unreadable"},
      {"11/16/2026 25:05", "unreadable"},
      {"11/16/2026 13:05 PM", "unreadable"},
      {"yesterday", "unreadable"},
      {"Agent: 2026-11-16", "unreadable"},
      {"", "unreadable"},
      {"(515) 555-0142", "unreadable"},
      {"125", "unreadable"},
  };
  for (const Case& item : cases) {
    CAPTURE(std::string(item.text));
    CHECK(in_new_york(item.text) == item.instant);
  }
}

TEST_CASE("days come first only when the caller says so") {
  CHECK(in_new_york("16/11/2026 09:05", DayOrder::DayFirst) == "2026-11-16T14:05:00.000Z");
  CHECK(in_new_york("03/04/2026", DayOrder::MonthFirst) == "2026-03-04T05:00:00.000Z");
  CHECK(in_new_york("03/04/2026", DayOrder::DayFirst) == "2026-04-03T04:00:00.000Z");
  CHECK(day_order_hint("16/11/2026") == DayOrderHint::DayFirst);
  CHECK(day_order_hint("11/16/2026 9:05 AM") == DayOrderHint::MonthFirst);
  CHECK(day_order_hint("03/04/2026") == DayOrderHint::Ambiguous);
  CHECK(day_order_hint("2026-11-16") == DayOrderHint::None);
}

TEST_CASE("spreadsheet serials of both date systems become the same instant") {
  CHECK(cell_in_new_york(workbook::CellKind::Date, 46342.375) == "2026-11-16T14:00:00.000Z");
  CHECK(cell_in_new_york(workbook::CellKind::Date, 44880.375, true) == "2026-11-16T14:00:00.000Z");
  CHECK(cell_in_new_york(workbook::CellKind::Number, 46342.375) == "2026-11-16T14:00:00.000Z");
  CHECK(cell_in_new_york(workbook::CellKind::Date, 46342.3788541667) == "2026-11-16T14:05:33.000Z");
  CHECK(cell_in_new_york(workbook::CellKind::Date, 0.375) == "no date");
  CHECK(cell_in_new_york(workbook::CellKind::Number, 125) == "unreadable");
  CHECK(cell_in_new_york(workbook::CellKind::Date, -5) == "unreadable");
}

TEST_CASE("a duration is read in every notation") {
  struct Case {
    const char* text;
    double seconds;
    double unit_seconds = 0;
  };
  const Case cases[] = {{"125", 125},
                        {"125.5", 125.5},
                        {"1,025", 1025},
                        {"2:05", 125},
                        {"02:05", 125},
                        {"1:02:05", 3725},
                        {"00:03:05", 185},
                        {"75:10", 4510},
                        {"1h 2m 3s", 3723},
                        {"2m 5s", 125},
                        {"2 min 5 sec", 125},
                        {"2 minutes, 5 seconds", 125},
                        {"1 hour and 2 minutes", 3720},
                        {"45s", 45},
                        {"PT2M5S", 125},
                        {"0", 0},
                        {"0:00", 0},
                        {"2.5", 150, 60},
                        {"125000", 125, 0.001},
                        {"0.0014467593", 125},
                        {"'125", 125}};
  for (const Case& item : cases) {
    CAPTURE(std::string(item.text));
    CHECK(parse_duration_seconds(item.text, item.unit_seconds) == doctest::Approx(item.seconds));
  }
  for (const char* text : {"", "soon", "-5", "2:75", "1:2:3:4", "5 apples", "12/05", "99999999999"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(parse_duration_seconds(text, 0).has_value());
  }
}

TEST_CASE("a time cell is a share of a day") {
  const auto cell = [](workbook::CellKind kind, double number) {
    return read_duration_seconds({.kind = kind, .number = number}, 0);
  };
  CHECK(cell(workbook::CellKind::Duration, 125.0 / 86400) == doctest::Approx(125));
  CHECK(cell(workbook::CellKind::Date, 125.0 / 86400) == doctest::Approx(125));
  CHECK(cell(workbook::CellKind::Number, 125) == doctest::Approx(125));
  CHECK_FALSE(cell(workbook::CellKind::Date, 46342).has_value());
}

TEST_CASE("a number of the North American plan gets its usual form, any other stays as in the file") {
  CHECK(format_phone("5155550142") == "(515) 555-0142");
  CHECK(format_phone("+1 515-555-0142") == "(515) 555-0142");
  CHECK(format_phone("1.515.555.0142") == "(515) 555-0142");
  CHECK(format_phone("tel:+15155550142") == "(515) 555-0142");
  CHECK(format_phone("+52 81 5555 0142") == "+52 81 5555 0142");
  CHECK(format_phone("anonymous") == "anonymous");
  CHECK(format_phone("(515) 555-0142 x12") == "(515) 555-0142 x12");
  CHECK(format_phone("0155550142") == "0155550142");
  CHECK(phone_key("+15155550142") == phone_key("(515) 555-0142"));
}

TEST_CASE("phone numbers are told from dates and words") {
  for (const char* text : {"(515) 555-0142", "+15155550142", "101", "Restricted", "515-555-0142 ext. 4"}) {
    CAPTURE(std::string(text));
    CHECK(looks_like_phone(text));
  }
  for (const char* text : {"Brian Keller", "2026-11-16 09:05:33", "9", "", "google-ads 2026"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(looks_like_phone(text));
  }
}

TEST_CASE("a status is recognised whichever system wrote it") {
  struct Case {
    const char* status;
    Disposition disposition;
  };
  const Case cases[] = {
      {"Answered Call", Disposition::Answered},     {"Abandoned Call", Disposition::Abandoned},
      {"Missed Call", Disposition::Missed},         {"short_abandoned", Disposition::Abandoned},
      {"abandoned_in_ivr", Disposition::Abandoned}, {"Voicemail", Disposition::Voicemail},
      {"no-answer", Disposition::Missed},           {"Unanswered", Disposition::Missed},
      {"Not answered", Disposition::Missed},        {"completed", Disposition::Answered},
      {"Accepted", Disposition::Answered},          {"Sales~Qualified", Disposition::Unknown}};
  for (const Case& item : cases) {
    CAPTURE(std::string(item.status));
    CHECK(recognise_status(item.status) == item.disposition);
  }
}
