// SPDX-License-Identifier: MIT
#include "pipeline/batch_job.hpp"

#include <fmt/format.h>

#include <expected>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "gold/gold_request.hpp"
#include "llm/token_estimator.hpp"
#include "pipeline/answer_keys.hpp"
#include "pipeline/assemble_result.hpp"
#include "pipeline/model_step_failure.hpp"
#include "silver/silver_request.hpp"
#include "silver/triage_rules.hpp"

namespace calltracker::pipeline {
namespace {

// Well below every provider's limits, so that a portion's memory stays small too.
constexpr std::size_t kPortionQuestionsMax = 10'000;
constexpr std::size_t kPortionBytesMax = std::size_t{100} << 20;
// Inside a batch a provider reads its cache as it happens to work: some third of the times at least. Writing
// pays from a few questions with the same instructions on.
constexpr std::size_t kAlikeToCache = 8;

std::size_t bytes_of(const llm::ModelRequest& request) {
  return request.instructions.size() + to_json_text(request.input).size() +
         to_json_text(*request.schema).size();
}

double expected_cost_usd(const llm::ModelRequest& request, const llm::ModelInfo& model) {
  const llm::RequestEstimate estimate = llm::estimate_request(request, model);
  return llm::cost_usd(
      model, {.input = estimate.instruction_tokens + estimate.input_tokens, .output = estimate.output_tokens},
      llm::CacheLifetime::FiveMinutes, llm::Delivery::Batch);
}

}  // namespace

JobContext& BatchJob::context() {
  if (!context_) context_ = services_.jobs.get(id_);
  return *context_;
}

llm::BatchClient& BatchJob::client() {
  if (!client_) client_ = services_.batches_for(context().job.options);
  if (!client_) {
    throw durable::StepFailure::give_up("batch-unsupported", "the provider takes no batches");
  }
  return *client_;
}

const llm::ModelInfo& BatchJob::model_of(BatchStage stage) {
  return stage == BatchStage::Silver ? context().silver_model : context().gold_model;
}

std::optional<json::value> BatchJob::known_answer(const std::string& key) {
  for (const std::string& name : {key, prefetched_key(key)}) {
    const auto stored = services_.calls.find_analysis(name);
    if (stored) return parse_json(stored->answer_json, "a stored answer");
  }
  return std::nullopt;
}

std::optional<BatchJob::Question> BatchJob::question(BatchStage stage, const CallRecord& record) {
  const auto by_rules = silver::triage_by_rules(record, context().workspace);
  const auto named = [&](llm::ModelRequest request, const llm::ModelInfo& model) {
    std::string key = answer_key(context().models.client, request, model);
    return Question{.key = std::move(key), .request = std::move(request)};
  };
  const llm::ModelInfo& silver_model = model_of(BatchStage::Silver);
  if (stage == BatchStage::Silver) {
    if (by_rules) return std::nullopt;
    return named(silver::make_silver_request(record, context().workspace, silver_model), silver_model);
  }
  StageAnswers answers{.triage_by_rules = by_rules, .silver = std::nullopt, .gold = std::nullopt};
  if (!by_rules) {
    answers.silver = known_answer(
        named(silver::make_silver_request(record, context().workspace, silver_model), silver_model).key);
    if (!answers.silver) return std::nullopt;
  }
  if (!gold::needs_gold(triage_of(answers, record, context().workspace))) return std::nullopt;
  const llm::ModelInfo& gold_model = model_of(BatchStage::Gold);
  return named(gold::make_gold_request(record, context().workspace, gold_model), gold_model);
}

durable::StepResult<std::vector<std::vector<std::string>>> BatchJob::plan(BatchStage stage, double paid_usd) {
  std::vector<std::vector<std::string>> portions;
  std::set<std::string> keys;
  std::size_t bytes = 0;
  double expected_usd = 0;
  services_.calls.for_each_call(id_, [&](const Call& call) {
    if (call.status != CallStatus::Pending) return;
    const auto asked = question(stage, call.record);
    if (!asked || !keys.insert(asked->key).second) return;
    const bool is_answered = services_.calls.find_analysis(asked->key).has_value() ||
                             services_.calls.find_analysis(prefetched_key(asked->key)).has_value();
    if (is_answered) return;
    const std::size_t size = bytes_of(asked->request);
    if (portions.empty() || portions.back().size() == kPortionQuestionsMax ||
        bytes + size > kPortionBytesMax) {
      portions.emplace_back();
      bytes = 0;
    }
    portions.back().push_back(call.id.str());
    bytes += size;
    expected_usd += expected_cost_usd(asked->request, model_of(stage));
  });
  // As it is now: it may have been raised since.
  const auto stored = services_.calls.find_job(id_);
  const auto budget = stored ? stored->options.budget_usd : std::nullopt;
  if (budget && expected_usd > 0 && stored->cost_usd + paid_usd + expected_usd > *budget) {
    return std::unexpected(durable::StepFailure::pause_group(
        "budget-reached", fmt::format("the budget of ${:.2f} would be passed by a batch of about ${:.2f}; "
                                      "resume with a higher --budget",
                                      *budget, expected_usd)));
  }
  return portions;
}

llm::BatchIntent BatchJob::intend(std::int64_t questions) {
  const UnixMillis now_ms = services_.clock.now_ms();
  return {.name = make_ulid(now_ms), .at_ms = now_ms, .questions = questions};
}

durable::StepResult<std::string> BatchJob::submit(BatchStage stage, const std::vector<std::string>& calls,
                                                  const llm::BatchIntent& intent,
                                                  const std::vector<std::string>& known,
                                                  std::stop_token stop) {
  auto found = client().find(intent, known, stop);
  if (const auto* failed = std::get_if<llm::ModelFailure>(&found))
    return std::unexpected(to_step_failure(*failed));
  if (const auto& id = std::get<std::optional<std::string>>(found)) return *id;
  std::vector<llm::BatchQuestion> questions;
  for (const std::string& id : calls) {
    const auto call = services_.calls.find_call(CallId(id));
    auto asked = call ? question(stage, call->record) : std::nullopt;
    if (!asked) continue;
    asked->request.caches_instructions = calls.size() >= kAlikeToCache;
    questions.push_back({.custom_id = std::move(asked->key), .request = std::move(asked->request)});
  }
  auto submitted = client().submit(intent, questions, std::move(stop));
  if (const auto* failed = std::get_if<llm::ModelFailure>(&submitted)) {
    return std::unexpected(to_step_failure(*failed));
  }
  const std::string& id = std::get<std::string>(submitted);
  announce(fmt::format("{} calls wait for batch {}: most are answered within an hour, all within a day",
                       questions.size(), id));
  return id;
}

durable::StepResult<std::string> BatchJob::status(const std::string& batch, std::stop_token stop) {
  const auto outcome = client().status(batch, std::move(stop));
  if (const auto* failed = std::get_if<llm::ModelFailure>(&outcome))
    return std::unexpected(to_step_failure(*failed));
  switch (std::get<llm::BatchStatus>(outcome).state) {
    case llm::BatchStatus::State::Working:
      return "working";
    case llm::BatchStatus::State::Ended:
      return "ended";
    case llm::BatchStatus::State::Failed:
      return "failed";
  }
  return "failed";
}

durable::StepResult<durable::Stored<double>> BatchJob::take(BatchStage stage, const std::string& batch,
                                                            std::stop_token stop) {
  const llm::ModelInfo& model = model_of(stage);
  const json::value& schema = stage == BatchStage::Silver ? silver::silver_schema()
                                                          : gold::gold_schema(context().workspace.questions);
  std::vector<store::Analysis> answers;
  double answered_usd = 0;
  double lost_usd = 0;  // paid for answers that cannot be used
  const auto visit = [&](const std::string& key, llm::ModelOutcome outcome) {
    const auto* answer = std::get_if<llm::ModelAnswer>(&outcome);
    if (answer == nullptr) {
      lost_usd += std::get<llm::ModelFailure>(outcome).cost_usd;
      return;
    }
    answered_usd += answer->cost_usd;
    answers.push_back({.key = prefetched_key(key),
                       .stage = stage == BatchStage::Silver ? "silver" : "gold",
                       .model = answer->model,
                       .answer_json = to_json_text(answer->content),
                       .tokens = answer->tokens,
                       .cost_usd = answer->cost_usd,
                       .request_id = answer->request_id,
                       .created_at_ms = services_.clock.now_ms()});
  };
  if (const auto failed = client().take(batch, model.id, schema, visit, std::move(stop))) {
    return std::unexpected(to_step_failure(*failed));
  }
  return durable::Stored<double>{.value = answered_usd,
                                 .write = [&calls = services_.calls, id = id_, lost_usd,
                                           answers = std::move(answers)](durable::Transaction& transaction) {
                                   for (const store::Analysis& answer : answers)
                                     calls.put_analysis(&transaction, answer);
                                   if (lost_usd > 0)
                                     calls.add_progress(&transaction, id, {.cost_usd = lost_usd});
                                 }};
}

std::vector<std::string> BatchJob::pending_calls() {
  std::vector<std::string> ids;
  services_.calls.for_each_call(id_, [&](const Call& call) {
    if (call.status == CallStatus::Pending) ids.push_back(call.id.str());
  });
  return ids;
}

void BatchJob::announce(const std::string& sentence) {
  const auto job = services_.calls.find_job(id_);
  if (!job || job->status != JobStatus::Processing) return;
  const auto code = sentence.empty() ? std::nullopt : std::optional<std::string>("batch-working");
  const auto message = sentence.empty() ? std::nullopt : std::optional(sentence);
  services_.calls.set_job_status(id_, JobStatus::Processing, code, message, services_.clock.now_ms());
}

}  // namespace calltracker::pipeline
