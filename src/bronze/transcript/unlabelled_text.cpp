// SPDX-License-Identifier: MIT
#include "bronze/transcript/unlabelled_text.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace calltracker::bronze {
namespace {

// Long enough to hold a thought, short enough to be pointed at as evidence.
constexpr std::size_t kPieceBytes = 300;
constexpr std::size_t kPieceBytesMax = 900;
constexpr std::size_t kAlternatingLinesMin = 4;

bool is_sentence_end(char c) {
  return c == '.' || c == '?' || c == '!';
}

void cut_into_sentences(std::string_view words, std::vector<Piece>& pieces) {
  while (!words.empty()) {
    std::size_t end = words.size();
    if (words.size() > kPieceBytes) {
      std::size_t last_blank = std::string_view::npos;
      for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] != ' ') continue;
        last_blank = at;
        if (at >= kPieceBytes && (is_sentence_end(words[at - 1]) || at >= kPieceBytesMax)) break;
      }
      const bool found = last_blank != std::string_view::npos && last_blank >= kPieceBytes;
      if (found && (is_sentence_end(words[last_blank - 1]) || last_blank >= kPieceBytesMax)) end = last_blank;
    }
    pieces.push_back({.label = {}, .at_seconds = {}, .text = std::string(trim(words.substr(0, end)))});
    words = trim(words.substr(end));
  }
}

}  // namespace

std::vector<Piece> split_unlabelled_text(std::string_view text) {
  std::vector<Piece> pieces;
  std::vector<Piece> lines;
  for (const std::string_view line : split(text, '\n')) {
    std::string words = collapse_whitespace(line);
    if (!words.empty()) lines.push_back({.label = {}, .at_seconds = {}, .text = std::move(words)});
  }
  if (looks_like_alternating_lines(lines)) return lines;
  cut_into_sentences(collapse_whitespace(text), pieces);
  return pieces;
}

bool looks_like_alternating_lines(const std::vector<Piece>& pieces) {
  if (pieces.size() < kAlternatingLinesMin) return false;
  const auto finished = std::count_if(pieces.begin(), pieces.end(),
                                      [](const Piece& piece) { return is_sentence_end(piece.text.back()); });
  return 5 * static_cast<std::size_t>(finished) >= 4 * pieces.size();
}

}  // namespace calltracker::bronze
