// SPDX-License-Identifier: MIT
#include "llm/providers/offline/spelled_words.hpp"

#include <algorithm>
#include <array>

namespace calltracker::llm::offline {
namespace {

constexpr std::size_t kLettersMin = 3;
constexpr std::size_t kBeginningMin = 4;

bool is_letter(const Token& token) {
  return token.folded.size() == 1 && token.folded[0] >= 'a' && token.folded[0] <= 'z';
}

// What stands between letters: "B as in boy", "S, like Sam, I", "H-O-V, then H-A-N".
std::uint32_t skip_aside(const std::vector<Token>& tokens, std::uint32_t at, std::uint32_t end) {
  static constexpr std::array<std::string_view, 7> kLikes = {"like", "as", "for", "in", "is", "then", "and"};
  const char letter = tokens[at - 1].folded[0];
  std::uint32_t next = at;
  while (next < end && next < at + 2 &&
         std::find(kLikes.begin(), kLikes.end(), tokens[next].folded) != kLikes.end())
    ++next;
  if (next > at && next < end && tokens[next].folded.size() > 1 && tokens[next].folded[0] == letter) ++next;
  return next;
}

std::string bare(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') letters += c;
  }
  return letters;
}

}  // namespace

std::vector<SpelledWord> find_spelled_words(const Conversation& conversation) {
  const std::vector<Token>& tokens = conversation.tokens();
  std::vector<SpelledWord> words;
  for (std::uint32_t token = 0; token < tokens.size();) {
    if (!is_letter(tokens[token])) {
      ++token;
      continue;
    }
    const std::uint32_t end = conversation.turn(tokens[token].turn).last;
    SpelledWord word{.turn = tokens[token].turn, .first = token};
    while (token < end && is_letter(tokens[token])) {
      // "That is a D. A…": a sentence ends a word, except between dictated letters.
      word.letters += tokens[token].folded;
      word.last = ++token;
      const std::uint32_t after_aside = token < end ? skip_aside(tokens, token, end) : token;
      if (after_aside < end && is_letter(tokens[after_aside])) token = after_aside;
    }
    if (word.letters.size() >= kLettersMin) words.push_back(std::move(word));
  }
  return words;
}

bool spells(const SpelledWord& spelled, std::string_view folded_word) {
  const std::string word = bare(folded_word);
  if (word.size() < kLettersMin) return false;
  if (word == spelled.letters) return true;
  const bool broken_off = spelled.letters.size() >= kBeginningMin && word.starts_with(spelled.letters);
  const bool goes_on = word.size() >= kBeginningMin && spelled.letters.starts_with(word);
  return broken_off || goes_on;
}

}  // namespace calltracker::llm::offline
