// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "llm/providers/anthropic_messages.hpp"
#include "llm/providers/rate_limit_headers.hpp"
#include "llm/providers/reply_json.hpp"

namespace calltracker::llm {
namespace {

// Texts of invalid requests that would be refused for every call alike.
constexpr std::array<std::string_view, 5> kRefusesAllCalls = {"too complex", "is not supported",
                                                              "Extra inputs are not permitted",
                                                              "output_config", "anthropic-version"};

struct ServerError {
  int status = 0;
  std::string type;
  std::string code;
  std::string message;
  std::string request_id;
};

std::string request_id_of(const http::Response& response, const json::value* body) {
  const auto header = response.header("request-id");
  return header ? std::string(*header) : text_member(body, "request_id");
}

ServerError read_error(const http::Response& response) {
  const auto body = parse_reply(response.body);
  const json::value* root = body ? &body->value() : nullptr;
  const json::value* error = member(root, "error");
  return {.status = response.status,
          .type = text_member(error, "type"),
          .code = text_member(member(error, "details"), "error_code"),
          .message = text_member(error, "message"),
          .request_id = request_id_of(response, root)};
}

ModelFailure invalid_request(const ServerError& error) {
  const auto mentions = [&error](std::string_view part) {
    return contains_ignoring_case(error.message, part);
  };
  if (mentions("credit balance is too low")) return no_credit(kAnthropicNames);
  if (mentions("specified API usage limits")) return spend_limit(kAnthropicNames);
  if (mentions("too long")) return input_too_long();
  return std::any_of(kRefusesAllCalls.begin(), kRefusesAllCalls.end(), mentions)
             ? settings_refused(kAnthropicNames, error.message)
             : request_invalid(kAnthropicNames, error.message);
}

// Every error of the API names its type; one that does not comes from a proxy or another server.
bool is_of_the_api(const ServerError& error) {
  return !error.type.empty() || error.status == 413 || error.status >= 429;
}

ModelFailure classify(const ServerError& error) {
  if (!is_of_the_api(error)) return address_wrong(kAnthropicNames, error.status);
  switch (error.status) {
    case 400:
    case 422:
      return invalid_request(error);
    case 401:
      return key_invalid(kAnthropicNames);
    case 402:
      return no_credit(kAnthropicNames);
    case 403:
      return not_permitted(kAnthropicNames);
    case 404:
      return model_not_found(kAnthropicNames);
    case 413:
      return input_too_long();
    case 429:
      return error.code == "enforced_spend_limit_reached" || error.code == "contract_spend_limit_reached"
                 ? spend_limit(kAnthropicNames)
                 : rate_limited(kAnthropicNames);
    case 408:
    case 504:
      return server_timeout(kAnthropicNames);
    case 409:
      return conflict(kAnthropicNames);
    case 503:
    case 529:
      return overloaded(kAnthropicNames);
    default:
      return error.status >= 500 ? server_error(kAnthropicNames, error.status)
                                 : address_wrong(kAnthropicNames, error.status);
  }
}

TokenUse token_use(const json::value* message) {
  const json::value* usage = member(message, "usage");
  return {.input = count_member(usage, "input_tokens"),
          .output = count_member(usage, "output_tokens"),
          .cache_read = count_member(usage, "cache_read_input_tokens"),
          .cache_write = count_member(usage, "cache_creation_input_tokens")};
}

// Blocks are chosen by type: a thinking block may come first, and new types may come any day.
std::string joined_text(const json::value* message) {
  std::string text;
  const json::value* content = member(message, "content");
  if (content == nullptr || !content->is_array()) return text;
  for (const json::value& block : content->get_array()) {
    if (text_member(&block, "type") == "text") text += text_member(&block, "text");
  }
  return text;
}

}  // namespace

ModelFailure read_anthropic_failure(const http::Response& response) {
  const ServerError error = read_error(response);
  ModelFailure result = with_headers(classify(error), response, error.request_id);
  result.rate_limits = read_anthropic_rate_limits(response);
  return result;
}

std::variant<ProviderReply, ModelFailure> read_anthropic_response(const http::Response& response) {
  if (response.status != 200) return read_anthropic_failure(response);
  const auto body = parse_reply(response.body);
  if (!body || text_member(&body->value(), "type") != "message") return reply_unreadable(kAnthropicNames);
  ProviderReply reply{.text = joined_text(&body->value()),
                      .model = text_member(&body->value(), "model"),
                      .request_id = request_id_of(response, &body->value()),
                      .tokens = token_use(&body->value()),
                      .rate_limits = read_anthropic_rate_limits(response)};
  const std::string stop = text_member(&body->value(), "stop_reason");
  if (stop == "end_turn" || stop == "stop_sequence") return reply;
  if (stop == "max_tokens") {
    reply.is_cut = true;
    return reply;
  }
  ModelFailure result = stop == "refusal"                         ? model_refused()
                        : stop == "model_context_window_exceeded" ? input_too_long()
                                                                  : stop_unknown();
  result = with_headers(std::move(result), response, reply.request_id);
  result.tokens = reply.tokens;
  result.rate_limits = reply.rate_limits;
  return result;
}

}  // namespace calltracker::llm
