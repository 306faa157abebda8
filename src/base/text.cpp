// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cctype>
#include <cstdint>

#include "base/word_bytes.hpp"

namespace calltracker {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string to_lower_ascii(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return lowered;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == lower(b); }) != text.end() ||
         part.empty();
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

std::vector<std::string_view> split_words(std::string_view text) {
  constexpr std::size_t kBytesPerWord = 5;
  std::vector<std::string_view> words;
  words.reserve(text.size() / kBytesPerWord + 1);
  std::size_t position = 0;
  while (position < text.size()) {
    while (position < text.size() && !is_word_byte(text[position])) ++position;
    const std::size_t start = position;
    while (position < text.size() && is_word_byte(text[position])) ++position;
    if (position > start) words.push_back(text.substr(start, position - start));
  }
  return words;
}

std::string collapse_whitespace(std::string_view text) {
  std::string collapsed;
  collapsed.reserve(text.size());
  for (const char c : trim(text)) {
    if (!is_space(c)) {
      collapsed.push_back(c);
    } else if (collapsed.back() != ' ') {
      collapsed.push_back(' ');
    }
  }
  return collapsed;
}

std::string to_valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t position = 0; position < length;) {
    const std::int64_t start = position;
    UChar32 code_point = 0;
    U8_NEXT(bytes, position, length, code_point);
    if (code_point < 0) {
      valid.append("\xEF\xBF\xBD");
    } else if (code_point != 0) {
      valid.append(text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(position - start)));
    }
  }
  return valid;
}

std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
  return text.substr(0, bytes_max);
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before(right.size() + 1), previous(right.size() + 1), current(right.size() + 1);
  for (std::size_t column = 0; column <= right.size(); ++column) previous[column] = column;
  for (std::size_t row = 1; row <= left.size(); ++row) {
    current[0] = row;
    for (std::size_t column = 1; column <= right.size(); ++column) {
      const bool same = lower(left[row - 1]) == lower(right[column - 1]);
      current[column] =
          std::min({previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1)});
      if (row > 1 && column > 1 && lower(left[row - 1]) == lower(right[column - 2]) &&
          lower(left[row - 2]) == lower(right[column - 1])) {
        current[column] = std::min(current[column], before[column - 2] + 1);
      }
    }
    before.swap(previous);
    previous.swap(current);
  }
  return previous[right.size()];
}

}  // namespace calltracker
