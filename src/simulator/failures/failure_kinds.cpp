// SPDX-License-Identifier: MIT
#include "simulator/failures/failure_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace calltracker::simulator {
namespace {

struct ErrorWords {
  int status = 0;
  const char* type = "";
  const char* code = "";
  const char* message = "";
};

struct ErrorFailure {
  const char* name;
  ErrorWords anthropic;
  ErrorWords openai;
  const char* retry_after = "";
};

constexpr const char* kInvalid = "invalid_request_error";
constexpr const char* kLimited = "rate_limit_error";
constexpr const char* kQuota = "You exceeded your current quota, please check your plan and billing details.";
constexpr const char* kLowCredit =
    "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or "
    "purchase credits.";

constexpr std::array<ErrorFailure, 20> kErrors = {{
    {"rate-limit",
     {429, kLimited, "", "This request would exceed your organization's rate limit."},
     {429, "requests", "rate_limit_exceeded", "Rate limit reached. Please try again in 1s."},
     "1"},
    {"spend-cap",
     {429, kLimited, "enforced_spend_limit_reached", "You have reached your monthly spend limit."},
     {429, "insufficient_quota", "insufficient_quota", kQuota}},
    {"contract-spend-cap",
     {429, kLimited, "contract_spend_limit_reached", "You have reached the spend limit of your contract."},
     {429, "insufficient_quota", "insufficient_quota", kQuota}},
    {"ramp-limit",
     {429, kLimited, "ramp_limit_exceeded", "Your usage grows too quickly. Please slow down."},
     {429, "requests", "rate_limit_exceeded", "Your usage grows too quickly. Please try again in 5s."},
     "5"},
    {"usage-limit",
     {400, kInvalid, "",
      "You have reached your specified API usage limits. You will regain access on 2026-12-01 at "
      "00:00 UTC."},
     {429, "insufficient_quota", "billing_hard_limit_reached", "Billing hard limit has been reached."}},
    {"low-credit",
     {400, kInvalid, "", kLowCredit},
     {429, "insufficient_quota", "insufficient_quota", kQuota}},
    {"key-revoked",
     {401, "authentication_error", "", "invalid x-api-key"},
     {401, kInvalid, "invalid_api_key", "Incorrect API key provided."}},
    {"billing",
     {402, "billing_error", "", "There is an issue with your billing information."},
     {429, "insufficient_quota", "billing_not_active", "Your account is not active."}},
    {"forbidden",
     {403, "permission_error", "", "Your API key does not have permission to use the specified resource."},
     {403, "invalid_request_error", "", "You are not allowed to use this model."}},
    {"model-retired",
     {404, "not_found_error", "", "model: {}"},
     {404, kInvalid, "model_not_found", "The model `{}` does not exist or you do not have access to it."}},
    {"conflict", {409, "conflict_error", "", "Conflict."}, {409, "conflict", "", "Conflict."}},
    {"too-large", {413, "request_too_large", "", "too large"}, {413, kInvalid, "", "too large"}},
    {"schema-too-complex",
     {400, kInvalid, "", "Schema is too complex for compilation."},
     {400, kInvalid, "", "Invalid schema for response_format: the schema is too complex."}},
    {"internal",
     {500, "api_error", "", "Internal server error"},
     {500, "server_error", "", "The server had an error while processing your request."}},
    {"internal-page", {500, "", "", "500 Internal Server Error"}, {500, "", "", "500 Internal Server Error"}},
    {"bad-gateway", {502, "", "", "502 Bad Gateway"}, {502, "", "", "502 Bad Gateway"}},
    {"unavailable",
     {503, "api_error", "", "Service unavailable"},
     {503, "server_error", "", "The engine is currently overloaded, please try again later."}},
    {"timeout",
     {504, "timeout_error", "", "The request timed out."},
     {504, "server_error", "", "The request timed out."}},
    {"overloaded",
     {529, "overloaded_error", "", "Overloaded"},
     {503, "server_error", "", "The engine is currently overloaded, please try again later."}},
    {"request-malformed",
     {400, kInvalid, "", "messages: this request cannot be understood"},
     {400, kInvalid, "", "This request cannot be understood."}},
}};

const ErrorFailure* find_error(std::string_view name) {
  const auto* const found = std::find_if(kErrors.begin(), kErrors.end(),
                                         [&](const ErrorFailure& error) { return name == error.name; });
  return found == kErrors.end() ? nullptr : found;
}

}  // namespace

bool is_failure_known(std::string_view name) {
  return name == kItemExpires || find_error(name) != nullptr || is_content_failure(name) ||
         is_line_failure(name);
}

std::string failure_names() {
  std::string names;
  for (const ErrorFailure& error : kErrors)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", error.name);
  return fmt::format("{}, {}, {}, {}", names, content_failure_names(), line_failure_names(), kItemExpires);
}

std::optional<RefusalDetails> refusal_for(const Failure& failure, Dialect dialect, std::string_view model) {
  const ErrorFailure* error = find_error(failure.name);
  if (error == nullptr) return std::nullopt;
  const ErrorWords& words = dialect == Dialect::Anthropic ? error->anthropic : error->openai;
  RefusalDetails details{.status = words.status,
                         .type = words.type,
                         .message = fmt::format(fmt::runtime(words.message), model),
                         .code = words.code};
  const std::string asked = failure.text("retryAfter");
  const std::string wait = asked.empty() ? error->retry_after : asked;
  if (!wait.empty() && wait != "none") details.retry_after = wait;
  return details;
}

bool is_network_page(const Failure& failure) {
  return failure.name == "internal-page" || failure.name == "bad-gateway" || failure.name == "too-large";
}

}  // namespace calltracker::simulator
