// SPDX-License-Identifier: MIT
#include "store/sql/call_row.hpp"

#include <stdexcept>

#include "base/json.hpp"
#include "call/storage_json.hpp"

namespace calltracker::store::sql {
namespace {

// The schema's CHECK constraints admit only words of the vocabulary.
template <class Enum>
Enum word(std::string_view text) {
  const auto value = parse<Enum>(text);
  if (!value) throw std::logic_error("the database holds an unknown word: " + std::string(text));
  return *value;
}

template <class Enum>
std::optional<Enum> word_if_any(Columns& columns) {
  const auto text = columns.text_if_any();
  return text ? std::optional(word<Enum>(*text)) : std::nullopt;
}

std::optional<std::string_view> failure_code(const Call& call) {
  if (call.status != CallStatus::Failed) return std::nullopt;
  return call.failure ? std::string_view(call.failure->code) : "unknown";
}

// As an insight names them: doubts about the lead, then alerts.
std::vector<std::string> read_red_flags(Columns& columns) {
  const auto doubts = columns.text_if_any();
  const auto alerts = columns.text_if_any();
  std::vector<std::string> texts;
  const auto add = [&texts](const json::value& text) { texts.emplace_back(text.as_string()); };
  if (doubts) {
    const json::value named = parse_json(*doubts, "red flags");
    for (const json::value& text : named.as_array()) add(text);
  }
  if (!alerts) return texts;
  const json::value observations = parse_json(*alerts, "alerts");
  for (const json::value& alert : observations.as_array()) add(alert.at("text"));
  return texts;
}

}  // namespace

Job read_job(const Row& row) {
  Columns columns(row);
  Job job;
  job.id = JobId(columns.text());
  job.file_name = columns.text();
  job.file_hash = columns.text();
  job.options = job_options_from_storage_json(columns.view());
  job.column_mapping = column_mapping_from_storage_json(columns.view());
  job.status = word<JobStatus>(columns.view());
  job.phase = word<JobPhase>(columns.view());
  job.total_calls = columns.integer();
  job.processed_calls = columns.integer();
  job.failed_calls = columns.integer();
  job.skipped_calls = columns.integer();
  job.cached_calls = columns.integer();
  job.silver_calls = columns.integer();
  job.gold_calls = columns.integer();
  job.cost_usd = columns.real();
  job.saved.prompt_cache_usd = columns.real();
  job.saved.result_cache_usd = columns.real();
  job.saved.rules_usd = columns.real();
  job.saved.batch_usd = columns.real();
  job.status_code = columns.text_if_any();
  job.status_message = columns.text_if_any();
  job.created_at_ms = columns.integer();
  job.updated_at_ms = columns.integer();
  job.finished_at_ms = columns.integer_if_any();
  job.options.double_score = columns.real_if_any();
  if (const auto stability = columns.text_if_any()) job.stability = stability_from_storage_json(*stability);
  job.unpriced_tokens = columns.integer();
  return job;
}

Analysis read_analysis(const Row& row) {
  Columns columns(row);
  Analysis analysis;
  analysis.key = columns.text();
  analysis.stage = columns.text();
  analysis.model = columns.text();
  analysis.answer_json = columns.text();
  analysis.tokens.input = columns.integer();
  analysis.tokens.output = columns.integer();
  analysis.tokens.cache_read = columns.integer();
  analysis.tokens.cache_write = columns.integer();
  analysis.cost_usd = columns.real();
  analysis.latency_ms = columns.integer();
  analysis.request_id = columns.text();
  analysis.created_at_ms = columns.integer();
  return analysis;
}

NumberedCall read_call(const Row& row) {
  Columns columns(row);
  NumberedCall numbered;
  Call& call = numbered.call;
  numbered.number = columns.integer();
  call.id = CallId(columns.text());
  call.job_id = JobId(columns.text());
  call.status = word<CallStatus>(columns.view());
  if (const auto reason = columns.text_if_any()) call.skip_reason = word<SkipReason>(*reason);
  call.skip_detail = columns.text_if_any();
  const auto code = columns.text_if_any();
  const auto message = columns.text_if_any();
  if (code) call.failure = CallFailure{.code = *code, .message = message.value_or("")};
  call.cached = columns.flag();
  call.content_hash = columns.text();
  call.record = record_from_storage_json(columns.view());
  call.record.turns = turns_from_storage_json(columns.view());
  if (const auto result = columns.text_if_any()) call.result = result_from_storage_json(*result);
  call.contacted_at_ms = columns.integer_if_any();
  if (const auto overrides = columns.text_if_any()) call.overrides = overrides_from_storage_json(*overrides);
  return numbered;
}

CallSummary read_summary(const Row& row) {
  Columns columns(row);
  CallSummary summary;
  columns.integer();  // the number
  summary.id = CallId(columns.text());
  summary.job_id = JobId(columns.text());
  summary.row = static_cast<int>(columns.integer());
  summary.status = word<CallStatus>(columns.view());
  summary.skip_reason = word_if_any<SkipReason>(columns);
  const auto code = columns.text_if_any();
  const auto message = columns.text_if_any();
  if (code) summary.failure = CallFailure{.code = *code, .message = message.value_or("")};
  summary.cached = columns.flag();
  summary.start_time_ms = columns.integer_if_any();
  summary.duration_seconds = columns.real_if_any();
  summary.source = columns.text_if_any();
  summary.campaign = columns.text_if_any();
  summary.call_status = columns.text_if_any();
  summary.classification = word_if_any<Classification>(columns);
  summary.subtype = columns.text_if_any();
  summary.rep = columns.text_if_any();
  summary.division = columns.text_if_any();
  summary.call_type = word_if_any<CallType>(columns);
  summary.caller_name = columns.text_if_any();
  summary.company = columns.text_if_any();
  summary.caller_number = columns.text_if_any();
  summary.need_summary = columns.text_if_any();
  summary.overall_score = columns.real_if_any();
  summary.lead_score = columns.real_if_any();
  summary.action = word_if_any<RecommendedAction>(columns);
  summary.follow_up_by_ms = columns.integer_if_any();
  summary.needs_review = columns.flag_if_any();
  summary.contacted_at_ms = columns.integer_if_any();
  summary.red_flags = read_red_flags(columns);
  summary.cost_usd = columns.real();
  return summary;
}

std::int64_t insert_job(Connection& connection, const Job& job) {
  std::int64_t number = 0;
  connection.query("insert_job",
                   {job.id, job.file_name, job.file_hash, job_options_to_storage_json(job.options),
                    column_mapping_to_storage_json(job.column_mapping), name_of(job.status),
                    name_of(job.phase), job.status_code, job.status_message, job.created_at_ms,
                    job.updated_at_ms, job.finished_at_ms, job.options.double_score},
                   [&number](const Row& row) { number = row.integer(0); });
  return number;
}

void insert_call(Connection& connection, std::int64_t job_number, const Call& call,
                 std::string_view record_json, std::string_view turns_json) {
  const CallRecord& record = call.record;
  connection.execute(
      "insert_call",
      {call.id, job_number, record.row, name_of(call.status),
       call.skip_reason ? std::optional(name_of(*call.skip_reason)) : std::nullopt, call.skip_detail,
       failure_code(call), call.failure ? std::optional(call.failure->message) : std::nullopt, call.cached,
       call.content_hash, record.start_time_ms, record.duration_seconds, record.source, record.campaign,
       record.caller_number});
  connection.execute("insert_call_record", {record_json, turns_json});
  if (call.status != CallStatus::Pending) connection.execute("index_inserted_call");
}

}  // namespace calltracker::store::sql
