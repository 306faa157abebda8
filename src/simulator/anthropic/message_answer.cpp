// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "simulator/anthropic/anthropic_api.hpp"

namespace calltracker::simulator {
namespace {

std::string_view stop_reason_of(Stop stop) {
  switch (stop) {
    case Stop::Complete:
      return "end_turn";
    case Stop::Cut:
      return "max_tokens";
    case Stop::Refused:
      return "refusal";
    case Stop::ContextFull:
      return "model_context_window_exceeded";
    case Stop::Paused:
      return "pause_turn";
    case Stop::Unheard:
      return "stopped_for_tea";
  }
  return "end_turn";
}

json::object rendered(const AnswerBlock& block) {
  if (block.kind == AnswerBlock::Kind::Thinking) {
    return {{"type", "thinking"}, {"thinking", block.text}, {"signature", "c2ltdWxhdGVk"}};
  }
  return {{"type", "text"}, {"text", block.text}, {"citations", nullptr}};
}

json::object usage_of(const Completion& completion) {
  const CacheUse& cache = completion.cache;
  return {{"input_tokens", completion.uncached_input_tokens()},
          {"output_tokens", completion.output_tokens},
          {"cache_creation_input_tokens", cache.written_5m_tokens + cache.written_1h_tokens},
          {"cache_read_input_tokens", cache.read_tokens},
          {"cache_creation",
           {{"ephemeral_5m_input_tokens", cache.written_5m_tokens},
            {"ephemeral_1h_input_tokens", cache.written_1h_tokens}}},
          {"output_tokens_details", {{"thinking_tokens", completion.thinking_tokens}}},
          {"server_tool_use", nullptr},
          {"service_tier", "standard"},
          {"inference_geo", "global"},
          {"speed", "standard"}};
}

}  // namespace

json::object anthropic_message(const Prompt& prompt, const Completion& completion, std::string_view id) {
  json::array content;
  for (const AnswerBlock& block : completion.blocks) content.push_back(rendered(block));
  json::value details = nullptr;
  if (completion.stop == Stop::Refused) {
    details = {
        {"type", "refusal"}, {"category", "general_harms"}, {"explanation", "This request was declined."}};
  }
  return {{"id", fmt::format("msg_{}", id)},
          {"type", "message"},
          {"role", "assistant"},
          {"model", prompt.model},
          {"content", std::move(content)},
          {"stop_reason", stop_reason_of(completion.stop)},
          {"stop_sequence", nullptr},
          {"stop_details", std::move(details)},
          {"container", nullptr},
          {"diagnostics", nullptr},
          {"usage", usage_of(completion)}};
}

}  // namespace calltracker::simulator
