// SPDX-License-Identifier: MIT
#include "llm/providers/offline/everyday_words.hpp"

#include <unordered_set>

#include "base/text.hpp"
#include "llm/embedded_files.hpp"

namespace calltracker::llm::offline {
namespace {

std::string_view table() {
  static const std::string_view text = embedded::file("providers/offline/data/everyday_words.txt");
  return text;
}

std::string_view line_at(std::size_t offset) {
  const std::string_view rest = table().substr(offset);
  return rest.substr(0, rest.find('\n'));
}

const std::unordered_set<std::string_view>& surnames() {
  static const std::unordered_set<std::string_view> words = [] {
    std::unordered_set<std::string_view> read;
    for (const std::string_view line : split(embedded::file("providers/offline/data/surnames.txt"), '\n')) {
      if (line.starts_with('#')) continue;
      for (const std::string_view word : split_words(line)) read.insert(word);
    }
    return read;
  }();
  return words;
}

}  // namespace

Everyday everyday(std::string_view folded) {
  const std::string_view word = folded.substr(0, folded.find('\''));
  if (folded.ends_with("n't")) return Everyday::Word;
  if (word.size() < 2) return Everyday::Word;  // "I'd"
  if (surnames().contains(word)) return Everyday::Surname;
  std::size_t low = 0;
  std::size_t high = table().size();
  while (low < high) {
    std::size_t middle = low + (high - low) / 2;
    while (middle > low && table()[middle - 1] != '\n') --middle;
    const std::string_view line = line_at(middle);
    if (line == word) return Everyday::Word;
    if (line < word) {
      low = middle + line.size() + 1;
    } else {
      high = middle;
    }
  }
  return Everyday::No;
}

}  // namespace calltracker::llm::offline
