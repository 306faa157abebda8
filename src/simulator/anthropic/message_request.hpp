// SPDX-License-Identifier: MIT
#pragma once

// The body of a Messages request, held against the rules of the real API before anything is answered.

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "simulator/completion.hpp"

namespace calltracker::simulator {

enum class MessageUse {
  Answer,
  CountTokens,  // max_tokens is not asked for
  Batch,        // no streaming, no warming of the cache
};

struct MessageRules {
  const ProviderModels& models;
  UnixMillis now_ms = 0;
  std::string_view api_version;
  MessageUse use = MessageUse::Answer;
};

constexpr std::string_view kAnthropicVersion = "2026-10-21";
constexpr std::string_view kAnthropicOlderVersion = "2023-06-01";

// The prompt refers into `body`, which must outlive it. Throws Refusal.
Prompt check_message_request(const json::value& body, const MessageRules& rules);

// In message_content.cpp: system, tools and messages as blocks in caching order.
void read_prompt_blocks(const JsonReader& body, Prompt& prompt);

// In thinking_rules.cpp: thinking, effort and output_config.format.
void check_thinking(const JsonReader& body, const ProviderModel& model, Prompt& prompt);

// Refuses members of `reader` that are not in `names`.
void allow_only(const JsonReader& reader, std::initializer_list<std::string_view> names);

}  // namespace calltracker::simulator
