// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "llm/json_schema.hpp"
#include "llm/providers/anthropic_messages.hpp"

namespace calltracker::llm {
namespace {

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
  messages.push_back(text_message(
      "user",
      fmt::format("The program that asked has checked the answer and cannot use it: {}. Give the whole "
                  "JSON document again with this corrected; leave the rest as it is.",
                  *request.rejection_reason)));
  return messages;
}

}  // namespace

json::object anthropic_body(const ModelRequest& request, const ModelInfo& model,
                            std::int64_t output_tokens_max) {
  const StageSettings settings = model.settings_for(request.stage);
  json::object output_config;
  if (settings.effort) output_config["effort"] = *settings.effort;
  if (request.schema != nullptr) {
    output_config["format"] = {{"type", "json_schema"}, {"schema", provider_schema(*request.schema)}};
  }
  json::object body{{"model", model.id},
                    {"max_tokens", output_tokens_max},
                    {"system", json::array{json::object{{"type", "text"},
                                                        {"text", request.instructions},
                                                        {"cache_control", {{"type", "ephemeral"}}}}}},
                    {"messages", messages_for(request)}};
  if (settings.thinking) body["thinking"] = {{"type", *settings.thinking}};
  if (!output_config.empty()) body["output_config"] = std::move(output_config);
  return body;
}

}  // namespace calltracker::llm
