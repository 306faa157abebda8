// SPDX-License-Identifier: MIT
#include "pipeline/batch_job.hpp"

#include <fmt/format.h>

#include <expected>
#include <map>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time_zone.hpp"
#include "gold/gold_request.hpp"
#include "llm/job_cost.hpp"
#include "llm/redaction/redacting_client.hpp"
#include "llm/token_estimator.hpp"
#include "pipeline/answer_keys.hpp"
#include "pipeline/assemble_result.hpp"
#include "pipeline/model_step_failure.hpp"
#include "pipeline/second_scoring.hpp"
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

struct QuestionPrice {
  double expected_usd = 0;
  double most_usd = 0;
};

QuestionPrice price_of(const llm::ModelRequest& request, const llm::ModelInfo& model) {
  const llm::RequestEstimate estimate = llm::estimate_request(request, model);
  const TokenUse expected{.input = estimate.instruction_tokens + estimate.input_tokens,
                          .output = estimate.output_tokens};
  return {
      .expected_usd = llm::cost_usd(model, expected, llm::CacheLifetime::FiveMinutes, llm::Delivery::Batch),
      .most_usd = model.batch_price_factor * llm::cost_max_usd(model, estimate, request.output_tokens_max)};
}

// Collects questions into batches, none above the providers' limits, and all together within the money.
class Portions {
 public:
  // As much as there is left to spend; nullopt: no limit.
  explicit Portions(std::optional<double> left_usd) : left_usd_(left_usd) {}

  void add(const std::string& call, std::size_t bytes, const QuestionPrice& price) {
    expected_usd_ += price.expected_usd;
    if (left_usd_ && most_usd_ + price.most_usd > *left_usd_) {
      plan_.is_whole = false;
      return;
    }
    most_usd_ += price.most_usd;
    std::vector<std::vector<std::string>>& portions = plan_.portions;
    if (portions.empty() || portions.back().size() == kPortionQuestionsMax ||
        bytes_ + bytes > kPortionBytesMax) {
      portions.emplace_back();
      bytes_ = 0;
    }
    portions.back().push_back(call);
    bytes_ += bytes;
  }

  double expected_usd() const { return expected_usd_; }
  bool is_beyond_budget() const {
    return left_usd_ && (expected_usd_ > *left_usd_ || (!plan_.is_whole && plan_.portions.empty()));
  }
  BatchPlan take() { return std::move(plan_); }

 private:
  const std::optional<double> left_usd_;
  BatchPlan plan_;
  std::size_t bytes_ = 0;  // of the last portion
  double expected_usd_ = 0;
  double most_usd_ = 0;
};

// What providers take for the name of a question: the answer's key, unless that holds more than a hash.
std::string custom_id_of(const std::string& key) {
  return key.find(':') == std::string::npos ? key : sha256_hex(key);
}

// Some providers count only when all has ended: no word then of how many are answered.
std::string at_work(BatchStage stage, const llm::BatchIntent& intent, const llm::BatchStatus& status,
                    const std::string& time_zone) {
  const CivilTime since = TimeZone(time_zone).to_civil(intent.at_ms);
  const std::string answered = status.answered > 0 ? fmt::format(", {} answered", status.answered) : "";
  return fmt::format(
      "waiting for the provider's batch: {} {} questions since {:02}:{:02}{}; most are answered within an "
      "hour, all within a day",
      intent.questions, stage == BatchStage::Silver ? "Silver" : "Gold", since.hour, since.minute, answered);
}

}  // namespace

void tag_invoke(const json::value_from_tag& /*tag*/, json::value& value, const BatchPlan& plan) {
  value = json::object{{"portions", json::value_from(plan.portions)}, {"isWhole", plan.is_whole}};
}

BatchPlan tag_invoke(const json::value_to_tag<BatchPlan>& /*tag*/, const json::value& value) {
  return {.portions = json::value_to<std::vector<std::vector<std::string>>>(value.at("portions")),
          .is_whole = value.at("isWhole").as_bool()};
}

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

std::optional<JsonDocument> BatchJob::known_answer(const std::string& key) {
  for (const std::string& name : {key, prefetched_key(key)}) {
    const auto stored = services_.calls.find_analysis(name);
    if (stored) return JsonDocument(stored->answer_json, "a stored answer");
  }
  return std::nullopt;
}

std::optional<BatchJob::Question> BatchJob::question(BatchStage stage, const Call& call) {
  const CallRecord& record = call.record;
  const auto by_rules = silver::triage_by_rules(record, context().workspace);
  const auto named = [&](llm::ModelRequest request, const llm::ModelInfo& model) {
    std::string key = answer_key(context().models.client, request, model);
    return Question{.key = std::move(key), .request = std::move(request)};
  };
  const llm::ModelInfo& silver_model = model_of(BatchStage::Silver);
  const bool is_wanted =
      stage != BatchStage::SecondGold || is_scored_twice(context().job.options, call.content_hash);
  if (!is_wanted) return std::nullopt;
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
  if (!gold::needs_gold(triage_of(answers))) return std::nullopt;
  const llm::ModelInfo& gold_model = model_of(BatchStage::Gold);
  Question asked = named(gold::make_gold_request(record, context().workspace, gold_model), gold_model);
  if (stage == BatchStage::SecondGold) asked.key = second_key(asked.key);
  return asked;
}

durable::StepResult<BatchPlan> BatchJob::plan(BatchStage stage) {
  // As it is now: it may have been raised since.
  const auto stored = services_.calls.find_job(id_);
  const auto budget_usd = stored ? stored->options.budget_usd : std::nullopt;
  Portions portions(budget_usd ? std::optional(*budget_usd - stored->cost_usd) : std::nullopt);
  std::set<std::string> keys;
  services_.calls.for_each_call(id_, [&](const Call& call) {
    if (call.status != CallStatus::Pending) return;
    const auto asked = question(stage, call);
    if (!asked || !keys.insert(asked->key).second) return;
    const bool is_answered = services_.calls.find_analysis(asked->key).has_value() ||
                             services_.calls.find_analysis(prefetched_key(asked->key)).has_value();
    if (is_answered) return;
    portions.add(call.id.str(), bytes_of(asked->request), price_of(asked->request, model_of(stage)));
  });
  if (portions.is_beyond_budget()) {
    return std::unexpected(durable::StepFailure::pause_group(
        std::string(llm::kBudgetReached),
        fmt::format("the budget of ${:.2f} might be passed by a batch of about ${:.2f}; "
                    "resume with a higher --budget",
                    *budget_usd, portions.expected_usd())));
  }
  return portions.take();
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
    auto asked = call ? question(stage, *call) : std::nullopt;
    if (!asked) continue;
    asked->request.caches_instructions = calls.size() >= kAlikeToCache;
    const PersonalDataKinds& hidden = context().job.options.redaction;
    if (!hidden.empty()) asked->request = llm::redact(std::move(asked->request), hidden).request;
    questions.push_back({.custom_id = custom_id_of(asked->key), .request = std::move(asked->request)});
  }
  auto submitted = client().submit(intent, questions, std::move(stop));
  if (const auto* failed = std::get_if<llm::ModelFailure>(&submitted)) {
    return std::unexpected(to_step_failure(*failed));
  }
  return std::get<std::string>(submitted);
}

durable::StepResult<std::string> BatchJob::status(BatchStage stage, const std::string& batch,
                                                  const llm::BatchIntent& intent, std::stop_token stop) {
  const auto outcome = client().status(batch, std::move(stop));
  if (const auto* failed = std::get_if<llm::ModelFailure>(&outcome))
    return std::unexpected(to_step_failure(*failed));
  const auto& status = std::get<llm::BatchStatus>(outcome);
  switch (status.state) {
    case llm::BatchStatus::State::Working:
      announce("batch-working", at_work(stage, intent, status, context().workspace.time_zone));
      return "working";
    case llm::BatchStatus::State::Ended:
      return "ended";
    case llm::BatchStatus::State::Failed:
      return "failed";
  }
  return "failed";
}

class BatchJob::QuestionsAsked {
 public:
  // Without redaction the provider's name of a question says it all.
  QuestionsAsked(BatchJob& job, BatchStage stage, const std::vector<std::string>& calls)
      : job_(job), stage_(stage) {
    if (kinds().empty()) return;
    for (const std::string& call : calls) {
      if (const auto asked = about(call)) calls_.emplace(custom_id_of(asked->key), call);
    }
  }

  std::string key_of(const std::string& custom_id) {
    const auto asked = find(custom_id);
    return asked ? asked->key : custom_id;
  }

  json::value restored(const std::string& custom_id, json::value answer) {
    auto asked = find(custom_id);
    if (!asked) return answer;
    return llm::redact(std::move(asked->request), kinds()).redaction->restore(std::move(answer));
  }

 private:
  const PersonalDataKinds& kinds() const { return job_.context().job.options.redaction; }

  std::optional<Question> about(const std::string& call) {
    const auto found = job_.services_.calls.find_call(CallId(call));
    return found ? job_.question(stage_, *found) : std::nullopt;
  }

  std::optional<Question> find(const std::string& custom_id) {
    const auto call = calls_.find(custom_id);
    return call == calls_.end() ? std::nullopt : about(call->second);
  }

  BatchJob& job_;
  const BatchStage stage_;
  std::map<std::string, std::string> calls_;  // by custom id
};

durable::StepResult<durable::Stored<bool>> BatchJob::take(BatchStage stage,
                                                          const std::vector<std::string>& calls,
                                                          const std::string& batch, std::stop_token stop) {
  const llm::ModelInfo& model = model_of(stage);
  const json::value& schema = stage == BatchStage::Silver ? silver::silver_schema()
                                                          : gold::gold_schema(context().workspace.questions);
  QuestionsAsked asked(*this, stage, calls);
  std::vector<store::Analysis> answers;
  store::JobProgress paid;
  const auto visit = [&](const std::string& custom_id, llm::ModelOutcome outcome) {
    auto* answer = std::get_if<llm::ModelAnswer>(&outcome);
    if (answer == nullptr) {
      const auto& failure = std::get<llm::ModelFailure>(outcome);
      paid.cost_usd += failure.cost_usd;
      paid.unpriced_tokens += model.unpriced(failure.tokens);
      return;
    }
    paid.cost_usd += answer->cost_usd;
    paid.unpriced_tokens += model.unpriced(answer->tokens);
    answers.push_back({.key = prefetched_key(asked.key_of(custom_id)),
                       .stage = stage == BatchStage::Silver ? "silver" : "gold",
                       .model = answer->model,
                       .answer_json = to_json_text(asked.restored(custom_id, std::move(answer->content))),
                       .tokens = answer->tokens,
                       .cost_usd = answer->cost_usd,
                       .request_id = answer->request_id,
                       .created_at_ms = services_.clock.now_ms()});
  };
  if (const auto failed = client().take(batch, model.id, schema, visit, std::move(stop))) {
    return std::unexpected(to_step_failure(*failed));
  }
  return durable::Stored<bool>{.value = true,
                               .write = [&calls_stored = services_.calls, id = id_, paid,
                                         answers = std::move(answers)](durable::Transaction& transaction) {
                                 for (const store::Analysis& answer : answers)
                                   calls_stored.put_analysis(&transaction, answer);
                                 calls_stored.add_progress(&transaction, id, paid);
                               }};
}

std::vector<std::string> BatchJob::pending_calls() {
  std::vector<std::string> ids;
  services_.calls.for_each_call(id_, [&](const Call& call) {
    if (call.status == CallStatus::Pending) ids.push_back(call.id.str());
  });
  return ids;
}

// Written only when it says something new: a batch may be looked at for a day.
void BatchJob::announce(const std::optional<std::string>& code, const std::optional<std::string>& sentence) {
  if (sentence && sentence == announced_) {
    const auto job = services_.calls.find_job(id_);
    if (!job || job->status_message == sentence) return;
  }
  announced_ = sentence.value_or("");
  services_.calls.announce(id_, code, sentence, services_.clock.now_ms());
}

}  // namespace calltracker::pipeline
