// SPDX-License-Identifier: MIT
#include "pipeline/ask_gold.hpp"

#include <utility>
#include <variant>

#include "call/metrics.hpp"
#include "gold/gold_answer.hpp"
#include "gold/gold_request.hpp"

namespace calltracker::pipeline {
namespace {

std::optional<std::string> why_rejected(const json::value& answer, const CallRecord& record,
                                        const Workspace& workspace) {
  const auto outcome =
      gold::read_gold_answer(answer, record, measure(record.turns, record.duration_seconds), workspace);
  const auto* rejection = std::get_if<gold::Rejection>(&outcome);
  return rejection == nullptr ? std::nullopt : std::optional(rejection->reason);
}

std::string name_of_question(const CallInProgress& progress, Scoring scoring) {
  return progress.name_of_question(scoring == Scoring::First ? "gold" : "second-gold");
}

}  // namespace

void ask_gold(CallInProgress& progress, Scoring scoring, StageDone done, std::stop_token stop) {
  AnalyzeServices& services = progress.services();
  std::shared_ptr<JobContext> job = progress.job();
  const Workspace& workspace = job->workspace;
  const llm::ModelInfo& model = job->gold_model;
  ask_model(services.calls, services.clock, std::move(job),
            {.name = name_of_question(progress, scoring),
             .make =
                 [&progress, &workspace, &model] {
                   return progress.sent(gold::make_gold_request(progress.record(), workspace, model));
                 },
             .model = model,
             .scoring = scoring,
             .rejects =
                 [&progress, &workspace](const json::value& answer) {
                   return why_rejected(answer, progress.record(), workspace);
                 }},
            std::move(done), std::move(stop));
}

void ask_gold_once_more(CallInProgress& progress, Scoring scoring, const StageRecord& rejected,
                        StageDone done, std::stop_token stop) {
  AnalyzeServices& services = progress.services();
  std::shared_ptr<JobContext> job = progress.job();
  const llm::ModelInfo& model = job->gold_model;
  ask_model(services.calls, services.clock, std::move(job),
            {.name = name_of_question(progress, scoring),
             .make =
                 [&progress, &rejected, &workspace = job->workspace, &model] {
                   llm::ModelRequest request = gold::make_gold_request(progress.record(), workspace, model);
                   request.rejected_answer = to_json_text(progress.answer(rejected.answer_key).value());
                   request.rejection_reason = rejected.rejection;
                   return progress.sent(std::move(request));
                 },
             .model = model,
             .scoring = scoring,
             .rejects = {}},
            std::move(done), std::move(stop));
}

}  // namespace calltracker::pipeline
