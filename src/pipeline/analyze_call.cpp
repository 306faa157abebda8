// SPDX-License-Identifier: MIT
#include "pipeline/analyze_call.hpp"

#include <optional>
#include <utility>

#include "gold/gold_request.hpp"
#include "gold/level_overrides.hpp"
#include "llm/job_cost.hpp"
#include "pipeline/analyze_in_batches.hpp"
#include "pipeline/ask_gold.hpp"
#include "pipeline/ask_model.hpp"
#include "pipeline/assemble_result.hpp"
#include "pipeline/call_in_progress.hpp"
#include "pipeline/measure_stability.hpp"
#include "pipeline/second_scoring.hpp"
#include "pipeline/start_calls.hpp"
#include "silver/silver_request.hpp"
#include "silver/triage_rules.hpp"

namespace calltracker::pipeline {
namespace {

constexpr durable::StepOptions kSaveStep{.retry = {.attempts_max = 5}, .place = durable::StepPlace::Loop};

// The memos of a call's questions.
struct StageRecords {
  const StageRecord& silver;
  const StageRecord& gold;
  const StageRecord* second = nullptr;  // of the second scoring
};

StageAnswers answers_of(CallInProgress& progress, const StageRecords& records) {
  StageAnswers found;
  if (records.silver.source == StageSource::Rules) {
    found.triage_by_rules = silver::triage_by_rules(progress.record(), progress.job()->workspace);
  } else {
    found.silver = progress.answer(records.silver.answer_key);
  }
  if (records.gold.source != StageSource::Rules) found.gold = progress.answer(records.gold.answer_key);
  if (records.second) found.second_gold = progress.answer(records.second->answer_key);
  return found;
}

void ask_silver(CallInProgress& progress, StageDone done, std::stop_token stop) {
  AnalyzeServices& services = progress.services();
  std::shared_ptr<JobContext> job = progress.job();
  const auto make = [&progress, &workspace = job->workspace, &model = job->silver_model] {
    return progress.sent(silver::make_silver_request(progress.record(), workspace, model));
  };
  store::JobProgress counted{.silver_calls = 1};
  if (silver::triage_by_rules(progress.record(), job->workspace)) {
    if (!job->silver_model.prices.empty()) {
      counted.saved.rules_usd =
          llm::usual_cost_usd(job->silver_model, llm::estimate_request(make(), job->silver_model));
    }
    done.succeed(StageRecord(),
                 [&calls = services.calls, id = job->job.id, counted](durable::Transaction& transaction) {
                   calls.add_progress(&transaction, id, counted);
                 });
    return;
  }
  const llm::ModelInfo& silver_model = job->silver_model;
  const double seconds_after = llm::usual_gold_seconds(job->gold_model);
  ask_model(services.calls, services.clock, std::move(job),
            {.name = progress.name_of_question("silver"),
             .make = make,
             .model = silver_model,
             .seconds_after = seconds_after,
             .rejects = {},
             .progress = counted},
            std::move(done), std::move(stop));
}

void ask_gold_if_needed(CallInProgress& progress, const StageRecord& silver, StageDone done,
                        std::stop_token stop) {
  const StageAnswers answers = answers_of(progress, {.silver = silver, .gold = StageRecord()});
  if (!gold::needs_gold(triage_of(answers))) {
    done.succeed(StageRecord());
    return;
  }
  ask_gold(progress, Scoring::First, std::move(done), std::move(stop));
}

bool is_to_score_twice(CallInProgress& progress) {
  const JobOptions& options = progress.job()->job.options;
  // The call may have to be read again to know.
  return options.double_score && is_scored_twice(options, progress.call().content_hash);
}

// Nothing was paid for this call, and at least one answer was there already.
bool is_cached(const StageRecords& records) {
  const auto was = [&records](StageSource source) {
    return records.silver.source == source || records.gold.source == source ||
           (records.second && records.second->source == source);
  };
  return !was(StageSource::Asked) && was(StageSource::Reused);
}

// In the transaction that ends the call. Nobody else will end the job once all its calls have ended.
void finish(AnalyzeServices& services, durable::Transaction& transaction, const Call& call, const Job& job) {
  const bool is_last = services.calls.finish_call(&transaction, call, services.clock.now_ms());
  if (is_last && job.options.double_score)
    services.calls.start_runs(transaction, {run_to_measure_stability(job, services.clock)});
}

durable::Stored<bool> save(CallInProgress& progress, const StageRecords& records) {
  AnalyzeServices& services = progress.services();
  Call call = progress.call();
  const Workspace& workspace = progress.job()->workspace;
  call.result = assemble_result(call.record, answers_of(progress, records), workspace);
  if (call.result.score) gold::apply_overrides(*call.result.score, call.overrides, workspace);
  call.status = CallStatus::Complete;
  call.cached = is_cached(records);
  if (!records.silver.model.empty()) call.result.models.silver = records.silver.model;
  if (!records.gold.model.empty()) call.result.models.gold = records.gold.model;
  for (const StageRecord* record : {&records.silver, &records.gold, records.second}) {
    if (record == nullptr) continue;
    call.result.cost_usd += record->cost_usd;
    call.result.tokens += record->tokens;
  }
  return {
      .value = true,
      .write = [&services, job = progress.job(), call = std::move(call)](durable::Transaction& transaction) {
        services.calls.add_progress(&transaction, call.job_id, {.gold_calls = 1});
        finish(services, transaction, call, job->job);
      }};
}

durable::Stored<bool> save_failure(CallInProgress& progress, const std::optional<StageRecord>& silver,
                                   const CallFailure& failure) {
  AnalyzeServices& services = progress.services();
  Call call = progress.call();
  call.status = CallStatus::Failed;
  call.failure = failure;
  if (silver) {
    call.result.cost_usd = silver->cost_usd;
    call.result.tokens = silver->tokens;
  }
  return {.value = true,
          .write = [&services, job = progress.job(), call = std::move(call),
                    silver_done = silver.has_value()](durable::Transaction& transaction) {
            services.calls.add_progress(&transaction, call.job_id,
                                        {.silver_calls = silver_done ? 0 : 1, .gold_calls = 1});
            finish(services, transaction, call, job->job);
          }};
}

// Each part of the story has a frame of its own, which lives as long as the part: with thousands of calls in
// flight it matters what a run keeps while it waits.

durable::Workflow<StageRecord> triage_and_extract(durable::Run& run, CallInProgress& progress) {
  const StageRecord silver =
      co_await run.step("triage_and_extract", kModelStep, [&progress](StageDone done, std::stop_token stop) {
        ask_silver(progress, std::move(done), std::move(stop));
      });
  co_return silver;
}

durable::Workflow<StageRecord> score_and_coach_again(durable::Run& run, CallInProgress& progress,
                                                     const StageRecord& rejected) {
  StageRecord gold = co_await run.step(
      "score_and_coach_again", kModelStep, [&progress, &rejected](StageDone done, std::stop_token stop) {
        ask_gold_once_more(progress, Scoring::First, rejected, std::move(done), std::move(stop));
      });
  gold.cost_usd += rejected.cost_usd;
  gold.tokens += rejected.tokens;
  co_return gold;
}

durable::Workflow<StageRecord> score_and_coach(durable::Run& run, CallInProgress& progress,
                                               const StageRecord& silver) {
  const StageRecord gold = co_await run.step(
      "score_and_coach", kModelStep, [&progress, &silver](StageDone done, std::stop_token stop) {
        ask_gold_if_needed(progress, silver, std::move(done), std::move(stop));
      });
  if (!gold.rejection) co_return gold;
  co_return co_await score_and_coach_again(run, progress, gold);
}

durable::Workflow<void> save_call(durable::Run& run, CallInProgress& progress, const StageRecord& silver,
                                  const StageRecord& gold) {
  std::optional<StageRecord> second;
  if (gold.source != StageSource::Rules && is_to_score_twice(progress)) {
    second = co_await score_second_time(run, progress);
  }
  const StageRecords records{.silver = silver, .gold = gold, .second = second ? &*second : nullptr};
  co_await run.step("save", kSaveStep, [&progress, &records] { return save(progress, records); });
}

durable::Workflow<void> save_failed_call(durable::Run& run, CallInProgress& progress,
                                         const std::optional<StageRecord>& silver,
                                         const CallFailure& failure) {
  co_await run.step("save_failure", kSaveStep,
                    [&progress, &silver, &failure] { return save_failure(progress, silver, failure); });
}

}  // namespace

durable::Workflow<void> analyze_call(durable::Run& run, AnalyzeServices& services, AnalyzeInput input) {
  CallInProgress progress(services, std::move(input));
  std::optional<StageRecord> silver;
  std::optional<CallFailure> failure;
  try {
    silver = co_await triage_and_extract(run, progress);
    const StageRecord gold = co_await score_and_coach(run, progress, *silver);
    co_await save_call(run, progress, *silver, gold);
  } catch (const durable::StepError& error) {
    failure = CallFailure{.code = error.code(), .message = error.message()};
  }
  if (failure) co_await save_failed_call(run, progress, silver, *failure);
}

namespace {

AnalyzeInput read_input(const json::value& input) {
  const JsonReader reader(input, "input");
  AnalyzeInput read{.call = CallId(reader.at("call").as_string()),
                    .job = JobId(reader.at("job").as_string()),
                    .models = std::nullopt};
  if (const auto provider = reader.string_if_any("provider")) {
    read.models = ModelChoice{.provider = *provider,
                              .silver_model = reader.at("silverModel").as_string(),
                              .gold_model = reader.at("goldModel").as_string()};
  }
  return read;
}

}  // namespace

void register_workflows(durable::WorkflowRegistry& registry, AnalyzeServices& services) {
  registry.add<json::value>(std::string(kAnalyzeCall),
                            [&services](durable::Run& run, const json::value& input) {
                              return analyze_call(run, services, read_input(input));
                            });
  registry.add<json::value>(
      std::string(kAnalyzeInBatches), [&services](durable::Run& run, const json::value& input) {
        return analyze_in_batches(run, services, JobId(JsonReader(input, "input").at("job").as_string()));
      });
  registry.add<json::value>(
      std::string(kMeasureStability), [&services](durable::Run& run, const json::value& input) {
        return measure_stability(run, services, JobId(JsonReader(input, "input").at("job").as_string()));
      });
}

}  // namespace calltracker::pipeline
