// SPDX-License-Identifier: MIT
#include "llm/token_estimator.hpp"

#include <algorithm>
#include <cmath>

#include "base/word_bytes.hpp"
#include "llm/request_prefix.hpp"

namespace calltracker::llm {
namespace {

// JSON's punctuation and long numbers hold few words but many tokens; five bytes to a word and a mark is the
// usual length in speech, so the larger of both views counts.
constexpr double kBytesPerSpokenWord = 6.5;

}  // namespace

std::int64_t tokens_of_words(std::int64_t words, const ModelInfo& model) {
  return static_cast<std::int64_t>(std::ceil(static_cast<double>(words) * model.tokens_per_word));
}

// Runs of letters, digits and anything beyond ASCII.
TextSize size_of(std::string_view text) {
  TextSize size{.bytes = text.size()};
  bool in_word = false;
  for (const char c : text) {
    const bool is_word = is_word_byte(c);
    size.words += is_word && !in_word;
    in_word = is_word;
  }
  return size;
}

std::int64_t estimate_tokens(const TextSize& size, const ModelInfo& model) {
  const double words =
      std::max(static_cast<double>(size.words), static_cast<double>(size.bytes) / kBytesPerSpokenWord);
  return static_cast<std::int64_t>(std::ceil(words * model.tokens_per_word));
}

std::int64_t estimate_tokens(std::string_view text, const ModelInfo& model) {
  return estimate_tokens(size_of(text), model);
}

RequestEstimate estimate_request(const ModelRequest& request, const ModelInfo& model) {
  RequestEstimate estimate;
  estimate.instruction_tokens = estimate_tokens(*prefix_of(request), model);
  estimate.input_tokens = estimate_tokens(to_json_text(request.input), model);
  estimate.output_tokens =
      tokens_of_words(request.stage == "silver" ? kSilverAnswerWords : kGoldAnswerWords, model);
  return estimate;
}

}  // namespace calltracker::llm
