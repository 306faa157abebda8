// SPDX-License-Identifier: MIT
#pragma once

// What is asked and what is answered, free of either API's wording: requests are checked and turned into a
// Prompt, a Completion is rendered as the API that was asked would.

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "simulator/prompt_cache.hpp"
#include "simulator/provider_models.hpp"

namespace calltracker::simulator {

struct Prompt {
  std::string model;                 // as the answer names it
  std::string limits_name;           // whose limits it counts against
  bool has_one_token_limit = false;  // for input and output together, cached or not
  std::int64_t cache_tokens_min = 0;
  std::string cache_scope;
  std::vector<PromptBlock> blocks;      // in the order in which they are cached
  std::vector<std::string> user_texts;  // one of them is the document
  const json::value* schema = nullptr;  // in the request's body
  std::size_t schema_bytes = 0;         // counted as input, before the blocks
  std::int64_t output_tokens_max = 0;
  std::int64_t thinking_tokens = 0;

  std::int64_t input_tokens() const;
};

enum class Stop { Complete, Cut, Refused, ContextFull, Paused, Unheard };

struct AnswerBlock {
  enum class Kind { Text, Thinking };
  Kind kind = Kind::Text;
  std::string text;
};

struct Completion {
  std::vector<AnswerBlock> blocks;
  Stop stop = Stop::Complete;
  std::int64_t input_tokens = 0;   // all of them, cached or not
  std::int64_t output_tokens = 0;  // with thinking
  std::int64_t thinking_tokens = 0;
  CacheUse cache;

  std::int64_t uncached_input_tokens() const {
    return input_tokens - cache.read_tokens - cache.written_5m_tokens - cache.written_1h_tokens;
  }
};

}  // namespace calltracker::simulator
