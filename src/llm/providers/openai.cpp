// SPDX-License-Identifier: MIT
#include "llm/providers/openai.hpp"

#include <utility>

#include "base/text.hpp"
#include "llm/providers/openai_chat.hpp"

namespace calltracker::llm {
namespace {

constexpr std::string_view kOpenAiHost = "api.openai.com";
// Names below .localhost always mean this machine.
constexpr std::string_view kOpenAiRehearsalHost = "api.openai.com.localhost";

class OpenAiFormat final : public WireFormat {
 public:
  explicit OpenAiFormat(OpenAiOptions options)
      : options_(std::move(options)),
        dialect_(is_openai_itself(options_.base_url) ? ChatDialect::OpenAi : ChatDialect::Compatible),
        url_(openai_url(options_.base_url) + "/chat/completions") {}

  std::string_view provider() const override { return "openai"; }

  http::Request to_http(const ModelRequest& request, const http::Body::Piece& quoted_input,
                        const ModelInfo& model, std::int64_t output_tokens_max) const override {
    return {.method = "POST",
            .url = url_,
            .headers = openai_headers(options_.api_key),
            .body = openai_body(request, quoted_input, model, output_tokens_max, dialect_),
            .timeout = options_.timeout};
  }

  std::variant<ProviderReply, ModelFailure> read(const http::Response& response) const override {
    return read_openai_response(response, dialect_);
  }

  std::string_view secret() const override { return options_.api_key; }

  ModelFailure read_transport_failure(const http::TransportFailure& failure) const override {
    return transport_failure(failure, openai_names(dialect_));
  }

 private:
  const OpenAiOptions options_;
  const ChatDialect dialect_;
  const std::string url_;
};

}  // namespace

bool is_openai_itself(std::string_view base_url) {
  const std::size_t scheme = base_url.find("://");
  if (scheme != std::string_view::npos) base_url.remove_prefix(scheme + 3);
  const std::string_view host = base_url.substr(0, base_url.find_first_of("/:"));
  return equals_ignoring_case(host, kOpenAiHost) || equals_ignoring_case(host, kOpenAiRehearsalHost);
}

std::shared_ptr<ModelClient> make_openai_client(OpenAiOptions options, std::shared_ptr<http::Client> http,
                                                std::shared_ptr<const ModelCatalog> catalog) {
  return std::make_shared<HttpModelClient>(std::make_unique<OpenAiFormat>(std::move(options)),
                                           std::move(http), std::move(catalog));
}

}  // namespace calltracker::llm
