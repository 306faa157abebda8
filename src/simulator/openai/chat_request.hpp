// SPDX-License-Identifier: MIT
#pragma once

// The body of a chat completion, held against the rules of whoever is played.

#include "base/clock.hpp"
#include "base/json.hpp"
#include "simulator/completion.hpp"
#include "simulator/openai/personality.hpp"

namespace calltracker::simulator {

struct ChatRules {
  Personality personality = Personality::OpenAi;
  const ProviderModels& models;
  UnixMillis now_ms = 0;
};

// The prompt refers into `body`, which must outlive it. Throws Refusal.
Prompt check_chat_request(const json::value& body, const ChatRules& rules);

}  // namespace calltracker::simulator
