// SPDX-License-Identifier: MIT
#pragma once

// The wire format of OpenAI's Chat Completions: what is sent, and what comes back by kind. Pure functions,
// without a connection.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/client.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "llm/providers/failures.hpp"
#include "llm/providers/http_model_client.hpp"

namespace calltracker::llm {

enum class ChatDialect {
  OpenAi,
  Compatible,  // a server that speaks the same language with fewer words
};

ProviderNames openai_names(ChatDialect dialect);

// A base URL that is a host alone gets the usual "/v1"; one with a path is taken as it is.
std::string openai_url(std::string_view base_url);

std::vector<http::Header> openai_headers(const std::string& api_key);

http::Body openai_body(const ModelRequest& request, const http::Body::Piece& quoted_input,
                       const ModelInfo& model, std::int64_t output_tokens_max, ChatDialect dialect);

std::variant<ProviderReply, ModelFailure> read_openai_response(const http::Response& response,
                                                               ChatDialect dialect);

// For a response whose status is not 200.
ModelFailure read_openai_failure(const http::Response& response, ChatDialect dialect);

}  // namespace calltracker::llm
