// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "llm/providers/anthropic_messages.hpp"
#include "llm/providers/correction.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

constexpr std::string_view kApiVersion = "2026-10-21";

std::string text_message(std::string_view role, std::string_view text) {
  return to_json_text(
      {{"role", role}, {"content", json::array{json::object{{"type", "text"}, {"text", text}}}}});
}

// What follows the conversation: an answer to be corrected, and why.
std::string correction_messages(const ModelRequest& request) {
  std::string messages;
  if (!request.rejection_reason) return messages;
  // The API refuses empty texts, and an answer may have been empty.
  if (request.rejected_answer && !request.rejected_answer->empty()) {
    messages += "," + text_message("assistant", *request.rejected_answer);
  }
  return messages + "," + text_message("user", correction_request(*request.rejection_reason));
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
http::Body anthropic_body(const ModelRequest& request, const http::Body::Piece& quoted_input,
                          const ModelInfo& model, std::int64_t output_tokens_max) {
  const StageSettings settings = model.settings_for(request.stage);
  const auto prefix = prefix_of(request);
  http::Body body;
  body.append(fmt::format(R"({{"model":{},"max_tokens":{},"system":[{{"type":"text","text":)",
                          to_json_text(json::value(model.id)), output_tokens_max));
  body.append(instructions_piece(prefix));
  body.append(fmt::format(R"({}}}],"messages":[{{"role":"user","content":[{{"type":"text","text":)",
                          request.caches_instructions ? R"(,"cache_control":{"type":"ephemeral"})" : ""));
  body.append(quoted_input);
  std::string rest = "}]}" + correction_messages(request) + "]";
  if (settings.thinking) rest += R"(,"thinking":)" + to_json_text({{"type", *settings.thinking}});
  if (!settings.effort && request.schema == nullptr) {
    body.append(rest + "}");
    return body;
  }
  rest += R"(,"output_config":{)";
  if (settings.effort) rest += R"("effort":)" + to_json_text(json::value(*settings.effort));
  if (request.schema == nullptr) {
    body.append(rest + "}}");
    return body;
  }
  if (settings.effort) rest += ',';
  body.append(rest + R"("format":{"type":"json_schema","schema":)");
  body.append(schema_piece(prefix));
  body.append("}}}");
  return body;
}

}  // namespace calltracker::llm
