// SPDX-License-Identifier: MIT
#pragma once

// What the real providers say about their models: which exist, until when, and what each accepts. Kept apart
// from the program's own catalogue on purpose: a mistake there must show here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace calltracker::simulator {

struct ProviderModel {
  std::string id;
  std::vector<std::string> aliases;
  std::string display_name;
  std::int64_t context_tokens = 0;
  std::int64_t output_tokens_max = 0;
  std::int64_t cache_tokens_min = 0;
  // Anthropic
  std::vector<std::string> thinking;  // accepted values of thinking.type
  bool thinks_unasked = false;        // when the request says nothing
  std::vector<std::string> efforts;   // accepted values of output_config.effort
  std::string effort_default;         // "" when there is none
  bool accepts_prefill = false;       // a conversation may end with the assistant
  bool accepts_sampling = false;      // temperature and its like, under the older API version
  bool accepts_forced_tools = true;   // tool_choice any and tool
  // OpenAI
  bool reasons = false;  // takes reasoning_effort and refuses max_tokens
  std::optional<UnixMillis> retires_at_ms;

  bool is_retired(UnixMillis now_ms) const { return retires_at_ms && now_ms >= *retires_at_ms; }
  bool accepts_thinking(std::string_view kind) const;
  bool accepts_effort(std::string_view effort) const;
};

class ProviderModels {
 public:
  // "anthropic" or "openai".
  explicit ProviderModels(std::string_view provider);

  const std::vector<ProviderModel>& all() const { return models_; }
  // By id or alias; nullptr when unknown.
  const ProviderModel* find(std::string_view id) const;

 private:
  std::vector<ProviderModel> models_;
};

}  // namespace calltracker::simulator
