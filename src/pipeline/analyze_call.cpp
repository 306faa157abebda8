// SPDX-License-Identifier: MIT
#include "pipeline/analyze_call.hpp"

#include <atomic>
#include <optional>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "call/metrics.hpp"
#include "gold/gold_answer.hpp"
#include "gold/gold_request.hpp"
#include "gold/level_overrides.hpp"
#include "llm/job_cost.hpp"
#include "pipeline/analyze_in_batches.hpp"
#include "pipeline/answer_keys.hpp"
#include "pipeline/ask_model.hpp"
#include "pipeline/assemble_result.hpp"
#include "pipeline/start_calls.hpp"
#include "silver/silver_request.hpp"
#include "silver/triage_rules.hpp"

namespace calltracker::pipeline {
namespace {

// No timeout: a question waits for its turn as long as the provider's limits want it, and the client limits
// the time from sending to the answer.
constexpr durable::StepOptions kModelStep{.retry = {.attempts_max = 6,
                                                    .backoff_first = std::chrono::seconds(1),
                                                    .backoff_max = std::chrono::minutes(1)}};
constexpr durable::StepOptions kSaveStep{.retry = {.attempts_max = 5}, .place = durable::StepPlace::Loop};

// What the steps of one run share in memory. Everything in it can be read again from the store, so a replay
// that begins in the middle finds it just the same.
class CallInProgress {
 public:
  CallInProgress(AnalyzeServices& services, AnalyzeInput input)
      : services_(services), input_(std::move(input)) {}
  CallInProgress(const CallInProgress&) = delete;
  CallInProgress& operator=(const CallInProgress&) = delete;
  ~CallInProgress() { forget_call(); }

  AnalyzeServices& services() const { return services_; }
  std::shared_ptr<JobContext> job() { return services_.jobs.get(input_.job, input_.models); }

  Call& call() {
    if (!call_) {
      auto found = services_.calls.find_call(input_.call);
      if (!found) {
        throw Error({.kind = ErrorKind::NotFound,
                     .code = "call-not-found",
                     .message = "the call is gone: its job was deleted"});
      }
      call_ = std::make_unique<Call>(std::move(*found));
      ++calls_held_;
    }
    return *call_;
  }

  const CallRecord& record() { return call().record; }
  std::string name_of_question(std::string_view stage) const {
    return input_.call.str() + ":" + std::string(stage);
  }

  // A few calls are kept while their questions are on the way; with thousands in flight reading them again is
  // cheaper than keeping them.
  llm::ModelRequest sent(llm::ModelRequest request) {
    if (calls_held_ > kCallsHeldMax) forget_call();
    return request;
  }

  json::value answer(const std::string& key) const {
    const auto stored = services_.calls.find_analysis(key);
    if (!stored) throw Error({.code = "answer-lost", .message = "a stored answer is missing: " + key});
    return parse_json(stored->answer_json, "a stored answer");
  }

  StageAnswers answers(const StageRecord& silver, const StageRecord& gold) {
    StageAnswers found;
    if (silver.source == StageSource::Rules) {
      found.triage_by_rules = silver::triage_by_rules(record(), job()->workspace);
    } else {
      found.silver = answer(silver.answer_key);
    }
    if (gold.source != StageSource::Rules) found.gold = answer(gold.answer_key);
    return found;
  }

 private:
  void forget_call() {
    if (call_) --calls_held_;
    call_.reset();
  }

  static constexpr int kCallsHeldMax = 1024;
  static inline std::atomic<int> calls_held_{0};

  AnalyzeServices& services_;
  AnalyzeInput input_;
  std::unique_ptr<Call> call_;  // elsewhere, so that a run that holds none is small
};

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

std::optional<std::string> why_rejected(const json::value& answer, const CallRecord& record,
                                        const Workspace& workspace) {
  const auto outcome =
      gold::read_gold_answer(answer, record, measure(record.turns, record.duration_seconds), workspace);
  const auto* rejection = std::get_if<gold::Rejection>(&outcome);
  return rejection == nullptr ? std::nullopt : std::optional(rejection->reason);
}

void ask_gold(CallInProgress& progress, const StageRecord& silver, StageDone done, std::stop_token stop) {
  AnalyzeServices& services = progress.services();
  std::shared_ptr<JobContext> job = progress.job();
  const Workspace& workspace = job->workspace;
  if (!gold::needs_gold(triage_of(progress.answers(silver, StageRecord()), progress.record(), workspace))) {
    done.succeed(StageRecord());
    return;
  }
  const llm::ModelInfo& model = job->gold_model;
  const auto make = [&progress, &workspace, &model] {
    return progress.sent(gold::make_gold_request(progress.record(), workspace, model));
  };
  const auto rejects = [&progress, &workspace](const json::value& answer) {
    return why_rejected(answer, progress.record(), workspace);
  };
  ask_model(services.calls, services.clock, std::move(job),
            {.name = progress.name_of_question("gold"), .make = make, .model = model, .rejects = rejects},
            std::move(done), std::move(stop));
}

// The evidence did not hold: the same question, with the answer and what was wrong with it. Whatever comes is
// taken, and what is still unproven is withheld when it is read.
void ask_gold_once_more(CallInProgress& progress, const StageRecord& first, StageDone done,
                        std::stop_token stop) {
  AnalyzeServices& services = progress.services();
  std::shared_ptr<JobContext> job = progress.job();
  const llm::ModelInfo& model = job->gold_model;
  const auto make = [&progress, &first, &workspace = job->workspace, &model] {
    llm::ModelRequest request = gold::make_gold_request(progress.record(), workspace, model);
    request.rejected_answer = to_json_text(progress.answer(first.answer_key));
    request.rejection_reason = first.rejection;
    return progress.sent(std::move(request));
  };
  ask_model(services.calls, services.clock, std::move(job),
            {.name = progress.name_of_question("gold"), .make = make, .model = model, .rejects = {}},
            std::move(done), std::move(stop));
}

// Nothing was paid for this call, and at least one answer was there already.
bool is_cached(const StageRecord& silver, const StageRecord& gold) {
  const bool asked = silver.source == StageSource::Asked || gold.source == StageSource::Asked;
  return !asked && (silver.source == StageSource::Reused || gold.source == StageSource::Reused);
}

durable::Stored<bool> save(CallInProgress& progress, const StageRecord& silver, const StageRecord& gold) {
  AnalyzeServices& services = progress.services();
  Call call = progress.call();
  const Workspace& workspace = progress.job()->workspace;
  call.result = assemble_result(call.record, progress.answers(silver, gold), workspace);
  if (call.result.score) gold::apply_overrides(*call.result.score, call.overrides, workspace);
  call.status = CallStatus::Complete;
  call.cached = is_cached(silver, gold);
  if (!silver.model.empty()) call.result.models.silver = silver.model;
  if (!gold.model.empty()) call.result.models.gold = gold.model;
  call.result.cost_usd = silver.cost_usd + gold.cost_usd;
  call.result.tokens = silver.tokens;
  call.result.tokens += gold.tokens;
  return {.value = true,
          .write = [&store = services.calls, &clock = services.clock,
                    call = std::move(call)](durable::Transaction& transaction) {
            store.add_progress(&transaction, call.job_id, {.gold_calls = 1});
            store.finish_call(&transaction, call, clock.now_ms());
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
          .write = [&store = services.calls, &clock = services.clock, call = std::move(call),
                    silver_done = silver.has_value()](durable::Transaction& transaction) {
            store.add_progress(&transaction, call.job_id,
                               {.silver_calls = silver_done ? 0 : 1, .gold_calls = 1});
            store.finish_call(&transaction, call, clock.now_ms());
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
        ask_gold_once_more(progress, rejected, std::move(done), std::move(stop));
      });
  gold.cost_usd += rejected.cost_usd;
  gold.tokens += rejected.tokens;
  co_return gold;
}

durable::Workflow<StageRecord> score_and_coach(durable::Run& run, CallInProgress& progress,
                                               const StageRecord& silver) {
  const StageRecord gold = co_await run.step("score_and_coach", kModelStep,
                                             [&progress, &silver](StageDone done, std::stop_token stop) {
                                               ask_gold(progress, silver, std::move(done), std::move(stop));
                                             });
  if (!gold.rejection) co_return gold;
  co_return co_await score_and_coach_again(run, progress, gold);
}

durable::Workflow<void> save_call(durable::Run& run, CallInProgress& progress, const StageRecord& silver,
                                  const StageRecord& gold) {
  co_await run.step("save", kSaveStep, [&progress, &silver, &gold] { return save(progress, silver, gold); });
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
}

}  // namespace calltracker::pipeline
