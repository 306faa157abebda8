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

json::object anthropic_body(const ModelRequest& request, const ModelInfo& model,
                            std::int64_t output_tokens_max) {
  const StageSettings settings = model.settings_for(request.stage);
  json::object output_config;
  if (settings.effort) output_config["effort"] = *settings.effort;
  if (request.schema != nullptr) {
    output_config["format"] = {{"type", "json_schema"}, {"schema", prefix_of(request)->provider_schema}};
  }
  json::object instructions{{"type", "text"}, {"text", request.instructions}};
  if (request.caches_instructions) instructions["cache_control"] = {{"type", "ephemeral"}};
  json::object body{{"model", model.id},
                    {"max_tokens", output_tokens_max},
                    {"system", json::array{std::move(instructions)}},
                    {"messages", messages_for(request)}};
  if (settings.thinking) body["thinking"] = {{"type", *settings.thinking}};
  if (!output_config.empty()) body["output_config"] = std::move(output_config);
  return body;
}

}  // namespace calltracker::llm
