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

namespace calltracker::llm {

// "https://api.anthropic.com/v1" for a base URL given with or without the version.
std::string anthropic_url(std::string_view base_url);

std::vector<http::Header> anthropic_headers(const std::string& api_key);

// Instructions go into a cached system block; the conversation is JSON in the user message. An answer to be
// corrected follows as the assistant's, with the reason after it.
json::object anthropic_body(const ModelRequest& request, const ModelInfo& model,
                            std::int64_t output_tokens_max);

enum class AnthropicStop {
  Complete,
  Cut,  // the output limit was reached: the text is a beginning
};

struct AnthropicReply {
  AnthropicStop stop = AnthropicStop::Complete;
  std::string text;  // all text blocks together; thinking is left aside
  std::string model;
  std::string request_id;
  TokenUse tokens;
  RateLimitReading rate_limits;
};

// Failures carry the tokens that were billed all the same, but no cost.
std::variant<AnthropicReply, ModelFailure> read_anthropic_response(const http::Response& response);

// For a response whose status is not 200.
ModelFailure read_anthropic_failure(const http::Response& response);

ModelFailure anthropic_transport_failure(const http::TransportFailure& failure);

}  // namespace calltracker::llm
