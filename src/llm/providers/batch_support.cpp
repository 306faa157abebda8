// SPDX-License-Identifier: MIT
#include "llm/providers/batch_support.hpp"

#include <fmt/format.h>

#include <future>
#include <utility>

#include "llm/providers/failures.hpp"

namespace calltracker::llm {
namespace {

double batch_cost_usd(const ModelInfo& model, const TokenUse& use) {
  return cost_usd(model, use, CacheLifetime::FiveMinutes, Delivery::Batch);
}

ModelFailure unusable(std::string code, std::string message, const ModelInfo& model, const TokenUse& use) {
  ModelFailure result = failure(FailureKind::Retry, std::move(code), std::move(message));
  result.tokens = use;
  result.cost_usd = batch_cost_usd(model, use);
  return result;
}

}  // namespace

http::Outcome send_and_wait(http::Client& http, http::Request request, std::stop_token stop) {
  std::promise<http::Outcome> promise;
  request.timeout = kBatchTransferTime;
  request.response_bytes_max = kBatchBytesMax;
  http.send(std::move(request), std::move(stop),
            [&promise](http::Outcome outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

ModelOutcome batch_outcome(std::variant<ProviderReply, ModelFailure> result, const ModelInfo& model,
                           const AnswerReader& answers, const json::value& schema) {
  if (auto* failed = std::get_if<ModelFailure>(&result)) {
    failed->cost_usd = batch_cost_usd(model, failed->tokens);
    return std::move(*failed);
  }
  auto& reply = std::get<ProviderReply>(result);
  if (reply.is_cut)
    return unusable("model-answer-cut", "the answer was cut at the output limit", model, reply.tokens);
  auto content = answers.read(reply.text, schema);
  if (const auto* problem = std::get_if<AnswerProblem>(&content)) {
    return unusable("model-answer-invalid", problem->reason, model, reply.tokens);
  }
  return ModelAnswer{.content = std::move(std::get<json::value>(content)),
                     .model = reply.model.empty() ? model.id : reply.model,
                     .request_id = reply.request_id,
                     .tokens = reply.tokens,
                     .cost_usd = batch_cost_usd(model, reply.tokens)};
}

ModelFailure batch_item_failed(std::string_view what) {
  return failure(FailureKind::Retry, "batch-item-failed",
                 fmt::format("the batch did not answer this: {}", what));
}

}  // namespace calltracker::llm
