// SPDX-License-Identifier: MIT
#include "llm/providers/offline/everyday_words.hpp"

#include "llm/embedded_files.hpp"

namespace calltracker::llm::offline {
namespace {

// The words after the comments at the file's head.
std::string_view table() {
  static const std::string_view text = [] {
    std::string_view rest = embedded::file("providers/offline/data/everyday_words.txt");
    while (rest.starts_with('#')) rest.remove_prefix(rest.find('\n') + 1);
    return rest;
  }();
  return text;
}

std::string_view line_at(std::size_t offset) {
  const std::string_view rest = table().substr(offset);
  return rest.substr(0, rest.find('\n'));
}

std::string_view word_of(std::string_view line) {
  return line.substr(0, line.find('*'));
}

}  // namespace

Everyday everyday(std::string_view folded) {
  const std::string_view word = folded.substr(0, folded.find('\''));
  if (folded.ends_with("n't")) return Everyday::Word;
  if (word.size() < 2) return Everyday::Word;  // "I'd"
  std::size_t low = 0;
  std::size_t high = table().size();
  while (low < high) {
    std::size_t middle = low + (high - low) / 2;
    while (middle > low && table()[middle - 1] != '\n') --middle;
    const std::string_view line = line_at(middle);
    if (word_of(line) == word) return line.ends_with('*') ? Everyday::Surname : Everyday::Word;
    if (word_of(line) < word) {
      low = middle + line.size() + 1;
    } else {
      high = middle;
    }
  }
  return Everyday::No;
}

}  // namespace calltracker::llm::offline
