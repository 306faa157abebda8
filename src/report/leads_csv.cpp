// SPDX-License-Identifier: MIT
#include "report/leads_csv.hpp"

#include <fmt/format.h>

#include <optional>

#include "call/vocabulary.hpp"
#include "report/csv_report.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kHeader =
    "Action,Follow up by,Overdue,Contacted,Lead score,Name,Company,Phone,Location,Role,Need,Products,Urgency,"
    "Timeline,Red flags,Rep,Division,Source,Call,Call ID,Recording\r\n";

std::string moment(const std::optional<UnixMillis>& time_ms, const TimeZone& zone) {
  if (!time_ms) return "";
  const CivilTime time = zone.to_civil(*time_ms);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", time.year, time.month, time.day, time.hour,
                     time.minute);
}

std::string field(const std::optional<std::string>& text) {
  return text ? csv_field(*text) : "";
}

}  // namespace

std::string leads_csv_header() {
  return fmt::format("{}{}", kByteOrderMark, kHeader);
}

std::string leads_csv_row(const insight::LeadInsight& lead, const TimeZone& zone) {
  return fmt::format("{},{},{},{},{:.0f},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n",
                     name_of(lead.action), moment(lead.follow_up_by_ms, zone), lead.overdue ? "yes" : "no",
                     moment(lead.contacted_at_ms, zone), lead.score, field(lead.caller_name),
                     field(lead.company), field(lead.phone), field(lead.location), field(lead.role),
                     field(lead.need), csv_field(joined(lead.products, "; ")), name_of(lead.urgency),
                     name_of(lead.timeline), csv_field(joined(lead.red_flags, "; ")), csv_field(lead.rep),
                     field(lead.division), field(lead.source), moment(lead.start_time_ms, zone),
                     lead.call_id.str(), field(lead.recording_url));
}

}  // namespace calltracker::report
