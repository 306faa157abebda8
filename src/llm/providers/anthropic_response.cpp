// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "llm/providers/anthropic_messages.hpp"
#include "llm/providers/rate_limit_headers.hpp"
#include "llm/providers/reply_json.hpp"

namespace calltracker::llm {
namespace {

constexpr std::size_t kServerMessageBytesMax = 240;

// Texts of invalid requests that would be refused for every call alike.
constexpr std::array<std::string_view, 5> kRefusesAllCalls = {"too complex", "is not supported",
                                                              "Extra inputs are not permitted",
                                                              "output_config", "anthropic-version"};

TokenUse token_use(const json::value* message) {
  const json::value* usage = member(message, "usage");
  return {.input = count_member(usage, "input_tokens"),
          .output = count_member(usage, "output_tokens"),
          .cache_read = count_member(usage, "cache_read_input_tokens"),
          .cache_write = count_member(usage, "cache_creation_input_tokens")};
}

std::string request_id_of(const http::Response& response, const json::value* body) {
  const auto header = response.header("request-id");
  return header ? std::string(*header) : text_member(body, "request_id");
}

bool mentions(std::string_view text, std::string_view part) {
  return contains_ignoring_case(text, part);
}

struct ServerError {
  int status = 0;
  std::string type;
  std::string code;
  std::string message;
  std::string request_id;
};

ServerError read_error(const http::Response& response) {
  const auto body = parse_reply(response.body);
  const json::value* root = body ? &*body : nullptr;
  const json::value* error = member(root, "error");
  return {.status = response.status,
          .type = text_member(error, "type"),
          .code = text_member(member(error, "details"), "error_code"),
          .message = text_member(error, "message"),
          .request_id = request_id_of(response, root)};
}

ModelFailure failure(FailureKind kind, std::string code, std::string message, std::string hint = {}) {
  return {.kind = kind, .code = std::move(code), .message = std::move(message), .hint = std::move(hint)};
}

ModelFailure strained(ProviderStrain strain, std::string code, std::string message, std::string hint = {}) {
  ModelFailure result = failure(FailureKind::Retry, std::move(code), std::move(message), std::move(hint));
  result.strain = strain;
  return result;
}

ModelFailure spend_limit() {
  return failure(FailureKind::Pause, "model-spend-limit",
                 "the spending limit of the Anthropic account is reached",
                 "raise the limit in the Anthropic console, then resume the job");
}

ModelFailure no_credit() {
  return failure(FailureKind::Pause, "model-credit-exhausted", "the Anthropic account has no credit left",
                 "add credit in the Anthropic console under Plans & Billing, then resume the job");
}

ModelFailure too_long() {
  return failure(FailureKind::GiveUp, "model-input-too-long",
                 "the conversation is longer than the model can read",
                 "choose a model with a larger context");
}

ModelFailure invalid_request(const ServerError& error) {
  if (mentions(error.message, "credit balance is too low")) return no_credit();
  if (mentions(error.message, "specified API usage limits")) return spend_limit();
  if (mentions(error.message, "too long")) return too_long();
  const std::string words =
      fmt::format("Anthropic refused the request: {}",
                  truncate_utf8(collapse_whitespace(error.message), kServerMessageBytesMax));
  const bool concerns_all =
      std::any_of(kRefusesAllCalls.begin(), kRefusesAllCalls.end(),
                  [&error](std::string_view part) { return mentions(error.message, part); });
  if (concerns_all) {
    return failure(FailureKind::Pause, "model-settings-refused", words,
                   "choose another model, or correct its settings in the model catalogue");
  }
  return failure(FailureKind::GiveUp, "model-request-invalid", words);
}

ModelFailure classify(const ServerError& error) {
  switch (error.status) {
    case 400:
    case 422:
      return invalid_request(error);
    case 401:
      return failure(FailureKind::Pause, "model-key-invalid", "Anthropic does not accept the API key",
                     "set ANTHROPIC_API_KEY to a valid key, then resume the job");
    case 402:
      return no_credit();
    case 403:
      return failure(FailureKind::Pause, "model-not-permitted",
                     "the API key may not use this model or service",
                     "check the key's workspace and permissions in the Anthropic console");
    case 404:
      return failure(FailureKind::Pause, "model-not-found",
                     "Anthropic does not know the model, or has retired it",
                     "choose another model; calltracker config show lists them");
    case 413:
      return too_long();
    case 429:
      if (error.code == "enforced_spend_limit_reached" || error.code == "contract_spend_limit_reached") {
        return spend_limit();
      }
      return strained(ProviderStrain::RateLimited, "model-rate-limited", "Anthropic's rate limit is reached");
    case 408:
    case 504:
      return strained(ProviderStrain::Overloaded, "model-timeout", "Anthropic needed too long to answer");
    case 409:
      return failure(FailureKind::Retry, "model-conflict", "Anthropic could not serve the request just then");
    case 529:
      return strained(ProviderStrain::Overloaded, "model-overloaded", "Anthropic is overloaded");
    default:
      break;
  }
  if (error.status >= 500) {
    return strained(ProviderStrain::Overloaded, "model-server-error",
                    fmt::format("Anthropic failed with status {}", error.status));
  }
  return failure(
      FailureKind::Pause, "model-url-invalid",
      fmt::format("the server answered with status {}, as Anthropic's API never does", error.status),
      "check ANTHROPIC_BASE_URL");
}

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
  ModelFailure result = classify(error);
  result.rate_limits = read_anthropic_rate_limits(response);
  if (result.kind == FailureKind::Retry) {
    result.retry_after_ms = read_retry_after_ms(response);
    const auto should_retry = response.header("x-should-retry");
    if (should_retry && *should_retry == "false") result.kind = FailureKind::GiveUp;
  }
  if (!error.request_id.empty())
    result.message += fmt::format(" (request {})", truncate_utf8(error.request_id, 80));
  return result;
}

std::variant<AnthropicReply, ModelFailure> read_anthropic_response(const http::Response& response) {
  if (response.status != 200) return read_anthropic_failure(response);
  const auto body = parse_reply(response.body);
  if (!body || text_member(&*body, "type") != "message") {
    return failure(FailureKind::Retry, "model-reply-unreadable",
                   "the reply is cut or is no message of Anthropic's");
  }
  AnthropicReply reply{.text = joined_text(&*body),
                       .model = text_member(&*body, "model"),
                       .request_id = request_id_of(response, &*body),
                       .tokens = token_use(&*body),
                       .rate_limits = read_anthropic_rate_limits(response)};
  const std::string stop = text_member(&*body, "stop_reason");
  if (stop == "end_turn" || stop == "stop_sequence") return reply;
  if (stop == "max_tokens") {
    reply.stop = AnthropicStop::Cut;
    return reply;
  }
  ModelFailure result = too_long();
  if (stop == "refusal") {
    result =
        failure(FailureKind::GiveUp, "model-refused", "the model refused to answer for this conversation",
                "run the call again with another model");
  } else if (stop != "model_context_window_exceeded") {
    result = failure(FailureKind::GiveUp, "model-stop-unknown",
                     "the model stopped for a reason that is not known");
  }
  result.tokens = reply.tokens;
  result.rate_limits = reply.rate_limits;
  return result;
}

ModelFailure anthropic_transport_failure(const http::TransportFailure& cause) {
  switch (cause.kind) {
    case http::TransportFailureKind::Cancelled:
      return failure(FailureKind::Cancelled, "cancelled", "the request was cancelled");
    case http::TransportFailureKind::NotConnected:
      return strained(ProviderStrain::Overloaded, "model-unreachable",
                      fmt::format("Anthropic cannot be reached: {}", cause.message),
                      "check the network, the proxy and ANTHROPIC_BASE_URL");
    case http::TransportFailureKind::Insecure:
      return failure(FailureKind::Pause, "model-connection-insecure",
                     fmt::format("the server's certificate cannot be trusted: {}", cause.message),
                     "check the system's certificates, the proxy and ANTHROPIC_BASE_URL");
    case http::TransportFailureKind::TimedOut:
      return failure(FailureKind::Retry, "model-timeout", "no answer within the time allowed");
    case http::TransportFailureKind::Broken:
      return failure(FailureKind::Retry, "model-connection-lost",
                     fmt::format("the connection was lost: {}", cause.message));
    case http::TransportFailureKind::TooLarge:
      return failure(FailureKind::GiveUp, "model-reply-too-large",
                     "the reply is larger than any answer can be");
    case http::TransportFailureKind::Invalid:
      return failure(FailureKind::Pause, "model-url-invalid",
                     fmt::format("the request cannot be sent: {}", cause.message),
                     "check ANTHROPIC_BASE_URL and the API key");
  }
  return failure(FailureKind::Retry, "model-connection-lost", "the connection was lost");
}

}  // namespace calltracker::llm
