// SPDX-License-Identifier: MIT
#pragma once

// The model port over HTTP, for any provider whose wire format is given.
//
// One ask() is at most three requests: an answer cut at the output limit is asked for again once with a
// larger one, an answer that does not conform to its schema once with the reason. Everything else that fails
// is reported by kind and left to the caller's retry policy. Tokens and cost of all requests are in the
// outcome.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "http/client.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

struct ProviderReply {
  bool is_cut = false;  // the output limit was reached: the text is a beginning
  std::string text;
  std::string model;
  std::string request_id;
  TokenUse tokens;
  RateLimitReading rate_limits;
};

// What is sent, and what comes back by kind. Without state: used by several requests at once.
class WireFormat {
 public:
  virtual ~WireFormat() = default;
  virtual std::string_view provider() const = 0;
  // The request's input comes apart, ready as it is sent.
  virtual http::Request to_http(const ModelRequest& request, const http::Body::Piece& quoted_input,
                                const ModelInfo& model, std::int64_t output_tokens_max) const = 0;
  // Failures carry the tokens that were billed all the same, but no cost.
  virtual std::variant<ProviderReply, ModelFailure> read(const http::Response& response) const = 0;
  // Never shown, even where a server repeats it.
  virtual std::string_view secret() const = 0;
  virtual ModelFailure read_transport_failure(const http::TransportFailure& failure) const = 0;
};

class HttpModelClient final : public ModelClient {
 public:
  HttpModelClient(std::unique_ptr<const WireFormat> format, std::shared_ptr<http::Client> http,
                  std::shared_ptr<const ModelCatalog> catalog);

  std::string_view provider() const override;
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  struct Shared;
  std::shared_ptr<const Shared> shared_;
};

}  // namespace calltracker::llm
