// SPDX-License-Identifier: MIT
#include "llm/providers/anthropic.hpp"

#include <utility>

#include "llm/providers/anthropic_messages.hpp"
#include "llm/providers/failures.hpp"

namespace calltracker::llm {
namespace {

class AnthropicFormat final : public WireFormat {
 public:
  explicit AnthropicFormat(AnthropicOptions options)
      : options_(std::move(options)), url_(anthropic_url(options_.base_url) + "/messages") {}

  std::string_view provider() const override { return "anthropic"; }

  http::Request to_http(const ModelRequest& request, const http::Body::Piece& quoted_input,
                        const ModelInfo& model, std::int64_t output_tokens_max) const override {
    return {.method = "POST",
            .url = url_,
            .headers = anthropic_headers(options_.api_key),
            .body = anthropic_body(request, quoted_input, model, output_tokens_max),
            .timeout = options_.timeout};
  }

  std::variant<ProviderReply, ModelFailure> read(const http::Response& response) const override {
    return read_anthropic_response(response);
  }

  std::string_view secret() const override { return options_.api_key; }

  ModelFailure read_transport_failure(const http::TransportFailure& failure) const override {
    return transport_failure(failure, kAnthropicNames);
  }

 private:
  const AnthropicOptions options_;
  const std::string url_;
};

}  // namespace

std::shared_ptr<ModelClient> make_anthropic_client(AnthropicOptions options,
                                                   std::shared_ptr<http::Client> http,
                                                   std::shared_ptr<const ModelCatalog> catalog) {
  return std::make_shared<HttpModelClient>(std::make_unique<AnthropicFormat>(std::move(options)),
                                           std::move(http), std::move(catalog));
}

}  // namespace calltracker::llm
