// SPDX-License-Identifier: MIT
#include "pipeline/measure_stability.hpp"

#include <optional>
#include <string>
#include <utility>

#include "base/ids.hpp"
#include "base/json.hpp"
#include "evaluation/stability_tally.hpp"
#include "gold/rep_score.hpp"
#include "pipeline/assemble_result.hpp"
#include "pipeline/call_in_progress.hpp"
#include "pipeline/second_scoring.hpp"
#include "store/call_list.hpp"

namespace calltracker::pipeline {
namespace {

constexpr durable::StepOptions kStoreStep{.retry = {.attempts_max = 5}};

template <class Visit>
void for_each_scored_call(AnalyzeServices& services, const JobId& job, const Visit& visit) {
  services.calls.for_each_call_of({.job = job, .status = CallStatus::Complete}, store::kEveryCall,
                                  [&visit](const Call& call) {
                                    if (call.result.score) visit(call);
                                  });
}

// The scored call whose turn is first, unless one was scored twice already; "" when there is none to score.
std::string find_call_to_score(AnalyzeServices& services, const JobId& job) {
  std::optional<std::pair<double, std::string>> first;
  bool is_done = false;
  for_each_scored_call(services, job, [&first, &is_done](const Call& call) {
    is_done = is_done || call.result.second_score;
    std::pair turn(draw_of(call.content_hash), call.id.str());
    if (!first || turn < *first) first = std::move(turn);
  });
  return first && !is_done ? first->second : "";
}

durable::Stored<bool> save_second_score(CallInProgress& progress, const StageRecord& second) {
  Call call = progress.call();
  // Another model scored the call first: two models say nothing about one's stability.
  const bool is_pair = call.result.models.gold == second.model;
  if (is_pair) {
    call.result.second_score =
        score_of(progress.answer(second.answer_key).value(), call.record, progress.job()->workspace);
  }
  call.result.cost_usd += second.cost_usd;
  call.result.tokens += second.tokens;
  return {.value = is_pair,
          .write = [&store = progress.services().calls, call = std::move(call)](
                       durable::Transaction& transaction) { store.put_second_score(transaction, call); }};
}

durable::Stored<bool> save_stability(AnalyzeServices& services, const JobId& job) {
  evaluation::StabilityTally tally{std::string(gold::kListeningRatioKey)};
  for_each_scored_call(services, job, [&tally](const Call& call) { tally.add(call); });
  return {.value = true,
          .write = [&services, job, stability = tally.stability()](durable::Transaction& transaction) {
            services.calls.put_stability(transaction, job, stability, services.clock.now_ms());
          }};
}

}  // namespace

durable::Workflow<void> measure_stability(durable::Run& run, AnalyzeServices& services, JobId job) {
  const std::string call = co_await run.step("find_call_to_score", kStoreStep,
                                             [&services, &job] { return find_call_to_score(services, job); });
  if (!call.empty()) {
    CallInProgress progress(services, {.call = CallId(call), .job = job, .models = std::nullopt});
    const std::optional<StageRecord> second = co_await score_second_time(run, progress);
    if (second) {
      co_await run.step("save_second_score", kStoreStep,
                        [&progress, &second] { return save_second_score(progress, *second); });
    }
  }
  co_await run.step("save_stability", kStoreStep,
                    [&services, &job] { return save_stability(services, job); });
}

durable::NewRun run_to_measure_stability(const Job& job, const Clock& clock) {
  return {.id = durable::RunId(job.id.str() + "-stability-" + make_ulid(clock.now_ms())),
          .workflow = std::string(kMeasureStability),
          .group = durable::GroupId(job.id.str()),
          .input = to_json_text(json::object{{"job", job.id.str()}}),
          .priority = job.options.priority};
}

}  // namespace calltracker::pipeline
