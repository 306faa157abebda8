// SPDX-License-Identifier: MIT
#include "llm/token_estimator.hpp"

#include <cmath>

#include "base/text.hpp"

namespace calltracker::llm {
namespace {

// JSON's punctuation and long numbers hold few words but many tokens; five bytes to a word and a mark is the
// usual length in speech, so the larger of both views counts.
constexpr double kBytesPerSpokenWord = 6.5;

}  // namespace

std::int64_t tokens_of_words(std::int64_t words, const ModelInfo& model) {
  return static_cast<std::int64_t>(std::ceil(static_cast<double>(words) * model.tokens_per_word));
}

std::int64_t estimate_tokens(std::string_view text, const ModelInfo& model) {
  const auto words = static_cast<double>(split_words(text).size());
  const double words_by_length = static_cast<double>(text.size()) / kBytesPerSpokenWord;
  return static_cast<std::int64_t>(std::ceil(std::max(words, words_by_length) * model.tokens_per_word));
}

RequestEstimate estimate_request(const ModelRequest& request, const ModelInfo& model) {
  RequestEstimate estimate;
  estimate.instruction_tokens = estimate_tokens(request.instructions, model);
  if (request.schema != nullptr)
    estimate.instruction_tokens += estimate_tokens(to_json_text(*request.schema), model);
  estimate.input_tokens = estimate_tokens(to_json_text(request.input), model);
  estimate.output_tokens =
      tokens_of_words(request.stage == "silver" ? kSilverAnswerWords : kGoldAnswerWords, model);
  return estimate;
}

}  // namespace calltracker::llm
