// SPDX-License-Identifier: MIT
#pragma once

// Token counts before a request is sent: estimates, calibrated per model family on English speech. What was
// really used comes from the provider afterwards.

#include <cstdint>
#include <string_view>

#include "base/json.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

// Usual lengths of the two answers, in words of JSON.
inline constexpr std::int64_t kSilverAnswerWords = 190;
inline constexpr std::int64_t kGoldAnswerWords = 620;

std::int64_t tokens_of_words(std::int64_t words, const ModelInfo& model);

struct TextSize {
  std::size_t words = 0;
  std::size_t bytes = 0;
};
TextSize size_of(std::string_view text);

std::int64_t estimate_tokens(const TextSize& size, const ModelInfo& model);
std::int64_t estimate_tokens(std::string_view text, const ModelInfo& model);

struct RequestEstimate {
  std::int64_t instruction_tokens = 0;  // instructions and schema: the part that a cache can hold
  std::int64_t input_tokens = 0;        // the conversation
  std::int64_t output_tokens = 0;
};

RequestEstimate estimate_request(const ModelRequest& request, const ModelInfo& model);

}  // namespace calltracker::llm
