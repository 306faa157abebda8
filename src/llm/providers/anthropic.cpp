// SPDX-License-Identifier: MIT
#include "llm/providers/anthropic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "llm/answer_reader.hpp"
#include "llm/providers/anthropic_messages.hpp"

namespace calltracker::llm {
namespace {

// A cut answer is asked for again with this much more room.
constexpr std::int64_t kLargerCapFactor = 4;

const json::value& any_json() {
  static const json::value schema = json::object{};
  return schema;
}

}  // namespace

struct AnthropicClient::Shared {
  AnthropicOptions options;
  std::string url;
  std::shared_ptr<http::Client> http;
  std::shared_ptr<const ModelCatalog> catalog;
  AnswerReader answers;

  // One ask(): up to three requests, one after the other. Alive as long as a request is on its way.
  class Exchange;
};

class AnthropicClient::Shared::Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(std::shared_ptr<const Shared> shared, const ModelInfo& model, ModelRequest request,
           std::stop_token stop, std::function<void(ModelOutcome)> done)
      : shared_(std::move(shared)),
        model_(model),
        request_(std::move(request)),
        stop_(std::move(stop)),
        done_(std::move(done)),
        output_tokens_max_(std::min<std::int64_t>(request_.output_tokens_max, model.output_tokens_max)) {}

  void send() {
    http::Request request{.method = "POST",
                          .url = shared_->url,
                          .headers = anthropic_headers(shared_->options.api_key),
                          .body = to_json_text(anthropic_body(request_, model_, output_tokens_max_)),
                          .timeout = shared_->options.timeout};
    shared_->http->send(std::move(request), stop_, [self = this->shared_from_this()](http::Outcome outcome) {
      self->receive(std::move(outcome));
    });
  }

 private:
  void receive(http::Outcome outcome) {
    if (const auto* failure = std::get_if<http::TransportFailure>(&outcome)) {
      fail(anthropic_transport_failure(*failure));
      return;
    }
    const auto& response = std::get<http::Response>(outcome);
    latency_ms_ += response.elapsed_ms;
    auto result = read_anthropic_response(response);
    if (auto* failure = std::get_if<ModelFailure>(&result)) {
      add_use(failure->tokens);
      fail(std::move(*failure));
      return;
    }
    const auto& reply = std::get<AnthropicReply>(result);
    add_use(reply.tokens);
    if (reply.stop == AnthropicStop::Cut) {
      ask_with_more_room();
    } else {
      accept(reply);
    }
  }

  void ask_with_more_room() {
    const std::int64_t larger = std::min(output_tokens_max_ * kLargerCapFactor, model_.output_tokens_max);
    if (is_cap_raised_ || larger <= output_tokens_max_) {
      fail({.kind = FailureKind::GiveUp,
            .code = "model-answer-cut",
            .message = "the answer does not fit into the model's output limit",
            .hint = "run the call again with another model",
            .retry_after_ms = std::nullopt});
      return;
    }
    is_cap_raised_ = true;
    output_tokens_max_ = larger;
    send();
  }

  void accept(const AnthropicReply& reply) {
    auto content =
        shared_->answers.read(reply.text, request_.schema == nullptr ? any_json() : *request_.schema);
    if (const auto* problem = std::get_if<AnswerProblem>(&content)) {
      ask_for_correction(reply.text, problem->reason);
      return;
    }
    finish(ModelAnswer{.content = std::move(std::get<json::value>(content)),
                       .model = reply.model.empty() ? model_.id : reply.model,
                       .request_id = reply.request_id,
                       .tokens = tokens_,
                       .cost_usd = cost_usd_,
                       .latency_ms = latency_ms_,
                       .rate_limits = reply.rate_limits});
  }

  void ask_for_correction(const std::string& answer, const std::string& reason) {
    if (is_corrected_) {
      fail({.kind = FailureKind::GiveUp,
            .code = "model-answer-invalid",
            .message =
                fmt::format("the answer does not conform to its schema, also when asked again: {}", reason),
            .hint = "run the call again, or with another model",
            .retry_after_ms = std::nullopt});
      return;
    }
    is_corrected_ = true;
    request_.rejected_answer = answer;
    request_.rejection_reason = reason;
    send();
  }

  // Each request is priced on its own, since the price depends on its length.
  void add_use(const TokenUse& use) {
    tokens_ += use;
    cost_usd_ += llm::cost_usd(model_, use);
  }

  void fail(ModelFailure failure) {
    failure.tokens = tokens_;
    failure.cost_usd = cost_usd_;
    finish(std::move(failure));
  }

  void finish(ModelOutcome outcome) { std::exchange(done_, nullptr)(std::move(outcome)); }

  const std::shared_ptr<const Shared> shared_;
  const ModelInfo& model_;  // in the catalogue, which shared_ keeps
  ModelRequest request_;
  const std::stop_token stop_;
  std::function<void(ModelOutcome)> done_;
  std::int64_t output_tokens_max_;
  bool is_cap_raised_ = false;
  bool is_corrected_ = false;
  TokenUse tokens_;
  double cost_usd_ = 0;
  std::int64_t latency_ms_ = 0;
};

AnthropicClient::AnthropicClient(AnthropicOptions options, std::shared_ptr<http::Client> http,
                                 std::shared_ptr<const ModelCatalog> catalog) {
  auto shared = std::make_shared<Shared>();
  shared->url = anthropic_url(options.base_url) + "/messages";
  shared->options = std::move(options);
  shared->http = std::move(http);
  shared->catalog = std::move(catalog);
  shared_ = std::move(shared);
}

void AnthropicClient::ask(ModelRequest request, std::stop_token stop,
                          std::function<void(ModelOutcome)> done) {
  const ModelInfo* model = shared_->catalog->find(request.model);
  if (model == nullptr) {
    done(ModelFailure{
        .kind = FailureKind::Pause,
        .code = "model-unknown",
        .message = fmt::format("the model \"{}\" is not known", truncate_utf8(request.model, 80)),
        .hint = "calltracker config show lists the models",
        .retry_after_ms = std::nullopt});
    return;
  }
  std::make_shared<Shared::Exchange>(shared_, *model, std::move(request), std::move(stop), std::move(done))
      ->send();
}

}  // namespace calltracker::llm
