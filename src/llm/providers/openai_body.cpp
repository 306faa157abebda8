// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "llm/providers/correction.hpp"
#include "llm/providers/openai_chat.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

std::string text_message(std::string_view role, std::string_view text) {
  return to_json_text({{"role", role}, {"content", text}});
}

// What follows the conversation: an answer to be corrected, and why.
std::string correction_messages(const ModelRequest& request) {
  std::string messages;
  if (!request.rejection_reason) return messages;
  if (request.rejected_answer && !request.rejected_answer->empty()) {
    messages += "," + text_message("assistant", *request.rejected_answer);
  }
  return messages + "," + text_message("user", correction_request(*request.rejection_reason));
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

// The long part is the same for every request of a stage, so ready pieces are put together. Texts are plain
// strings: not every server understands parts.
http::Body openai_body(const ModelRequest& request, const http::Body::Piece& quoted_input,
                       const ModelInfo& model, std::int64_t output_tokens_max, ChatDialect dialect) {
  const auto prefix = prefix_of(request);
  http::Body body;
  body.append(R"({"model":)" + to_json_text(json::value(model.id)) +
              R"(,"messages":[{"role":"system","content":)");
  body.append(instructions_piece(prefix));
  body.append(R"(},{"role":"user","content":)");
  body.append(quoted_input);
  std::string rest = "}" + correction_messages(request) + "]";
  if (request.schema != nullptr) {
    body.append(rest + fmt::format(R"(,"response_format":{{"type":"json_schema","json_schema":)"
                                   R"({{"name":{},"strict":true,"schema":)",
                                   to_json_text(json::value(request.schema_name))));
    body.append(schema_piece(prefix));
    rest = "}}";
  }
  if (const auto effort = model.settings_for(request.stage).effort) {
    rest += R"(,"reasoning_effort":)" + to_json_text(json::value(*effort));
  }
  if (dialect == ChatDialect::Compatible) {
    rest += fmt::format(R"(,"max_tokens":{}}})", output_tokens_max);
  } else {
    rest += fmt::format(R"(,"max_completion_tokens":{},"store":false,"prompt_cache_key":{}}})",
                        output_tokens_max, to_json_text(json::value(cache_key(request))));
  }
  body.append(std::move(rest));
  return body;
}

}  // namespace calltracker::llm
