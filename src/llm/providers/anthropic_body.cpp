// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "llm/providers/anthropic_messages.hpp"
#include "llm/providers/correction.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

constexpr std::string_view kApiVersion = "2026-10-21";

json::object text_message(std::string_view role, std::string_view text) {
  return {{"role", role}, {"content", json::array{json::object{{"type", "text"}, {"text", text}}}}};
}

json::array messages_for(const ModelRequest& request) {
  json::array messages{text_message("user", to_json_text(request.input))};
  if (!request.rejection_reason) return messages;
  // The API refuses empty texts, and an answer may have been empty.
  if (request.rejected_answer && !request.rejected_answer->empty()) {
    messages.push_back(text_message("assistant", *request.rejected_answer));
  }
  messages.push_back(text_message("user", correction_request(*request.rejection_reason)));
  return messages;
}

}  // namespace

std::string anthropic_url(std::string_view base_url) {
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  if (base_url.ends_with("/v1")) base_url.remove_suffix(3);
  return fmt::format("{}/v1", base_url);
}

std::vector<http::Header> anthropic_headers(const std::string& api_key) {
  return {{.name = "x-api-key", .value = api_key},
          {.name = "anthropic-version", .value = std::string(kApiVersion)},
          {.name = "content-type", .value = "application/json"},
          {.name = "accept", .value = "application/json"}};
}

// The long part is the same for every request of a stage, so ready pieces are put together.
std::string anthropic_body(const ModelRequest& request, const ModelInfo& model,
                           std::int64_t output_tokens_max) {
  const StageSettings settings = model.settings_for(request.stage);
  const auto prefix = prefix_of(request);
  const std::string messages = to_json_text(messages_for(request));
  std::string body;
  constexpr std::size_t kRestBytes = 400;
  body.reserve(prefix->instructions_json.size() + prefix->provider_schema_json.size() + messages.size() +
               kRestBytes);
  body += fmt::format(R"({{"model":{},"max_tokens":{},"system":[{{"type":"text","text":)",
                      to_json_text(json::value(model.id)), output_tokens_max);
  body += prefix->instructions_json;
  if (request.caches_instructions) body += R"(,"cache_control":{"type":"ephemeral"})";
  body += R"(}],"messages":)";
  body += messages;
  if (settings.thinking) body += R"(,"thinking":)" + to_json_text({{"type", *settings.thinking}});
  if (settings.effort || request.schema != nullptr) {
    body += R"(,"output_config":{)";
    if (settings.effort) body += R"("effort":)" + to_json_text(json::value(*settings.effort));
    if (settings.effort && request.schema != nullptr) body += ',';
    if (request.schema != nullptr) {
      body += R"("format":{"type":"json_schema","schema":)";
      body += prefix->provider_schema_json;
      body += '}';
    }
    body += '}';
  }
  body += '}';
  return body;
}

}  // namespace calltracker::llm
