// SPDX-License-Identifier: MIT
#include "tests/store/factories.hpp"

#include <memory>

namespace calltracker::test {

Job make_job(const std::string& id) {
  Job job;
  job.id = JobId(id);
  job.file_name = "week.xlsx";
  job.file_hash = "abc";
  job.options.provider = "offline";
  job.options.silver_model = "rules";
  job.options.gold_model = "rules";
  job.status = JobStatus::Processing;
  job.phase = JobPhase::Silver;
  job.created_at_ms = 1'763'000'000'000;
  job.updated_at_ms = job.created_at_ms;
  return job;
}

Call make_call(const Job& job, int row) {
  Call call;
  call.id = CallId(job.id.str() + "-" + std::to_string(row));
  call.job_id = job.id;
  call.record.row = row;
  call.record.turns = {
      {.number = 1, .speaker = Speaker::Agent, .text = "Nationwide Haul, this is Brian."},
      {.number = 2, .speaker = Speaker::Caller, .text = "I need two \"reefers\" by Friday."}};
  call.content_hash = "hash-" + std::to_string(row);
  return call;
}

namespace {

CallRecord full_record(int row) {
  CallRecord record;
  record.row = row;
  record.start_time_ms = 1'762'000'000'123;
  record.duration_seconds = 0.1 + 0.2;
  record.agent_name = "Brian Keller";
  record.agent_number = "+15550001";
  record.number_name = "NH Sales";
  record.tracking_number = "+15550002";
  record.caller_name = "Ångström, Inc.";
  record.caller_number = "+15550003";
  record.source = "Google Ads";
  record.medium = "cpc";
  record.campaign = "reefers";
  record.call_status = "Answered";
  record.recording_url = "https://example.test/1";
  record.sentiment = "positive";
  record.note = "line one\nline two";
  record.attribution = "first";
  record.tags = "a, b";
  record.extra = {{"Zip", "30301"}, {"Zip", "30302"}};
  record.turns = {
      {.number = 1, .speaker = Speaker::Agent, .text = "Hi 👋", .at_seconds = 1.7, .label = "Brian"},
      {.number = 2, .speaker = Speaker::Other, .text = "\t\\ hold"}};
  record.speakers_swapped = true;
  record.possibly_truncated = true;
  return record;
}

CategoryScore full_category() {
  return {.applicable = true,
          .level = 4,
          .score = 8.2,
          .turns = {1, 2},
          .note = "asked first",
          .checks = {{"named the company", true}, {"asked why", false}},
          .details = {{"objectionsRaised", {"price", "distance"}}},
          .outcome = "appointment"};
}

CallResult full_result() {
  CallResult result;
  result.triage = Triage{.classification = Classification::ValidSales,
                         .subtype = "new_prospect",
                         .confidence = 1.0 / 3,
                         .reason = "wants trailers",
                         .decided_by = DecidedBy::Model};
  result.rep = RepFacts{.name = "brian",
                        .roster_name = "Brian Keller",
                        .division = "NH Sales",
                        .introduced_properly = true,
                        .intro_pattern = "company, name",
                        .turn = 1};
  result.caller = CallerFacts{.name = "Dana",
                              .company = "Dana Freight",
                              .location = "Macon, GA",
                              .phone = "(555) 000-0003",
                              .role = "owner",
                              .turns = {{"name", 2}, {"company", 2}}};
  result.context = CallContext{.type = CallType::Inbound,
                               .need_summary = "two reefers",
                               .product_interest = {"reefer trailer"},
                               .urgency = Urgency::NearTerm};
  result.validation =
      Validation{.issues = {ValidationIssue::LocationFormat, ValidationIssue::SwappedSpeakers},
                 .confidence = 0.65,
                 .needs_review = true};
  result.metrics = CallMetrics{.agent_talk_share = 7.0 / 11,
                               .agent_questions = 3,
                               .caller_questions = 2,
                               .longest_agent_run_words = 40,
                               .longest_caller_run_words = 30,
                               .turns = 2,
                               .words = 90,
                               .filler_words = 5,
                               .words_per_minute = 141.7,
                               .turns_per_minute = 2.0 / 3,
                               .median_response_seconds = 0.4};
  result.score =
      RepScore{.overall = 7.9,
               .coverage = 0.85,
               .categories = {{"objectiveClarity", full_category()}, {"callClosing", CategoryScore{}}}};
  result.lead = LeadQuality{.score = 9.1,
                            .timeline = Timeline::Immediate,
                            .has_authority = true,
                            .need_identified = true,
                            .service_fit = ServiceFit::Perfect,
                            .red_flags = {"price only"},
                            .recommended_action = RecommendedAction::Priority1Hr,
                            .follow_up_by_ms = 1'762'000'003'600,
                            .turns = {2}};
  result.strengths = {{.text = "warm", .category = "toneProfessionalism", .turns = {1}}};
  result.weaknesses = {{.text = "no next step", .category = "nextSteps", .turns = {}}};
  result.coaching_insights = {{.text = "set a date", .category = "nextSteps", .turns = {2}}};
  result.internal_alerts = {{.text = "competitor named", .category = "", .turns = {2}}};
  result.models = {.silver = "small", .gold = "large"};
  result.cost_usd = 0.0123456789012345;
  result.tokens = {.input = 1'000'000'000'000, .output = 2, .cache_read = 3, .cache_write = 4};
  return result;
}

}  // namespace

Call make_full_call(const Job& job, int row) {
  Call call = make_call(job, row);
  call.record = full_record(row);
  call.result = full_result();
  return call;
}

Call ended(Call call, CallStatus status, double cost_usd) {
  call.status = status;
  call.result.cost_usd = cost_usd;
  if (status == CallStatus::Failed) call.failure = CallFailure{.code = "model-refused", .message = "refused"};
  return call;
}

std::function<std::optional<Call>()> source_of(std::vector<Call> calls) {
  auto remaining = std::make_shared<std::vector<Call>>(std::move(calls));
  auto next = std::make_shared<std::size_t>(0);
  return [remaining, next]() -> std::optional<Call> {
    if (*next == remaining->size()) return std::nullopt;
    return (*remaining)[(*next)++];
  };
}

Job import_job(store::CallStore& calls, const std::string& id, int call_count) {
  Job job = make_job(id);
  std::vector<Call> source;
  for (int index = 0; index < call_count; ++index) source.push_back(make_call(job, index + 2));
  calls.import_job(job, source_of(std::move(source)), nullptr);
  return job;
}

durable::NewRun make_run(const std::string& id, const std::string& group, int priority) {
  return {.id = durable::RunId(id),
          .workflow = "analyze",
          .group = durable::GroupId(group),
          .input = R"({"call":"1"})",
          .priority = priority};
}

durable::StepCommit make_step(durable::RunNumber run, std::uint32_t position, const std::string& value) {
  durable::StepCommit step;
  step.record.run = run;
  step.record.position = position;
  step.record.id.fill(static_cast<std::uint8_t>(0xA0 + position));
  step.record.name = "step:" + std::to_string(position);
  step.record.value = value;
  step.record.attempts = 1;
  step.record.started_ms = 10;
  step.record.ended_ms = 20;
  return step;
}

}  // namespace calltracker::test
