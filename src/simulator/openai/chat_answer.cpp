// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "simulator/openai/openai_api.hpp"

namespace calltracker::simulator {
namespace {

std::string_view finish_reason_of(Stop stop) {
  switch (stop) {
    case Stop::Complete:
    case Stop::Refused:
      return "stop";
    case Stop::Cut:
    case Stop::ContextFull:
      return "length";
    case Stop::Paused:
      return "content_filter";
    case Stop::Unheard:
      return "stopped_for_tea";
  }
  return "stop";
}

std::string text_of(const Completion& completion, AnswerBlock::Kind kind) {
  std::string text;
  for (const AnswerBlock& block : completion.blocks) {
    if (block.kind == kind) text += block.text;
  }
  return text;
}

json::object message_of(Personality personality, const Completion& completion) {
  json::object message{{"role", "assistant"},
                       {"content", text_of(completion, AnswerBlock::Kind::Text)},
                       {"refusal", nullptr},
                       {"annotations", json::array()}};
  if (completion.stop == Stop::Refused) {
    message["content"] = nullptr;
    message["refusal"] = "I'm sorry, I can't help with that.";
  }
  if (personality == Personality::LlamaCpp || personality == Personality::Vllm) {
    message.erase("refusal");
    message.erase("annotations");
    const std::string thought = text_of(completion, AnswerBlock::Kind::Thinking);
    if (!thought.empty()) message["reasoning_content"] = thought;
  }
  return message;
}

json::object usage_of(Personality personality, const Completion& completion) {
  json::object usage{{"prompt_tokens", completion.input_tokens},
                     {"completion_tokens", completion.output_tokens},
                     {"total_tokens", completion.input_tokens + completion.output_tokens}};
  if (personality == Personality::OpenAi) {
    const CacheUse& cache = completion.cache;
    usage["prompt_tokens_details"] = {
        {"cached_tokens", cache.read_tokens},
        {"cache_write_tokens", cache.written_5m_tokens + cache.written_1h_tokens},
        {"audio_tokens", 0}};
    usage["completion_tokens_details"] = {{"reasoning_tokens", completion.thinking_tokens},
                                          {"audio_tokens", 0},
                                          {"accepted_prediction_tokens", 0},
                                          {"rejected_prediction_tokens", 0}};
  } else if (personality == Personality::LlamaCpp) {
    usage["prompt_tokens_details"] = {{"cached_tokens", 0}};
  }
  return usage;
}

}  // namespace

json::object chat_completion(Personality personality, UnixMillis now_ms, const Prompt& prompt,
                             const Completion& completion, std::string_view id) {
  json::object answer{
      {"id", fmt::format("chatcmpl-{}", id)},
      {"object", "chat.completion"},
      {"created", now_ms / 1000},
      {"model", prompt.model},
      {"choices", json::array{json::object{{"index", 0},
                                           {"message", message_of(personality, completion)},
                                           {"logprobs", nullptr},
                                           {"finish_reason", finish_reason_of(completion.stop)}}}},
      {"usage", usage_of(personality, completion)}};
  if (personality == Personality::OpenAi) answer["service_tier"] = "default";
  if (personality == Personality::LlamaCpp) {
    answer["timings"] = {{"prompt_n", completion.input_tokens}, {"predicted_n", completion.output_tokens}};
  }
  return answer;
}

http::server::Answer chat_error(Personality personality, const RefusalDetails& details) {
  json::object error{{"message", details.message}, {"type", details.type}};
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
  };
  switch (personality) {
    case Personality::OpenAi:
      error["param"] = text_or_null(details.param);
      error["code"] = text_or_null(details.code);
      break;
    case Personality::LlamaCpp:
      error["code"] = details.status;
      break;
    case Personality::Vllm:
      error["param"] = text_or_null(details.param);
      error["code"] = details.status;
      break;
    case Personality::Ollama:
      error["param"] = nullptr;
      error["code"] = nullptr;
      break;
  }
  return http::server::json_answer(details.status, json::object{{"error", std::move(error)}});
}

std::string go_duration(std::int64_t time_ms) {
  if (time_ms < 1000) return fmt::format("{}ms", time_ms);
  const std::int64_t minutes = time_ms / 60'000;
  const std::string seconds = fmt::format("{:g}s", static_cast<double>(time_ms % 60'000) / 1000);
  return minutes == 0 ? seconds : fmt::format("{}m{}", minutes, seconds);
}

}  // namespace calltracker::simulator
