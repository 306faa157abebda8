// SPDX-License-Identifier: MIT
#include "pipeline/analyze_in_batches.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "pipeline/batch_job.hpp"
#include "pipeline/start_calls.hpp"

namespace calltracker::pipeline {
namespace {

constexpr durable::StepOptions kBatchStep{.retry = {.attempts_max = 10,
                                                    .backoff_first = std::chrono::seconds(1),
                                                    .backoff_max = std::chrono::minutes(5)},
                                          .timeout = std::chrono::minutes(30)};
// A batch usually takes minutes to an hour.
constexpr std::chrono::milliseconds kFirstLook{1'000};
constexpr std::chrono::milliseconds kLongestPause{60'000};
// What two batches have not answered is asked directly.
constexpr int kRounds = 2;
// Also with a budget so tight that each takes a few questions only.
constexpr int kRoundsMax = 20;
constexpr std::size_t kRunsPerStart = 5'000;
constexpr std::string_view kIntendStep = "intend_batch";
constexpr std::string_view kSubmitStep = "submit_batch";

durable::RunId batch_run_of(const JobId& job) {
  return durable::RunId(job.str() + "-batches");
}

json::value to_json(const llm::BatchIntent& intent) {
  return json::object{{"name", intent.name}, {"atMs", intent.at_ms}, {"questions", intent.questions}};
}

llm::BatchIntent read_intent(const json::value& memo) {
  const JsonReader reader(memo, "intent");
  return {.name = reader.at("name").as_string(),
          .at_ms = reader.at("atMs").as_int(),
          .questions = reader.at("questions").as_int()};
}

// One batch, and what it asks about.
struct Submitted {
  std::vector<std::string> calls;
  llm::BatchIntent intent;
  std::string id;
};

durable::Workflow<bool> batch_ends_well(durable::Run& run, BatchJob& job, BatchStage stage,
                                        const Submitted& batch) {
  for (std::chrono::milliseconds pause = kFirstLook;; pause = std::min(pause * 2, kLongestPause)) {
    const std::string status =
        co_await run.step("batch_status", kBatchStep, [&job, stage, &batch](std::stop_token stop) {
          return job.status(stage, batch.id, batch.intent, stop);
        });
    if (status != "working") co_return status == "ended";
    co_await run.sleep("batch_at_work", pause);
  }
}

// One round: what has no answer is handed over, and what comes back is stored. Gives whether that was all, or
// nothing when there was nothing to ask. `ids` are the job's batches so far, so that none of them is taken
// for a new one of the same size.
durable::Workflow<std::optional<bool>> ask_in_batches(durable::Run& run, BatchJob& job, BatchStage stage,
                                                      std::vector<std::string>& ids) {
  const BatchPlan plan =
      co_await run.step("plan_batches", kBatchStep, [&job, stage] { return job.plan(stage); });
  if (plan.portions.empty()) co_return std::nullopt;
  std::vector<Submitted> batches;
  for (const std::vector<std::string>& calls : plan.portions) {
    const json::value memo = co_await run.step(kIntendStep, kBatchStep, [&job, &calls] {
      return to_json(job.intend(static_cast<std::int64_t>(calls.size())));
    });
    const llm::BatchIntent intent = read_intent(memo);
    ids.push_back(co_await run.step(kSubmitStep, kBatchStep,
                                    [&job, stage, &calls, &intent, &ids](std::stop_token stop) {
                                      return job.submit(stage, calls, intent, ids, stop);
                                    }));
    batches.push_back({.calls = calls, .intent = intent, .id = ids.back()});
  }
  for (const Submitted& batch : batches) {
    const bool has_answers = co_await batch_ends_well(run, job, stage, batch);
    if (!has_answers) continue;
    co_await run.step("take_batch", kBatchStep, [&job, stage, &batch](std::stop_token stop) {
      return job.take(stage, batch.calls, batch.id, stop);
    });
  }
  co_return plan.is_whole;
}

durable::Workflow<void> answer_beforehand(durable::Run& run, BatchJob& job) {
  std::vector<std::string> ids;
  for (const BatchStage stage : {BatchStage::Silver, BatchStage::Gold, BatchStage::SecondGold}) {
    int rounds_left = kRounds;
    for (int round = 0; round < kRoundsMax && rounds_left > 0; ++round) {
      const std::optional<bool> was_all = co_await ask_in_batches(run, job, stage, ids);
      if (!was_all) break;
      if (*was_all) --rounds_left;
    }
  }
}

}  // namespace

durable::Workflow<void> analyze_in_batches(durable::Run& run, AnalyzeServices& services, JobId id) {
  BatchJob job(services, id);
  try {
    co_await answer_beforehand(run, job);
  } catch (const durable::StepError&) {
    // The calls ask for themselves what no batch has answered.
  }
  const std::vector<std::string> calls = co_await run.step("list_calls", kBatchStep, [&job] {
    job.announce_end();
    return job.pending_calls();
  });
  for (std::size_t from = 0; from < calls.size(); from += kRunsPerStart) {
    std::vector<durable::NewRun> runs;
    for (std::size_t index = from; index < std::min(calls.size(), from + kRunsPerStart); ++index) {
      // As for a job without batches: a call's first run bears the call's id.
      runs.push_back({.id = durable::RunId(calls[index]),
                      .workflow = std::string(kAnalyzeCall),
                      .group = run.group(),
                      .input = to_json_text(json::object{{"call", calls[index]}, {"job", id.str()}})});
    }
    co_await run.start("start_calls", runs);
  }
}

store::RunsForCalls run_for_batches(const Job& job) {
  const auto is_begun = std::make_shared<bool>(false);
  return [is_begun, id = job.id, priority = job.options.priority](const std::vector<Call>& calls) {
    std::vector<durable::NewRun> runs;
    const bool has_pending = std::any_of(calls.begin(), calls.end(),
                                         [](const Call& call) { return call.status == CallStatus::Pending; });
    if (!has_pending || std::exchange(*is_begun, true)) return runs;
    runs.push_back({.id = batch_run_of(id),
                    .workflow = std::string(kAnalyzeInBatches),
                    .group = durable::GroupId(id.str()),
                    .input = to_json_text(json::object{{"job", id.str()}}),
                    .priority = priority});
    return runs;
  };
}

std::vector<llm::ModelFailure> cancel_batches(durable::Journal& journal, llm::BatchClient& client,
                                              const JobId& job) {
  const auto timeline = journal.read_timeline(batch_run_of(job));
  if (!timeline) return {};
  std::vector<llm::BatchIntent> intents;
  std::vector<std::string> batches;
  for (const durable::StepRecord& step : timeline->steps) {
    if (step.state != durable::StepState::Completed) continue;
    if (step.name.starts_with(kIntendStep))
      intents.push_back(read_intent(parse_json(step.value, "an intent")));
    if (step.name.starts_with(kSubmitStep)) batches.push_back(durable::decode<std::string>(step.value));
  }
  std::vector<llm::ModelFailure> failures;
  // Submitted, perhaps, but not remembered any more.
  if (intents.size() > batches.size()) {
    auto found = client.find(intents.back(), batches, {});
    if (auto* failure = std::get_if<llm::ModelFailure>(&found)) {
      failures.push_back(std::move(*failure));
    } else if (const auto& id = std::get<std::optional<std::string>>(found)) {
      batches.push_back(*id);
    }
  }
  for (const std::string& batch : batches) {
    auto status = client.status(batch, {});
    if (auto* failure = std::get_if<llm::ModelFailure>(&status)) {
      failures.push_back(std::move(*failure));
    } else if (std::get<llm::BatchStatus>(status).state == llm::BatchStatus::State::Working) {
      if (auto failed = client.cancel(batch, {})) failures.push_back(std::move(*failed));
    }
  }
  return failures;
}

}  // namespace calltracker::pipeline
