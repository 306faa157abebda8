// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "llm/providers/openai_chat.hpp"
#include "llm/providers/rate_limit_headers.hpp"
#include "llm/providers/reply_json.hpp"

namespace calltracker::llm {
namespace {

// Codes and parameters of invalid requests that would be refused for every call alike.
constexpr std::array<std::string_view, 4> kRefusesAllCalls = {"unsupported_parameter", "unsupported_value",
                                                              "invalid_json_schema", "unknown_parameter"};
constexpr std::array<std::string_view, 4> kSettings = {"response_format", "reasoning_effort", "max_tokens",
                                                       "max_completion_tokens"};

// How the many servers say that a conversation does not fit.
constexpr std::array<std::string_view, 5> kTooLong = {
    "maximum context length", "context size", "context window", "context length", "request too large"};

struct ServerError {
  int status = 0;
  std::string type;
  std::string code;
  std::string parameter;
  std::string message;
  std::string request_id;

  bool mentions(std::string_view part) const { return contains_ignoring_case(message, part); }
  bool is(std::string_view word) const { return code == word || type == word; }
};

std::string request_id_of(const http::Response& response) {
  const auto header = response.header("x-request-id");
  return header ? std::string(*header) : std::string();
}

// {"error":{…}}, {"error":"…"} or the fields at the top; the code may be a number.
ServerError read_error(const http::Response& response) {
  const auto body = parse_reply(response.body);
  const json::value* root = body ? &body->value() : nullptr;
  const json::value* error = member(root, "error");
  const json::value* fields = error != nullptr && error->is_object() ? error : root;
  const std::string message = text_member(fields, "message");
  return {.status = response.status,
          .type = text_member(fields, "type"),
          .code = text_member(fields, "code"),
          .parameter = text_member(fields, "param"),
          .message = message.empty() ? text_member(root, "error") : message,
          .request_id = request_id_of(response)};
}

bool is_too_long(const ServerError& error) {
  return error.is("context_length_exceeded") || error.is("exceed_context_size_error") ||
         std::any_of(kTooLong.begin(), kTooLong.end(),
                     [&error](std::string_view part) { return error.mentions(part); });
}

ModelFailure invalid_request(const ServerError& error, const ProviderNames& names) {
  if (is_too_long(error)) return input_too_long();
  if (error.is("model_not_found")) return model_not_found(names);
  if (error.is("insufficient_quota")) return no_credit(names);
  if (error.is("billing_hard_limit_reached")) return spend_limit(names);
  if (error.is("content_filter") || error.is("content_policy_violation")) return model_refused();
  const bool concerns_all = std::any_of(kRefusesAllCalls.begin(), kRefusesAllCalls.end(),
                                        [&error](std::string_view code) { return error.is(code); }) ||
                            std::any_of(kSettings.begin(), kSettings.end(), [&error](std::string_view name) {
                              return error.parameter.starts_with(name);
                            });
  return concerns_all ? settings_refused(names, error.message) : request_invalid(names, error.message);
}

ModelFailure too_many(const ServerError& error, const ProviderNames& names) {
  if (error.is("insufficient_quota")) return no_credit(names);
  if (error.is("billing_hard_limit_reached")) return spend_limit(names);
  // More than a whole minute allows: no waiting helps.
  if (error.mentions("request too large")) return input_too_long();
  return rate_limited(names);
}

// A wrong path answers 404 as an unknown model does, but without saying so.
ModelFailure not_found(const ServerError& error, const ProviderNames& names) {
  const bool names_model = error.is("model_not_found") || error.mentions("model");
  return names_model ? model_not_found(names) : address_wrong(names, error.status);
}

ModelFailure classify(const ServerError& error, const ProviderNames& names) {
  switch (error.status) {
    case 400:
    case 422:
      return invalid_request(error, names);
    case 401:
      return key_invalid(names);
    case 402:
      return no_credit(names);
    case 403:
      return not_permitted(names);
    case 404:
      return not_found(error, names);
    case 413:
      return input_too_long();
    case 429:
      return too_many(error, names);
    case 408:
    case 504:
      return server_timeout(names);
    case 409:
      return conflict(names);
    case 503:
    case 529:
      return overloaded(names);
    default:
      return error.status >= 500 ? server_error(names, error.status) : address_wrong(names, error.status);
  }
}

// The prompt's tokens include what was read from and written to the cache.
TokenUse token_use(const json::value* body) {
  const json::value* usage = member(body, "usage");
  const json::value* details = member(usage, "prompt_tokens_details");
  TokenUse use{.output = count_member(usage, "completion_tokens"),
               .cache_read = count_member(details, "cached_tokens"),
               .cache_write = count_member(details, "cache_write_tokens")};
  use.input =
      std::max<std::int64_t>(0, count_member(usage, "prompt_tokens") - use.cache_read - use.cache_write);
  return use;
}

// Some servers leave the model's thinking in front of its answer.
std::string_view without_thinking(std::string_view text) {
  constexpr std::string_view kOpening = "<think>";
  constexpr std::string_view kClosing = "</think>";
  const std::size_t closing = text.find(kClosing);
  if (!trim(text).starts_with(kOpening) || closing == std::string_view::npos) return text;
  return text.substr(closing + kClosing.size());
}

// A string, or parts of which the texts count. Servers that cannot tell thinking from answer may put all of
// it into the former.
std::string text_of(const json::value* message) {
  const json::value* content = member(message, "content");
  std::string text = text_member(message, "content");
  if (content != nullptr && content->is_array()) {
    for (const json::value& part : content->get_array()) text += text_member(&part, "text");
  }
  if (text.empty()) text = text_member(message, "reasoning_content");
  if (text.empty()) text = text_member(message, "reasoning");
  return std::string(without_thinking(text));
}

}  // namespace

ProviderNames openai_names(ChatDialect dialect) {
  const bool is_openai = dialect == ChatDialect::OpenAi;
  return {.vendor = is_openai ? "OpenAI" : "the model server",
          .key_variable = "OPENAI_API_KEY",
          .base_url_variable = "OPENAI_BASE_URL",
          .console = is_openai ? "the OpenAI console" : "the server's settings"};
}

ModelFailure read_openai_failure(const http::Response& response, ChatDialect dialect) {
  const ServerError error = read_error(response);
  ModelFailure result = with_headers(classify(error, openai_names(dialect)), response, error.request_id);
  result.rate_limits = read_openai_rate_limits(response);
  return result;
}

std::variant<ProviderReply, ModelFailure> read_openai_response(const http::Response& response,
                                                               ChatDialect dialect) {
  if (response.status != 200) return read_openai_failure(response, dialect);
  const auto body = parse_reply(response.body);
  const json::value* choices = member(body ? &body->value() : nullptr, "choices");
  if (choices == nullptr || !choices->is_array() || choices->get_array().empty()) {
    return reply_unreadable(openai_names(dialect));
  }
  const json::value* choice = &choices->get_array().front();
  const json::value* message = member(choice, "message");
  ProviderReply reply{.text = text_of(message),
                      .model = text_member(&body->value(), "model"),
                      .request_id = request_id_of(response),
                      .tokens = token_use(&body->value()),
                      .rate_limits = read_openai_rate_limits(response)};
  if (reply.request_id.empty()) reply.request_id = text_member(&body->value(), "id");
  const std::string finish = text_member(choice, "finish_reason");
  const bool is_refused = !text_member(message, "refusal").empty() || finish == "content_filter";
  if (!is_refused && finish == "length") {
    reply.is_cut = true;
    return reply;
  }
  // A compatible server may not say why it stopped; whether the answer is whole shows when it is read.
  const bool is_complete = finish == "stop" || (finish.empty() && dialect == ChatDialect::Compatible);
  if (!is_refused && is_complete) return reply;
  ModelFailure result =
      with_headers(is_refused ? model_refused() : stop_unknown(), response, reply.request_id);
  result.tokens = reply.tokens;
  result.rate_limits = reply.rate_limits;
  return result;
}

}  // namespace calltracker::llm
