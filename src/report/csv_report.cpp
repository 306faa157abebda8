// SPDX-License-Identifier: MIT
#include "report/csv_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "base/time_zone.hpp"
#include "call/result_json.hpp"
#include "call/vocabulary.hpp"
#include "report/output_file.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 32> kColumns = {
    "Row",          "Call ID",   "Date",           "Time",         "Duration seconds", "Status",
    "Skip reason",  "Error",     "Classification", "Subtype",      "Caller",           "Company",
    "Location",     "Phone",     "Role",           "Need",         "Products",         "Urgency",
    "Rep",          "Division",  "Rep score",      "Coverage",     "Lead score",       "Action",
    "Follow up by", "Red flags", "Talk share",     "Needs review", "Source",           "Campaign",
    "Recording",    "Analysis"};

// Writes fields with commas between them and CRLF after the last.
class Row {
 public:
  explicit Row(std::ostream& out) : out_(out) {}
  ~Row() { out_ << "\r\n"; }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  void text(std::string_view text) { raw(csv_field(text)); }
  void text_if_any(const std::optional<std::string>& value) { text(value ? std::string_view(*value) : ""); }
  // Figures of our own: a minus sign in front of one is no formula.
  void number(const std::optional<double>& value, int decimals) {
    raw(value ? fmt::format("{:.{}f}", *value, decimals) : "");
  }

 private:
  void raw(std::string_view field) {
    if (!first_) out_ << ',';
    first_ = false;
    out_ << field;
  }

  std::ostream& out_;
  bool first_ = true;
};

void write_time(Row& row, const std::optional<UnixMillis>& time_ms, const TimeZone& zone) {
  if (!time_ms) {
    row.text("");
    row.text("");
    return;
  }
  const CivilTime time = zone.to_civil(*time_ms);
  row.text(fmt::format("{:04}-{:02}-{:02}", time.year, time.month, time.day));
  row.text(fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, time.second));
}

std::string moment(const std::optional<UnixMillis>& time_ms, const TimeZone& zone) {
  if (!time_ms) return "";
  const CivilTime time = zone.to_civil(*time_ms);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", time.year, time.month, time.day, time.hour,
                     time.minute);
}

void write_caller(Row& row, const Call& call) {
  static const CallerFacts kNobody;
  const CallerFacts& caller = call.result.caller ? *call.result.caller : kNobody;
  row.text_if_any(caller.name ? caller.name : call.record.caller_name);
  row.text_if_any(caller.company);
  row.text_if_any(caller.location);
  row.text_if_any(caller.phone ? caller.phone : call.record.caller_number);
  row.text_if_any(caller.role);
  row.text_if_any(call.result.context ? call.result.context->need_summary : std::nullopt);
  row.text(call.result.context ? joined(call.result.context->product_interest, "; ") : "");
  row.text(call.result.context ? name_of(call.result.context->urgency) : "");
}

void write_scores(Row& row, const Call& call, const TimeZone& zone) {
  const CallResult& result = call.result;
  row.text(rep_key(call));
  row.text_if_any(result.rep ? result.rep->division : std::nullopt);
  row.number(result.score ? result.score->overall : std::nullopt, 1);
  row.number(result.score ? std::optional(result.score->coverage) : std::nullopt, 2);
  row.number(result.lead ? std::optional(result.lead->score) : std::nullopt, 0);
  row.text(result.lead ? name_of(result.lead->recommended_action) : "");
  row.text(moment(result.lead ? result.lead->follow_up_by_ms : std::nullopt, zone));
  row.text(result.lead ? joined(result.lead->red_flags, "; ") : "");
  row.number(result.metrics ? result.metrics->agent_talk_share : std::nullopt, 2);
  row.text(result.validation ? (result.validation->needs_review ? "yes" : "no") : "");
}

void write_call(std::ostream& out, const Call& call, const TimeZone& zone, std::string_view analysis,
                const std::vector<CustomQuestion>& questions) {
  Row row(out);
  row.number(call.record.row, 0);
  row.text(call.id.str());
  write_time(row, call.record.start_time_ms, zone);
  row.number(call.record.duration_seconds, 0);
  row.text(name_of(call.status));
  row.text(call.skip_reason ? name_of(*call.skip_reason) : "");
  row.text(call.failure ? std::string_view(call.failure->message) : "");
  row.text(call.result.triage ? name_of(call.result.triage->classification) : "");
  row.text(call.result.triage ? std::string_view(call.result.triage->subtype) : "");
  write_caller(row, call);
  write_scores(row, call, zone);
  row.text_if_any(call.record.source);
  row.text_if_any(call.record.campaign);
  row.text_if_any(call.record.recording_url);
  row.text(analysis);
  for (const CustomQuestion& question : questions) {
    const auto& answers = call.result.questions;
    const auto found = std::find_if(answers.begin(), answers.end(),
                                    [&question](const auto& each) { return each.id == question.id; });
    row.text(found == answers.end() ? "" : name_of(found->answer));
  }
}

}  // namespace

std::string csv_field(std::string_view text) {
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  const bool formula = !text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos;
  const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!formula && !quoted) return std::string(text);
  std::string field;
  field.reserve(text.size() + 4);
  if (quoted) field += '"';
  if (formula) field += '\'';
  for (const char letter : text) {
    if (letter == '"') field += '"';
    field += letter;
  }
  if (quoted) field += '"';
  return field;
}

void write_csv(std::ostream& out, const ReportInput& input) {
  const TimeZone zone(input.workspace.time_zone);
  const std::string analysis(provider_label(input.job.options).value_or(input.job.options.provider));
  out << kByteOrderMark;
  {
    Row header(out);
    for (const std::string_view column : kColumns) header.text(column);
    for (const CustomQuestion& question : input.workspace.questions) header.text(question.text);
  }
  input.for_each_call(
      [&](const Call& call) { write_call(out, call, zone, analysis, input.workspace.questions); });
}

void write_csv(const ReportInput& input, const std::filesystem::path& path) {
  OutputStream output(path);
  write_csv(output.stream(), input);
  output.commit();
}

}  // namespace calltracker::report
