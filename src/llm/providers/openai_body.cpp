// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "llm/providers/correction.hpp"
#include "llm/providers/openai_chat.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

json::object text_message(std::string_view role, std::string_view text) {
  return {{"role", role}, {"content", text}};
}

// Without the instructions, which go first. Texts are plain strings: not every server understands parts.
json::array messages_for(const ModelRequest& request) {
  json::array messages{text_message("user", to_json_text(request.input))};
  if (!request.rejection_reason) return messages;
  if (request.rejected_answer && !request.rejected_answer->empty()) {
    messages.push_back(text_message("assistant", *request.rejected_answer));
  }
  messages.push_back(text_message("user", correction_request(*request.rejection_reason)));
  return messages;
}

// Requests with the same beginning are sent to the same machine, whose cache they share.
std::string cache_key(const ModelRequest& request) {
  constexpr std::size_t kKeyLength = 32;
  return fmt::format("{}-{}", request.schema_name,
                     prefix_of(request)->instructions_sha256.substr(0, kKeyLength));
}

}  // namespace

std::string openai_url(std::string_view base_url) {
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  const std::size_t scheme = base_url.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  const bool has_path = base_url.find('/', host) != std::string_view::npos;
  return has_path ? std::string(base_url) : fmt::format("{}/v1", base_url);
}

std::vector<http::Header> openai_headers(const std::string& api_key) {
  std::vector<http::Header> headers{{.name = "content-type", .value = "application/json"},
                                    {.name = "accept", .value = "application/json"}};
  if (!api_key.empty()) headers.push_back({.name = "authorization", .value = "Bearer " + api_key});
  return headers;
}

// The long part is the same for every request of a stage, so ready pieces are put together.
std::string openai_body(const ModelRequest& request, const ModelInfo& model, std::int64_t output_tokens_max,
                        ChatDialect dialect) {
  const auto prefix = prefix_of(request);
  const std::string messages = to_json_text(messages_for(request));
  std::string body;
  constexpr std::size_t kRestBytes = 400;
  body.reserve(prefix->instructions_json.size() + prefix->provider_schema_json.size() + messages.size() +
               kRestBytes);
  body += R"({"model":)" + to_json_text(json::value(model.id));
  body += R"(,"messages":[{"role":"system","content":)";
  body += prefix->instructions_json;
  body += "},";
  body.append(messages, 1);  // without its bracket
  if (request.schema != nullptr) {
    body += fmt::format(
        R"(,"response_format":{{"type":"json_schema","json_schema":{{"name":{},"strict":true,"schema":)",
        to_json_text(json::value(request.schema_name)));
    body += prefix->provider_schema_json;
    body += "}}";
  }
  if (const auto effort = model.settings_for(request.stage).effort) {
    body += R"(,"reasoning_effort":)" + to_json_text(json::value(*effort));
  }
  if (dialect == ChatDialect::Compatible) {
    body += fmt::format(R"(,"max_tokens":{}}})", output_tokens_max);
    return body;
  }
  body += fmt::format(R"(,"max_completion_tokens":{},"store":false,"prompt_cache_key":{}}})",
                      output_tokens_max, to_json_text(json::value(cache_key(request))));
  return body;
}

}  // namespace calltracker::llm
