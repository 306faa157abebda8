// SPDX-License-Identifier: MIT
#include "pipeline/ask_model.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "llm/analysis_key.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::pipeline {
namespace {

// Answers of a free model may be computed anew whenever its rules change: its revision is part of the name.
std::string key_of(const llm::ModelClient& client, const StageQuestion& question) {
  const std::string key = llm::analysis_key(question.request, question.model);
  const std::string_view revision = client.revision();
  return revision.empty() ? key : fmt::format("{}:{}", key, revision);
}

// What the request may cost at most in the usual case: the whole input uncached, an answer of the usual
// length.
double expected_cost_usd(const StageQuestion& question) {
  const llm::RequestEstimate estimate = llm::estimate_request(question.request, question.model);
  return llm::cost_usd(question.model, {.input = estimate.instruction_tokens + estimate.input_tokens,
                                        .output = estimate.output_tokens});
}

durable::StepFailure to_step_failure(const llm::ModelFailure& failure) {
  const std::string message =
      failure.hint.empty() ? failure.message : fmt::format("{}; {}", failure.message, failure.hint);
  switch (failure.kind) {
    case llm::FailureKind::GiveUp:
      return durable::StepFailure::give_up(failure.code, message);
    case llm::FailureKind::Pause:
      return durable::StepFailure::pause_group(failure.code, message);
    case llm::FailureKind::Retry:
    case llm::FailureKind::Cancelled:
      break;
  }
  return durable::StepFailure::retry(failure.code, message, failure.retry_after_ms.value_or(0));
}

// Everything that happens once the answer is there; copied into the callback.
struct Answered {
  store::CallStore& calls;
  const Clock& clock;
  JobContext& job;
  std::string key;
  std::string stage;
  double reserved_usd;
  std::function<std::optional<std::string>(const json::value&)> rejects;
  std::optional<store::Milestone> milestone;
  StageDone done;

  void operator()(llm::ModelOutcome outcome) const {
    if (const auto* failure = std::get_if<llm::ModelFailure>(&outcome)) {
      job.budget.settle(reserved_usd, failure->cost_usd);
      done.fail(to_step_failure(*failure));
      return;
    }
    const auto& answer = std::get<llm::ModelAnswer>(outcome);
    job.budget.settle(reserved_usd, answer.cost_usd);
    StageRecord record{.source = StageSource::Asked,
                       .answer_key = key,
                       .model = answer.model,
                       .cost_usd = answer.cost_usd,
                       .tokens = answer.tokens,
                       .rejection = rejects ? rejects(answer.content) : std::nullopt};
    if (record.rejection) record.answer_key = rejected_key(key);
    store::Analysis analysis{.key = record.answer_key,
                             .stage = stage,
                             .model = answer.model,
                             .answer_json = to_json_text(answer.content),
                             .tokens = answer.tokens,
                             .cost_usd = answer.cost_usd,
                             .latency_ms = answer.latency_ms,
                             .request_id = answer.request_id,
                             .created_at_ms = clock.now_ms()};
    const auto counted = record.rejection ? std::nullopt : milestone;
    done.succeed(std::move(record), [&store = calls, id = job.job.id, analysis = std::move(analysis),
                                     counted](durable::Transaction& transaction) {
      store.put_analysis(&transaction, analysis);
      if (counted) store.count_milestone(&transaction, id, *counted);
    });
  }
};

}  // namespace

std::string rejected_key(const std::string& answer_key) {
  return answer_key + ":rejected";
}

void ask_model(store::CallStore& calls, const Clock& clock, JobContext& job, StageQuestion question,
               std::optional<store::Milestone> milestone, StageDone done, std::stop_token stop) {
  const std::string key = key_of(job.client, question);
  if (const auto stored = calls.find_analysis(key)) {
    done.succeed({.source = StageSource::Reused, .answer_key = key, .model = stored->model},
                 [&calls, id = job.job.id, milestone](durable::Transaction& transaction) {
                   if (milestone) calls.count_milestone(&transaction, id, *milestone);
                 });
    return;
  }
  const double expected_usd = expected_cost_usd(question);
  if (!job.budget.try_reserve(expected_usd)) {
    done.fail(durable::StepFailure::pause_group(
        "budget-reached", fmt::format("the budget of ${:.2f} would be passed; resume with a higher --budget",
                                      *job.job.options.budget_usd)));
    return;
  }
  const std::string stage = question.request.stage;
  job.client.ask(std::move(question.request), std::move(stop),
                 Answered{.calls = calls,
                          .clock = clock,
                          .job = job,
                          .key = key,
                          .stage = stage,
                          .reserved_usd = expected_usd,
                          .rejects = std::move(question.rejects),
                          .milestone = milestone,
                          .done = std::move(done)});
}

}  // namespace calltracker::pipeline
