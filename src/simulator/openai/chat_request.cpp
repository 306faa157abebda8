// SPDX-License-Identifier: MIT
#include "simulator/openai/chat_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulator/openai/schema_rules.hpp"
#include "simulator/refusal.hpp"

namespace calltracker::simulator {
namespace {

constexpr std::array kFields = {"messages",
                                "model",
                                "audio",
                                "frequency_penalty",
                                "function_call",
                                "functions",
                                "logit_bias",
                                "logprobs",
                                "max_completion_tokens",
                                "max_tokens",
                                "metadata",
                                "modalities",
                                "moderation",
                                "n",
                                "parallel_tool_calls",
                                "prediction",
                                "presence_penalty",
                                "prompt_cache_key",
                                "prompt_cache_options",
                                "prompt_cache_retention",
                                "reasoning_effort",
                                "response_format",
                                "safety_identifier",
                                "seed",
                                "service_tier",
                                "stop",
                                "store",
                                "stream",
                                "stream_options",
                                "temperature",
                                "tool_choice",
                                "tools",
                                "top_logprobs",
                                "top_p",
                                "user",
                                "verbosity",
                                "web_search_options"};

constexpr int kCacheSeconds = 1800;
constexpr std::int64_t kLocalOutputTokensMax = 32'768;
constexpr std::int64_t kReasoningTokens = 200;
constexpr std::size_t kFormatNameMax = 64;

[[noreturn]] void refuse(std::string message, std::string param, std::string code) {
  throw Refusal({.message = std::move(message), .code = std::move(code), .param = std::move(param)});
}

bool is_format_name(std::string_view name) {
  return !name.empty() && name.size() <= kFormatNameMax && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

class ChatReader {
 public:
  ChatReader(const json::value& body, const ChatRules& rules) : body_(body, ""), rules_(rules) {}

  Prompt read() {
    if (is_openai()) check_fields();
    choose_model();
    check_output_limit();
    check_reasoning();
    read_messages();
    read_format();
    if (body_.bool_if_any("stream").value_or(false)) {
      refuse("The simulator answers in one piece only.", "stream", "unsupported_value");
    }
    check_length();
    return std::move(prompt_);
  }

 private:
  bool is_openai() const { return rules_.personality == Personality::OpenAi; }

  void check_fields() const {
    for (const auto& [name, value] : body_.as_object()) {
      if (std::find(kFields.begin(), kFields.end(), std::string_view(name)) != kFields.end()) continue;
      refuse(fmt::format("Unknown parameter: '{}'.", std::string(name)), std::string(name),
             "unknown_parameter");
    }
  }

  void choose_model() {
    const std::string id = rules_.personality == Personality::LlamaCpp
                               ? body_.string_if_any("model").value_or(std::string(kLocalModel))
                               : body_.at("model").as_string();
    if (is_openai()) {
      model_ = rules_.models.find(id);
      if (model_ == nullptr || model_->is_retired(rules_.now_ms)) {
        throw Refusal(
            {.status = 404,
             .message = fmt::format("The model `{}` does not exist or you do not have access to it.", id),
             .code = "model_not_found"});
      }
    } else if (rules_.personality != Personality::LlamaCpp && id != kLocalModel) {
      throw Refusal(
          {.status = 404, .type = "NotFoundError", .message = fmt::format("model \"{}\" not found", id)});
    }
    prompt_.model = prompt_.limits_name = id;
    prompt_.has_one_token_limit = true;
    prompt_.cache_scope = id;
    prompt_.cache_tokens_min = model_ == nullptr ? 0 : model_->cache_tokens_min;
  }

  void check_output_limit() {
    const auto newer = body_.int_if_any("max_completion_tokens");
    const auto older = body_.int_if_any("max_tokens");
    if (model_ != nullptr && model_->reasons && older) {
      refuse(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' "
          "instead.",
          "max_tokens", "unsupported_parameter");
    }
    const std::int64_t most = model_ == nullptr ? kLocalOutputTokensMax : model_->output_tokens_max;
    // Ollama knows the older name only, and says nothing about the other.
    const auto asked = rules_.personality == Personality::Ollama ? older : newer ? newer : older;
    prompt_.output_tokens_max = asked.value_or(most);
    if (prompt_.output_tokens_max < 1 || (is_openai() && prompt_.output_tokens_max > most)) {
      refuse(fmt::format("max_completion_tokens must be between 1 and {}.", most), "max_completion_tokens",
             "invalid_value");
    }
  }

  void check_reasoning() {
    if (model_ == nullptr) return;
    const auto effort = body_.string_if_any("reasoning_effort");
    if (effort && !model_->reasons) {
      refuse("Unrecognized request argument supplied: reasoning_effort", "reasoning_effort",
             "unsupported_parameter");
    }
    if (effort && !model_->accepts_effort(*effort)) {
      refuse(fmt::format("Unsupported value: 'reasoning_effort' does not support '{}' with this model.",
                         *effort),
             "reasoning_effort", "unsupported_value");
    }
    const bool is_reasoning = model_->reasons && effort.value_or(model_->effort_default) != "none";
    if (is_reasoning) prompt_.thinking_tokens = kReasoningTokens;
    for (const char* name : {"temperature", "top_p"}) {
      if (is_reasoning && body_.find(name)) {
        refuse(fmt::format("Unsupported parameter: '{}' is not supported with this model.", name), name,
               "unsupported_parameter");
      }
    }
  }

  void read_messages() {
    const std::vector<JsonReader> messages = body_.at("messages").as_array();
    if (messages.empty()) refuse("[] is too short - 'messages'", "messages", "");
    for (const JsonReader& message : messages) read_message(message);
  }

  void read_message(const JsonReader& message) {
    constexpr std::array kRoles = {"system", "developer", "user", "assistant", "tool", "function"};
    const std::string role = message.at("role").as_string();
    if (std::find(kRoles.begin(), kRoles.end(), role) == kRoles.end()) {
      refuse(
          fmt::format("Invalid value: '{}'. Supported values are: 'system', 'assistant', 'user', 'function', "
                      "'tool', and 'developer'.",
                      role),
          message.path() + ".role", "invalid_value");
    }
    std::string text;
    const auto content = message.find("content");
    if (content && content->value().is_string()) {
      text = content->as_string();
    } else if (content) {
      for (const JsonReader& part : content->as_array()) {
        if (part.at("type").as_string() == "text") text += part.at("text").as_string();
      }
    } else if (role != "assistant") {
      refuse("Invalid value for 'content': expected a string, got null.", message.path() + ".content", "");
    }
    const bool is_stable = role == "system" || role == "developer";
    if (role == "user" || role == "tool") prompt_.user_texts.push_back(text);
    PromptBlock block{.text = std::move(text)};
    if (is_openai() && is_stable) block.cached_for_seconds = kCacheSeconds;
    prompt_.blocks.push_back(std::move(block));
  }

  void read_format() {
    const auto format = body_.find("response_format");
    if (!format) return;
    const std::string type = format->at("type").as_string();
    if (rules_.personality == Personality::LlamaCpp && type == "json_object") {
      if (const auto schema = format->find("schema")) use_schema(schema->value());
      return;
    }
    if (type != "json_schema") {
      if (type != "text" && type != "json_object") {
        refuse(fmt::format("Invalid value: '{}'.", type), "response_format.type", "invalid_value");
      }
      return;
    }
    const auto wrapped = format->find("json_schema");
    // llama.cpp and Ollama look nowhere else, and then answer as they like.
    const bool is_lenient =
        rules_.personality == Personality::LlamaCpp || rules_.personality == Personality::Ollama;
    if (!wrapped && is_lenient) return;
    read_schema(format->at("json_schema"), is_lenient);
  }

  void use_schema(const json::value& schema) {
    const std::string text = to_json_text(schema);
    prompt_.schema = &schema;
    prompt_.schema_bytes = text.size();
    prompt_.cache_scope += text;
  }

  void read_schema(const JsonReader& wrapped, bool is_lenient) {
    if (!is_lenient) {
      const std::string name = wrapped.at("name").as_string();
      if (!is_format_name(name)) {
        refuse(fmt::format(
                   "Invalid 'response_format.json_schema.name': string does not match pattern. Expected a "
                   "string that matches the pattern '^[a-zA-Z0-9_-]+$'."),
               "response_format.json_schema.name", "invalid_value");
      }
      if (is_openai() && wrapped.bool_if_any("strict").value_or(false)) {
        check_openai_schema(wrapped.at("schema").value(), name);
      }
    }
    if (const auto schema = wrapped.find("schema")) use_schema(schema->value());
  }

  void check_length() const {
    if (model_ == nullptr) return;
    const std::int64_t tokens = prompt_.input_tokens();
    if (tokens + std::min<std::int64_t>(prompt_.output_tokens_max, 1) <= model_->context_tokens) return;
    refuse(
        fmt::format(
            "This model's maximum context length is {} tokens. However, your messages resulted in {} tokens.",
            model_->context_tokens, tokens),
        "messages", "context_length_exceeded");
  }

  const JsonReader body_;
  const ChatRules& rules_;
  const ProviderModel* model_ = nullptr;
  Prompt prompt_;
};

}  // namespace

Prompt check_chat_request(const json::value& body, const ChatRules& rules) {
  if (!body.is_object()) refuse("We could not parse the JSON body of your request.", "", "");
  return ChatReader(body, rules).read();
}

}  // namespace calltracker::simulator
