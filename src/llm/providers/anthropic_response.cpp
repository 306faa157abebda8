// SPDX-License-Identifier: MIT
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "llm/providers/anthropic_messages.hpp"

namespace calltracker::llm {
namespace {

constexpr std::size_t kServerMessageBytesMax = 240;

// Texts of invalid requests that would be refused for every call alike.
constexpr std::array<std::string_view, 5> kRefusesAllCalls = {"too complex", "is not supported",
                                                              "Extra inputs are not permitted",
                                                              "output_config", "anthropic-version"};

std::optional<json::value> parse_if_json(std::string_view text) {
  try {
    return parse_json(text, "the reply");
  } catch (const Error&) {
    return std::nullopt;
  }
}

// An absent, null or odd member is the same to us: the provider's fields come and go.
const json::value* member(const json::value* value, std::string_view key) {
  if (value == nullptr || !value->is_object()) return nullptr;
  return value->get_object().if_contains(key);
}

std::string text_member(const json::value* value, std::string_view key) {
  const json::value* found = member(value, key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

std::int64_t count_member(const json::value* value, std::string_view key) {
  const json::value* found = member(value, key);
  if (found == nullptr || !found->is_number()) return 0;
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(found->to_number<double>()));
}

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

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

// A date is counted from the server's own clock, so that ours may be wrong.
std::optional<std::int64_t> retry_after_ms(const http::Response& response) {
  constexpr double kLongest_ms = 24 * 3600 * 1000.0;
  std::optional<double> wait_ms;
  if (const auto milliseconds = response.header("retry-after-ms")) wait_ms = number_in(*milliseconds);
  const auto header = response.header("retry-after");
  if (!wait_ms && header) {
    if (const auto seconds = number_in(*header)) {
      wait_ms = *seconds * 1000;
    } else {
      const auto server_date = response.header("date");
      const auto until = curl_getdate(std::string(*header).c_str(), nullptr);
      const auto now = server_date ? curl_getdate(std::string(*server_date).c_str(), nullptr) : -1;
      if (until > 0 && now > 0) wait_ms = static_cast<double>(until - now) * 1000;
    }
  }
  if (!wait_ms || *wait_ms <= 0) return std::nullopt;
  return static_cast<std::int64_t>(std::min(*wait_ms, kLongest_ms));
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
  const auto body = parse_if_json(response.body);
  const json::value* root = body ? &*body : nullptr;
  const json::value* error = member(root, "error");
  return {.status = response.status,
          .type = text_member(error, "type"),
          .code = text_member(member(error, "details"), "error_code"),
          .message = text_member(error, "message"),
          .request_id = request_id_of(response, root)};
}

ModelFailure failure(FailureKind kind, std::string code, std::string message, std::string hint = {}) {
  return {.kind = kind,
          .code = std::move(code),
          .message = std::move(message),
          .hint = std::move(hint),
          .retry_after_ms = std::nullopt};
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
      return failure(FailureKind::Retry, "model-rate-limited", "Anthropic's rate limit is reached");
    case 408:
    case 504:
      return failure(FailureKind::Retry, "model-timeout", "Anthropic needed too long to answer");
    case 409:
      return failure(FailureKind::Retry, "model-conflict", "Anthropic could not serve the request just then");
    case 529:
      return failure(FailureKind::Retry, "model-overloaded", "Anthropic is overloaded");
    default:
      break;
  }
  if (error.status >= 500) {
    return failure(FailureKind::Retry, "model-server-error",
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
  if (result.kind == FailureKind::Retry) {
    result.retry_after_ms = retry_after_ms(response);
    const auto should_retry = response.header("x-should-retry");
    if (should_retry && *should_retry == "false") result.kind = FailureKind::GiveUp;
  }
  if (!error.request_id.empty())
    result.message += fmt::format(" (request {})", truncate_utf8(error.request_id, 80));
  return result;
}

std::variant<AnthropicReply, ModelFailure> read_anthropic_response(const http::Response& response) {
  if (response.status != 200) return read_anthropic_failure(response);
  const auto body = parse_if_json(response.body);
  if (!body || text_member(&*body, "type") != "message") {
    return failure(FailureKind::Retry, "model-reply-unreadable",
                   "the reply is cut or is no message of Anthropic's");
  }
  AnthropicReply reply{.text = joined_text(&*body),
                       .model = text_member(&*body, "model"),
                       .request_id = request_id_of(response, &*body),
                       .tokens = token_use(&*body)};
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
  return result;
}

ModelFailure anthropic_transport_failure(const http::TransportFailure& cause) {
  switch (cause.kind) {
    case http::TransportFailureKind::Cancelled:
      return failure(FailureKind::Cancelled, "cancelled", "the request was cancelled");
    case http::TransportFailureKind::NotConnected:
      return failure(FailureKind::Retry, "model-unreachable",
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
