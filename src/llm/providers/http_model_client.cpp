// SPDX-License-Identifier: MIT
#include "llm/providers/http_model_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "llm/answer_reader.hpp"
#include "llm/job_cost.hpp"
#include "llm/providers/failures.hpp"
#include "llm/request_prefix.hpp"
#include "llm/token_estimator.hpp"

namespace calltracker::llm {
namespace {

// A cut answer is asked for again with this much more room.
constexpr std::int64_t kLargerCapFactor = 4;

const json::value& any_json() {
  static const json::value schema = json::object{};
  return schema;
}

}  // namespace

struct HttpModelClient::Shared {
  std::unique_ptr<const WireFormat> format;
  std::shared_ptr<http::Client> http;
  std::shared_ptr<const ModelCatalog> catalog;
  AnswerReader answers;

  // One ask(): up to three requests, one after the other. Alive as long as a request is on its way.
  class Exchange;
};

class HttpModelClient::Shared::Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(std::shared_ptr<const Shared> shared, ModelInfo model, ModelRequest request, std::stop_token stop,
           std::function<void(ModelOutcome)> done)
      : shared_(std::move(shared)),
        model_(std::move(model)),
        request_(std::move(request)),
        stop_(std::move(stop)),
        done_(std::move(done)),
        output_tokens_max_(std::min<std::int64_t>(request_.output_tokens_max, model_.output_tokens_max)) {}

  // Thousands may wait for their answers at once: meanwhile the instructions, by far the longest part, are
  // kept once for all of them, and the conversation only as it is sent.
  void send() {
    if (input_ == nullptr) input_ = quoted_input(request_);
    http::Request request = shared_->format->to_http(request_, input_, model_, output_tokens_max_);
    prefix_ = prefix_of(request_);
    std::string().swap(request_.instructions);
    request_.input = nullptr;
    shared_->http->send(std::move(request), stop_, [self = this->shared_from_this()](http::Outcome outcome) {
      self->receive(std::move(outcome));
    });
  }

 private:
  void receive(http::Outcome outcome) {
    if (const auto* failure = std::get_if<http::TransportFailure>(&outcome)) {
      fail(shared_->format->read_transport_failure(*failure));
      return;
    }
    const auto& response = std::get<http::Response>(outcome);
    latency_ms_ += response.elapsed_ms;
    auto result = shared_->format->read(response);
    if (auto* failure = std::get_if<ModelFailure>(&result)) {
      add_use(failure->tokens);
      fail(std::move(*failure));
      return;
    }
    const auto& reply = std::get<ProviderReply>(result);
    add_use(reply.tokens);
    if (reply.is_cut) {
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
            .hint = "run the call again with another model"});
      return;
    }
    is_cap_raised_ = true;
    output_tokens_max_ = larger;
    send_again();
  }

  void accept(const ProviderReply& reply) {
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
            .hint = "run the call again, or with another model"});
      return;
    }
    is_corrected_ = true;
    request_.rejected_answer = answer;
    request_.rejection_reason = reason;
    send_again();
  }

  void send_again() {
    request_.instructions = prefix_->instructions_text;
    request_.input = parse_json(parse_json(*input_, "the quoted input").get_string(), "the input");
    RequestEstimate estimate = estimate_request(request_, model_);
    if (request_.rejected_answer) estimate.input_tokens += estimate_tokens(*request_.rejected_answer, model_);
    if (!request_.may_cost_more ||
        request_.may_cost_more(cost_max_usd(model_, estimate, output_tokens_max_))) {
      return send();
    }
    fail({.kind = FailureKind::Pause,
          .code = std::string(kBudgetReached),
          .message = "an answer could not be used, and asking for it again might pass the job's budget",
          .hint = "resume with a higher --budget"});
  }

  // Each request is priced on its own, since the price depends on its length.
  void add_use(const TokenUse& use) {
    tokens_ += use;
    cost_usd_ += llm::cost_usd(model_, use);
  }

  void fail(ModelFailure failure) {
    const std::string_view secret = shared_->format->secret();
    for (std::size_t at = 0; !secret.empty() && (at = failure.message.find(secret)) != std::string::npos;) {
      failure.message.replace(at, secret.size(), "***");
    }
    failure.tokens = tokens_;
    failure.cost_usd = cost_usd_;
    finish(std::move(failure));
  }

  void finish(ModelOutcome outcome) { std::exchange(done_, nullptr)(std::move(outcome)); }

  const std::shared_ptr<const Shared> shared_;
  const ModelInfo model_;
  ModelRequest request_;
  std::shared_ptr<const RequestPrefix> prefix_;  // of the request, once it is sent
  http::Body::Piece input_;
  const std::stop_token stop_;
  std::function<void(ModelOutcome)> done_;
  std::int64_t output_tokens_max_;
  bool is_cap_raised_ = false;
  bool is_corrected_ = false;
  TokenUse tokens_;
  double cost_usd_ = 0;
  std::int64_t latency_ms_ = 0;
};

HttpModelClient::HttpModelClient(std::unique_ptr<const WireFormat> format, std::shared_ptr<http::Client> http,
                                 std::shared_ptr<const ModelCatalog> catalog) {
  auto shared = std::make_shared<Shared>();
  shared->format = std::move(format);
  shared->http = std::move(http);
  shared->catalog = std::move(catalog);
  shared_ = std::move(shared);
}

std::string_view HttpModelClient::provider() const {
  return shared_->format->provider();
}

void HttpModelClient::ask(ModelRequest request, std::stop_token stop,
                          std::function<void(ModelOutcome)> done) {
  auto model = shared_->catalog->describe(provider(), request.model);
  if (!model) {
    done(failure(FailureKind::Pause, "model-unknown",
                 fmt::format("the model \"{}\" is not known", truncate_utf8(request.model, 80)),
                 "calltracker models lists those that are"));
    return;
  }
  std::make_shared<Shared::Exchange>(shared_, std::move(*model), std::move(request), std::move(stop),
                                     std::move(done))
      ->send();
}

}  // namespace calltracker::llm
