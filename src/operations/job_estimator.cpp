// SPDX-License-Identifier: MIT
#include "operations/job_estimator.hpp"

#include "gold/gold_request.hpp"
#include "llm/analysis_key.hpp"
#include "llm/token_estimator.hpp"
#include "pipeline/answer_keys.hpp"
#include "pipeline/second_scoring.hpp"
#include "silver/silver_answer.hpp"
#include "silver/silver_request.hpp"
#include "silver/triage_rules.hpp"

namespace calltracker::operations {
namespace {

// Looking for stored answers builds the whole request; in a longer log the rest is taken as not answered yet.
constexpr std::int64_t kCallsLookedUpMax = 2000;

// Of the calls that rules cannot decide, so many are sales calls.
constexpr double kGoldShare = 0.8;

// {"n":12,"speaker":"caller","text":""}
constexpr std::int64_t kTurnOverheadTokens = 13;

}  // namespace

JobEstimator::JobEstimator(Services& services, const JobOptions& options)
    : services_(services),
      silver_model_(
          services.catalog.require(options.provider, options.silver_model, services.clock.now_ms())),
      gold_model_(services.catalog.require(options.provider, options.gold_model, services.clock.now_ms())),
      concurrency_(options.concurrency),
      is_free_(silver_model_.is_free() && gold_model_.is_free()),
      options_(options),
      silver_(silver_model_),
      gold_(gold_model_) {
  const CallRecord nothing;
  silver_instruction_tokens_ =
      llm::estimate_request(silver::make_silver_request(nothing, services.workspace(), silver_model_),
                            silver_model_)
          .instruction_tokens;
  gold_instruction_tokens_ =
      llm::estimate_request(gold::make_gold_request(nothing, services.workspace(), gold_model_), gold_model_)
          .instruction_tokens;
}

llm::RequestEstimate JobEstimator::request_of(const CallRecord& record, const llm::ModelInfo& model,
                                              std::int64_t instruction_tokens,
                                              std::int64_t answer_words) const {
  llm::RequestEstimate request{.instruction_tokens = instruction_tokens,
                               .output_tokens = llm::tokens_of_words(answer_words, model)};
  if (is_free_) return request;
  for (const Turn& turn : record.turns)
    request.input_tokens += llm::estimate_tokens(turn.text, model) + kTurnOverheadTokens;
  return request;
}

JobEstimator::Reuse JobEstimator::find_answers(const Call& call) const {
  const CallRecord& record = call.record;
  Reuse reuse;
  const auto silver = services_.calls.find_analysis(llm::analysis_key(
      silver::make_silver_request(record, services_.workspace(), silver_model_), silver_model_));
  if (!silver) return reuse;
  reuse.silver = true;
  const auto findings = silver::read_silver_answer(parse_json(silver->answer_json, "a stored answer"), record,
                                                   services_.workspace());
  reuse.needs_gold = gold::needs_gold(findings.triage);
  if (!*reuse.needs_gold) return reuse;
  const std::string gold_key =
      llm::analysis_key(gold::make_gold_request(record, services_.workspace(), gold_model_), gold_model_);
  reuse.gold = services_.calls.find_analysis(gold_key).has_value();
  reuse.second_gold =
      options_.double_score && services_.calls.find_analysis(pipeline::second_key(gold_key)).has_value();
  return reuse;
}

void JobEstimator::add(const Call& call) {
  if (call.status != CallStatus::Pending) return;
  if (silver::triage_by_rules(call.record, services_.workspace())) {
    silver_.skip();
    return;
  }
  Reuse reuse;
  if (!is_free_ && calls_looked_up_++ < kCallsLookedUpMax) reuse = find_answers(call);
  if (reuse.silver) {
    silver_.reuse();
  } else {
    silver_.add(request_of(call.record, silver_model_, silver_instruction_tokens_, llm::kSilverAnswerWords),
                1);
  }
  if (!reuse.needs_gold.value_or(true)) return;
  const llm::RequestEstimate gold =
      request_of(call.record, gold_model_, gold_instruction_tokens_, llm::kGoldAnswerWords);
  const double share = reuse.needs_gold ? 1 : kGoldShare;
  if (reuse.gold) {
    gold_.reuse();
  } else {
    gold_.add(gold, share);
  }
  if (options_.double_score) add_second_scoring(call, gold, share, reuse.second_gold);
}

void JobEstimator::add_second_scoring(const Call& call, const llm::RequestEstimate& request, double share,
                                      bool is_stored) {
  const Standby candidate{.draw = pipeline::draw_of(call.content_hash),
                          .request = request,
                          .share = share,
                          .is_stored = is_stored};
  if (!pipeline::is_scored_twice(options_, call.content_hash)) {
    if (!standby_ || candidate.draw < standby_->draw) standby_ = candidate;
    return;
  }
  is_second_chosen_ = true;
  if (is_stored) {
    gold_.reuse();
  } else {
    gold_.add(request, share);
  }
}

llm::JobEstimate JobEstimator::estimate() const {
  llm::StageTally gold = gold_;
  if (!is_second_chosen_ && standby_) {
    if (standby_->is_stored) {
      gold.reuse();
    } else {
      gold.add(standby_->request, standby_->share);
    }
  }
  return llm::estimate_job_cost(silver_, gold, concurrency_);
}

}  // namespace calltracker::operations
