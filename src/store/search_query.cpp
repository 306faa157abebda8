// SPDX-License-Identifier: MIT
#include "store/search_query.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace calltracker::store {
namespace {

constexpr std::size_t kTermsMax = 12;
constexpr std::size_t kBeginningLettersMin = 2;
constexpr std::size_t kWordsBeforeHit = 8;
constexpr std::size_t kWordsAfterHit = 14;
constexpr std::size_t kPhoneDigitsMax = 10;

// Bytes of other alphabets count as letters.
bool is_word_byte(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0 || static_cast<unsigned char>(byte) >= 0x80;
}

struct Span {
  std::size_t start = 0;
  std::size_t length = 0;
};

std::vector<Span> words_of(std::string_view text) {
  std::vector<Span> words;
  std::size_t position = 0;
  while (position < text.size()) {
    if (!is_word_byte(text[position])) {
      ++position;
      continue;
    }
    const std::size_t start = position;
    while (position < text.size() && is_word_byte(text[position])) ++position;
    words.push_back({.start = start, .length = position - start});
  }
  return words;
}

// The digits of a text that is nothing but a telephone number, or part of one.
std::optional<std::string> phone_digits(std::string_view text) {
  std::string digits;
  for (const char byte : text) {
    if (std::isdigit(static_cast<unsigned char>(byte)) != 0) {
      digits.push_back(byte);
    } else if (std::string_view(" ()-.+").find(byte) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  if (digits.size() < 3) return std::nullopt;
  if (digits.size() > kPhoneDigitsMax) digits.erase(0, digits.size() - kPhoneDigitsMax);
  return digits;
}

// Enough of a word's ending is taken away that "trailers", "trailer" and "trailered" begin alike.
std::string_view stem_of(std::string_view word) {
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (word.size() > ending.size() + 2 && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

void add_term(std::vector<SearchTerm>& terms, std::string_view text, bool is_beginning) {
  SearchTerm term;
  for (const Span& word : words_of(text)) {
    term.words.push_back(to_lower_ascii(text.substr(word.start, word.length)));
  }
  if (term.words.empty() || terms.size() == kTermsMax) return;
  term.is_beginning =
      is_beginning && term.words.size() == 1 && term.words.front().size() >= kBeginningLettersMin;
  terms.push_back(std::move(term));
}

}  // namespace

std::optional<SearchQuery> SearchQuery::parse(std::string_view text) {
  SearchQuery query;
  if (const auto digits = phone_digits(text)) {
    query.terms_.push_back({.words = {*digits}});
    return query;
  }
  std::size_t position = 0;
  while (position < text.size()) {
    if (text[position] == ' ') {
      ++position;
      continue;
    }
    const bool is_quoted = text[position] == '"';
    if (is_quoted) ++position;
    const std::size_t end = std::min(text.find(is_quoted ? '"' : ' ', position), text.size());
    const std::string_view piece = text.substr(position, end - position);
    const auto digits = is_quoted ? std::nullopt : phone_digits(piece);
    if (digits) {
      query.terms_.push_back({.words = {*digits}});
    } else {
      add_term(query.terms_, piece, !is_quoted && piece.ends_with('*'));
    }
    position = end + 1;
  }
  if (query.terms_.empty()) return std::nullopt;
  return query;
}

bool SearchQuery::hits(std::string_view word) const {
  const std::string lower = to_lower_ascii(word);
  return std::any_of(terms_.begin(), terms_.end(), [&lower](const SearchTerm& term) {
    return std::any_of(term.words.begin(), term.words.end(), [&](const std::string& wanted) {
      return term.is_beginning ? lower.starts_with(wanted) : stem_of(lower) == stem_of(wanted);
    });
  });
}

std::vector<SnippetPiece> SearchQuery::snippet(const std::vector<std::string>& texts) const {
  for (const std::string& text : texts) {
    const std::vector<Span> words = words_of(text);
    const auto is_hit = [&](const Span& word) {
      return hits(std::string_view(text).substr(word.start, word.length));
    };
    const auto first = std::find_if(words.begin(), words.end(), is_hit);
    if (first == words.end()) continue;
    const auto place = static_cast<std::size_t>(first - words.begin());
    const std::size_t from = place > kWordsBeforeHit ? place - kWordsBeforeHit : 0;
    const std::size_t to = std::min(place + kWordsAfterHit, words.size());
    std::vector<SnippetPiece> pieces;
    std::size_t position = from == 0 ? 0 : words[from].start;
    std::string plain = from == 0 ? "" : "…";
    for (std::size_t index = from; index < to; ++index) {
      if (!is_hit(words[index])) continue;
      plain += text.substr(position, words[index].start - position);
      if (!plain.empty()) pieces.push_back({.text = std::move(plain), .is_hit = false});
      plain.clear();
      pieces.push_back({.text = text.substr(words[index].start, words[index].length), .is_hit = true});
      position = words[index].start + words[index].length;
    }
    const std::size_t end = to == words.size() ? text.size() : words[to - 1].start + words[to - 1].length;
    plain += text.substr(position, end > position ? end - position : 0);
    if (to < words.size()) plain += "…";
    if (!plain.empty()) pieces.push_back({.text = std::move(plain), .is_hit = false});
    return pieces;
  }
  return {};
}

}  // namespace calltracker::store
