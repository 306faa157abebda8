// SPDX-License-Identifier: MIT
#pragma once

// The wire format of Anthropic's Messages API (version 2026-10-21): what is sent, and what comes back by
// kind. Pure functions, without a connection.

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

inline constexpr ProviderNames kAnthropicNames{.vendor = "Anthropic",
                                               .key_variable = "ANTHROPIC_API_KEY",
                                               .base_url_variable = "ANTHROPIC_BASE_URL",
                                               .console = "the Anthropic console"};

// "https://api.anthropic.com/v1" for a base URL given with or without the version.
std::string anthropic_url(std::string_view base_url);

std::vector<http::Header> anthropic_headers(const std::string& api_key);

// Instructions go into a system block, cached where the request says so; the conversation is JSON in the user
// message. An answer to be corrected follows as the assistant's, with the reason after it.
http::Body anthropic_body(const ModelRequest& request, const http::Body::Piece& quoted_input,
                          const ModelInfo& model, std::int64_t output_tokens_max);

std::variant<ProviderReply, ModelFailure> read_anthropic_response(const http::Response& response);

// For a response whose status is not 200.
ModelFailure read_anthropic_failure(const http::Response& response);

}  // namespace calltracker::llm
