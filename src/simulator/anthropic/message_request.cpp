// SPDX-License-Identifier: MIT
#include "simulator/anthropic/message_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulator/refusal.hpp"

namespace calltracker::simulator {
namespace {

constexpr std::size_t kMessagesMax = 100'000;

[[noreturn]] void refuse_model(const std::string& id) {
  throw Refusal({.status = 404, .type = "not_found_error", .message = "model: " + id, .param = "model"});
}

const ProviderModel& known_model(const JsonReader& body, const MessageRules& rules) {
  const std::string id = body.at("model").as_string();
  const ProviderModel* model = rules.models.find(id);
  if (model == nullptr || model->is_retired(rules.now_ms)) refuse_model(id);
  return *model;
}

void check_sampling(const JsonReader& body, const ProviderModel& model, const MessageRules& rules) {
  for (const char* name : {"temperature", "top_p", "top_k"}) {
    const auto value = body.find(name);
    if (!value) continue;
    if (rules.api_version == kAnthropicVersion) refuse_field(name, "Extra inputs are not permitted");
    const bool is_default = std::string_view(name) != "top_k" && value->as_double() == 1;
    if (!model.accepts_sampling && !is_default) {
      refuse_field(name, "this model accepts the default value only");
    }
  }
}

void check_output_limit(const JsonReader& body, const ProviderModel& model, const MessageRules& rules,
                        Prompt& prompt) {
  if (rules.use == MessageUse::CountTokens) {
    if (body.find("max_tokens")) refuse_field("max_tokens", "Extra inputs are not permitted");
    return;
  }
  prompt.output_tokens_max = body.at("max_tokens").as_int();
  const std::int64_t least = rules.use == MessageUse::Batch ? 1 : 0;
  if (prompt.output_tokens_max < least) {
    refuse_field("max_tokens", fmt::format("Input should be greater than or equal to {}", least));
  }
  if (prompt.output_tokens_max > model.output_tokens_max) {
    refuse_field("max_tokens",
                 fmt::format("{} > {}, which is the maximum allowed number of output tokens for {}",
                             prompt.output_tokens_max, model.output_tokens_max, model.id));
  }
}

void check_settings(const JsonReader& body, const MessageRules& rules) {
  if (const auto metadata = body.find("metadata")) {
    allow_only(*metadata, {"user_id"});
    metadata->string_if_any("user_id");
  }
  if (const auto tier = body.string_if_any("service_tier");
      tier && *tier != "auto" && *tier != "standard_only") {
    refuse_field("service_tier", "Input should be 'auto' or 'standard_only'");
  }
  if (const auto speed = body.string_if_any("speed")) {
    if (rules.use == MessageUse::Batch) refuse_field("speed", "Extra inputs are not permitted");
    if (*speed != "standard" && *speed != "fast")
      refuse_field("speed", "Input should be 'standard' or 'fast'");
  }
  body.strings("stop_sequences");
  if (body.bool_if_any("stream").value_or(false)) {
    refuse_field("stream", "the simulator answers in one piece only");
  }
}

void check_tool_choice(const JsonReader& body, const ProviderModel& model) {
  const auto choice = body.find("tool_choice");
  if (!choice) return;
  const std::string type = choice->at("type").as_string();
  constexpr std::array kTypes = {"auto", "any", "tool", "none"};
  if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end()) {
    refuse_field("tool_choice.type", "Input should be 'auto', 'any', 'tool' or 'none'");
  }
  if (!model.accepts_forced_tools && (type == "any" || type == "tool")) {
    refuse_field("tool_choice", "Forced tool use is not supported for this model");
  }
}

void check_roles(const JsonReader& body, const ProviderModel& model) {
  const std::vector<JsonReader> messages = body.at("messages").as_array();
  if (messages.empty()) refuse_field("messages", "at least one message is required");
  if (messages.size() > kMessagesMax) refuse_field("messages", "too many messages");
  std::string role;
  for (const JsonReader& message : messages) {
    role = message.at("role").as_string();
    if (role != "user" && role != "assistant" && role != "system") {
      refuse_field(message.path() + ".role", "Input should be 'user', 'assistant' or 'system'");
    }
  }
  if (messages.front().at("role").as_string() != "user") {
    refuse_field("messages", "first message must use the \"user\" role");
  }
  if (role == "assistant" && !model.accepts_prefill) {
    throw Refusal(
        {.message = "This model does not support assistant message prefill. The conversation must end with "
                    "a user message."});
  }
}

}  // namespace

void allow_only(const JsonReader& reader, std::initializer_list<std::string_view> names) {
  for (const auto& [name, member] : reader.as_object()) {
    if (std::find(names.begin(), names.end(), std::string_view(name)) != names.end()) continue;
    refuse_field(reader.path().empty() ? std::string(name) : reader.path() + "." + std::string(name),
                 "Extra inputs are not permitted");
  }
}

Prompt check_message_request(const json::value& document, const MessageRules& rules) {
  if (!document.is_object()) refuse_field("body", "Input should be a valid dictionary");
  const JsonReader body(document, "");
  allow_only(body, {"model",          "max_tokens",    "messages",    "system",       "metadata",
                    "stop_sequences", "stream",        "temperature", "top_p",        "top_k",
                    "thinking",       "tools",         "tool_choice", "service_tier", "speed",
                    "output_config",  "cache_control", "container",   "diagnostics",  "inference_geo"});
  const ProviderModel& model = known_model(body, rules);
  Prompt prompt;
  prompt.model = prompt.limits_name = model.id;
  prompt.cache_tokens_min = model.cache_tokens_min;
  check_output_limit(body, model, rules, prompt);
  check_sampling(body, model, rules);
  check_settings(body, rules);
  check_tool_choice(body, model);
  check_roles(body, model);
  check_thinking(body, model, prompt);
  prompt.cache_scope = model.id;
  if (prompt.schema != nullptr) {
    const std::string schema = to_json_text(*prompt.schema);
    prompt.schema_bytes = schema.size();
    prompt.cache_scope += schema;
  }
  read_prompt_blocks(body, prompt);
  if (prompt.input_tokens() + prompt.output_tokens_max > model.context_tokens) {
    throw Refusal({.message = fmt::format("prompt is too long: {} tokens > {} maximum", prompt.input_tokens(),
                                          model.context_tokens - prompt.output_tokens_max)});
  }
  return prompt;
}

}  // namespace calltracker::simulator
