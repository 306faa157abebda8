// SPDX-License-Identifier: MIT
#pragma once

// Anthropic's Messages API behind the model port.
//
// One ask() is at most three requests: an answer cut at the output limit is asked for again once with a
// larger one, an answer that does not conform to its schema once with the reason. Everything else that fails
// is reported by kind and left to the caller's retry policy. Tokens and cost of all requests are in the
// outcome.
//
// The key is sent in a header and appears nowhere else.

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "http/client.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

struct AnthropicOptions {
  std::string api_key;
  std::string base_url = "https://api.anthropic.com";
  std::chrono::milliseconds timeout{300'000};
};

class AnthropicClient final : public ModelClient {
 public:
  AnthropicClient(AnthropicOptions options, std::shared_ptr<http::Client> http,
                  std::shared_ptr<const ModelCatalog> catalog);

  std::string_view provider() const override { return "anthropic"; }
  void ask(ModelRequest request, std::stop_token stop, std::function<void(ModelOutcome)> done) override;

 private:
  struct Shared;
  std::shared_ptr<const Shared> shared_;
};

}  // namespace calltracker::llm
