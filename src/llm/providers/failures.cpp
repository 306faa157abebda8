// SPDX-License-Identifier: MIT
#include "llm/providers/failures.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "llm/providers/rate_limit_headers.hpp"

namespace calltracker::llm {
namespace {

constexpr std::size_t kServerMessageBytesMax = 240;

ModelFailure strained(ProviderStrain strain, std::string code, std::string message, std::string hint = {}) {
  ModelFailure result = failure(FailureKind::Retry, std::move(code), std::move(message), std::move(hint));
  result.strain = strain;
  return result;
}

std::string refusal_words(const ProviderNames& names, std::string_view server_message) {
  return fmt::format("{} refused the request: {}", names.vendor,
                     truncate_utf8(collapse_whitespace(server_message), kServerMessageBytesMax));
}

}  // namespace

ModelFailure failure(FailureKind kind, std::string code, std::string message, std::string hint) {
  return {.kind = kind, .code = std::move(code), .message = std::move(message), .hint = std::move(hint)};
}

ModelFailure rate_limited(const ProviderNames& names) {
  return strained(ProviderStrain::RateLimited, "model-rate-limited",
                  fmt::format("{}'s rate limit is reached", names.vendor));
}

ModelFailure overloaded(const ProviderNames& names) {
  return strained(ProviderStrain::Overloaded, "model-overloaded",
                  fmt::format("{} is overloaded", names.vendor));
}

ModelFailure server_timeout(const ProviderNames& names) {
  return strained(ProviderStrain::Overloaded, "model-timeout",
                  fmt::format("{} needed too long to answer", names.vendor));
}

ModelFailure server_error(const ProviderNames& names, int status) {
  return strained(ProviderStrain::Overloaded, "model-server-error",
                  fmt::format("{} failed with status {}", names.vendor, status));
}

ModelFailure conflict(const ProviderNames& names) {
  return failure(FailureKind::Retry, "model-conflict",
                 fmt::format("{} could not serve the request just then", names.vendor));
}

ModelFailure reply_unreadable(const ProviderNames& names) {
  return failure(FailureKind::Retry, "model-reply-unreadable",
                 fmt::format("the reply is cut or is none of {}'s", names.vendor),
                 fmt::format("check {} and the proxy", names.base_url_variable));
}

ModelFailure key_invalid(const ProviderNames& names) {
  return failure(FailureKind::Pause, "model-key-invalid",
                 fmt::format("{} does not accept the API key", names.vendor),
                 fmt::format("set {} to a valid key, then start or resume the job", names.key_variable));
}

ModelFailure no_credit(const ProviderNames& names) {
  return failure(FailureKind::Pause, "model-credit-exhausted",
                 fmt::format("the {} account has no credit left", names.vendor),
                 fmt::format("add credit in {} under billing, then resume the job", names.console));
}

ModelFailure spend_limit(const ProviderNames& names) {
  return failure(FailureKind::Pause, "model-spend-limit",
                 fmt::format("the spending limit of the {} account is reached", names.vendor),
                 fmt::format("raise the limit in {}, then resume the job", names.console));
}

ModelFailure not_permitted(const ProviderNames& names) {
  return failure(
      FailureKind::Pause, "model-not-permitted", "the API key may not use this model or service",
      fmt::format("check the key's project and permissions in {}, then resume the job", names.console));
}

ModelFailure model_not_found(const ProviderNames& names) {
  return failure(FailureKind::Pause, "model-not-found",
                 fmt::format("{} does not know the model, or has retired it", names.vendor),
                 "start the job with another model; calltracker models lists them");
}

ModelFailure settings_refused(const ProviderNames& names, std::string_view server_message) {
  return failure(FailureKind::Pause, "model-settings-refused", refusal_words(names, server_message),
                 "choose another model, or correct its settings in a file for --models");
}

ModelFailure address_wrong(const ProviderNames& names, int status) {
  return failure(
      FailureKind::Pause, "model-url-invalid",
      fmt::format("the server answered with status {}, as {}'s API never does", status, names.vendor),
      fmt::format("check {}", names.base_url_variable));
}

ModelFailure input_too_long() {
  return failure(FailureKind::GiveUp, "model-input-too-long",
                 "the conversation is longer than the model can read",
                 "choose a model with a larger context");
}

ModelFailure request_invalid(const ProviderNames& names, std::string_view server_message) {
  return failure(FailureKind::GiveUp, "model-request-invalid", refusal_words(names, server_message));
}

ModelFailure model_refused() {
  return failure(FailureKind::GiveUp, "model-refused", "the model refused to answer for this conversation",
                 "run the call again with another model");
}

ModelFailure stop_unknown() {
  return failure(FailureKind::GiveUp, "model-stop-unknown",
                 "the model stopped for a reason that is not known");
}

ModelFailure transport_failure(const http::TransportFailure& cause, const ProviderNames& names) {
  switch (cause.kind) {
    case http::TransportFailureKind::Cancelled:
      return failure(FailureKind::Cancelled, "cancelled", "the request was cancelled");
    case http::TransportFailureKind::NotConnected:
      return strained(ProviderStrain::Overloaded, "model-unreachable",
                      fmt::format("{} cannot be reached: {}", names.vendor, cause.message),
                      fmt::format("check the network, the proxy and {}", names.base_url_variable));
    case http::TransportFailureKind::Insecure:
      return failure(
          FailureKind::Pause, "model-connection-insecure",
          fmt::format("the server's certificate cannot be trusted: {}", cause.message),
          fmt::format("check the system's certificates, the proxy and {}", names.base_url_variable));
    case http::TransportFailureKind::TimedOut:
      return strained(ProviderStrain::Overloaded, "model-timeout", "no answer within the time allowed");
    case http::TransportFailureKind::TooLarge:
      return failure(FailureKind::GiveUp, "model-reply-too-large",
                     "the reply is larger than any answer can be");
    case http::TransportFailureKind::Invalid:
      return failure(FailureKind::Pause, "model-url-invalid",
                     fmt::format("the request cannot be sent: {}", cause.message),
                     fmt::format("check {} and {}", names.base_url_variable, names.key_variable));
    case http::TransportFailureKind::Broken:
      break;
  }
  return failure(FailureKind::Retry, "model-connection-lost",
                 fmt::format("the connection was lost: {}", cause.message));
}

ModelFailure with_headers(ModelFailure result, const http::Response& response, std::string_view request_id) {
  if (result.kind == FailureKind::Retry) {
    result.retry_after_ms = read_retry_after_ms(response);
    if (response.header("x-should-retry") == "false") result.kind = FailureKind::GiveUp;
  }
  if (!request_id.empty()) result.message += fmt::format(" (request {})", truncate_utf8(request_id, 80));
  return result;
}

}  // namespace calltracker::llm
