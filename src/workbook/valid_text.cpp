// SPDX-License-Identifier: MIT
#include "workbook/valid_text.hpp"

#include <cstdint>
#include <cstring>

namespace calltracker::workbook {
namespace {

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// True when none of eight bytes is NUL or above 0x7F.
bool all_plain(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  return ((word | (word - kOnes)) & kHighs) == 0;
}

}  // namespace

std::size_t utf8_sequence_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t index = 1; index < length; ++index) {
    if (!is_continuation(text[index])) return 0;
  }
  // Overlong forms, surrogates and code points beyond U+10FFFF show in the second byte.
  const auto second = static_cast<unsigned char>(text[1]);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F)) {
    return 0;
  }
  return length;
}

bool is_clean_utf8(std::string_view text) {
  std::size_t index = 0;
  while (index < text.size()) {
    if (text.size() - index >= 8 && all_plain(text.data() + index)) {
      index += 8;
      continue;
    }
    const std::size_t length = utf8_sequence_length(text.substr(index));
    if (length == 0 || text[index] == '\0') return false;
    index += length;
  }
  return true;
}

void append_utf8(std::string& target, char32_t code_point) {
  const auto add = [&target](char32_t byte) { target.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    add(code_point);
  } else if (code_point < 0x800) {
    add(0xC0 | (code_point >> 6));
    add(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    add(0xE0 | (code_point >> 12));
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  } else {
    add(0xF0 | (code_point >> 18));
    add(0x80 | (code_point >> 12 & 0x3F));
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  }
}

}  // namespace calltracker::workbook
