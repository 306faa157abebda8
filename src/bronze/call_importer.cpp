// SPDX-License-Identifier: MIT
#include "bronze/call_importer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "bronze/transcript/turns.hpp"
#include "bronze/values/call_status.hpp"

namespace calltracker::bronze {
namespace {

// A cell ends at 32,767 characters; systems that cut earlier do so just below.
constexpr std::size_t kTruncatedCharacters = 32'700;
constexpr std::size_t kFaultsOfBrokenRow = 2;

bool is_blank(const workbook::Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const workbook::Cell& cell) {
    return cell.kind == workbook::CellKind::Empty ||
           (cell.kind == workbook::CellKind::Text && trim(cell.text).empty());
  });
}

bool both_speak(const std::vector<Turn>& turns) {
  const auto speaks = [&turns](Speaker speaker) {
    return std::any_of(turns.begin(), turns.end(),
                       [speaker](const Turn& turn) { return turn.speaker == speaker; });
  };
  return speaks(Speaker::Agent) && speaks(Speaker::Caller);
}

bool has_call_data(const CallRecord& record) {
  return record.start_time_ms || record.duration_seconds || record.caller_number || record.caller_name ||
         record.agent_name || record.recording_url || record.call_status;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : "; ").append(part);
  return text;
}

}  // namespace

CallImporter::CallImporter(const ImportPlan& plan, const Workspace& workspace, const Clock& clock,
                           JobId job_id, DeliverCall deliver)
    : plan_(plan),
      workspace_(workspace),
      clock_(clock),
      job_id_(std::move(job_id)),
      deliver_(std::move(deliver)),
      rows_(plan, workspace.time_zone) {}

workbook::Flow CallImporter::row(const workbook::Sheet&, workbook::Row& row) {
  if (row.number <= plan_.header_last_row || is_blank(row)) return workbook::Flow::Continue;
  Call call = make_call(row);
  ++summary_.calls;
  if (call.skip_reason) {
    ++summary_.skipped;
    ++summary_.skipped_by_reason[static_cast<std::size_t>(*call.skip_reason)];
  }
  return deliver_(std::move(call));
}

Call CallImporter::make_call(workbook::Row& row) {
  ReadRow read = rows_.read(row);
  Call call{.id = CallId(make_ulid(clock_.now_ms())), .job_id = job_id_, .record = std::move(read.record)};
  if (rows_.is_repeated_header(row)) {
    skip(call, SkipReason::Malformed, "the header row again");
  } else if (rows_.is_totals(row)) {
    skip(call, SkipReason::Malformed, "a row of totals");
  } else {
    read_transcript(call, read);
    judge(call, read);
  }
  return call;
}

void CallImporter::read_transcript(Call& call, ReadRow& read) const {
  CallRecord& record = call.record;
  RoleHints hints{.company_names = workspace_.company_names,
                  .agent_name = record.agent_name.value_or(""),
                  .caller_name = record.caller_name.value_or(""),
                  .is_outbound = read.is_outbound};
  Conversation conversation = read_conversation(read.transcript, hints);
  record.turns = std::move(conversation.turns);
  record.speakers_swapped = conversation.speakers_swapped;
  record.possibly_truncated = read.transcript.size() >= kTruncatedCharacters &&
                              count_code_points(read.transcript) >= kTruncatedCharacters;
  call.content_hash = content_hash_of(record.turns);
}

void CallImporter::judge(Call& call, const ReadRow& read) {
  const CallRecord& record = call.record;
  const bool has_turns = !record.turns.empty();
  if (read.faults.size() >= kFaultsOfBrokenRow || (!has_turns && !read.faults.empty())) {
    return skip(call, SkipReason::Malformed, joined(read.faults));
  }
  if (!has_turns && !has_call_data(record)) {
    return skip(call, SkipReason::Malformed, "none of the known columns has a value");
  }
  const std::string status = record.call_status.value_or("");
  const Disposition disposition = recognise_status(status);
  // A log may call a call abandoned although both sides spoke; what was said counts more.
  if (disposition == Disposition::Abandoned && !both_speak(record.turns)) {
    return skip(call, SkipReason::Abandoned, fmt::format("the log says \"{}\"", status));
  }
  if (!has_turns) {
    return skip(call, SkipReason::EmptyTranscript,
                status.empty() ? "no transcript" : fmt::format("no transcript; the log says \"{}\"", status));
  }
  if (record.duration_seconds && *record.duration_seconds < workspace_.short_call_seconds) {
    return skip(call, SkipReason::TooShort, fmt::format("{:g} seconds", *record.duration_seconds));
  }
  if (const auto first = seen_.find_or_remember(record, call.content_hash)) {
    return skip(call, SkipReason::Duplicate, fmt::format("{} as row {}", first->because, first->row));
  }
}

void CallImporter::skip(Call& call, SkipReason reason, std::string detail) {
  call.status = CallStatus::Skipped;
  call.skip_reason = reason;
  call.skip_detail = std::move(detail);
}

ImportSummary import_calls(const ReadRows& read, const ImportPlan& plan, const Workspace& workspace,
                           const Clock& clock, const JobId& job_id, DeliverCall deliver) {
  CallImporter importer(plan, workspace, clock, job_id, std::move(deliver));
  workbook::ReadRequest request;
  if (!plan.sheet.empty()) request.sheets.push_back(plan.sheet);
  read(request, importer);
  return importer.summary();
}

}  // namespace calltracker::bronze
