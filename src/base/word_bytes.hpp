// SPDX-License-Identifier: MIT
#pragma once

// Which bytes make up words: letters, digits, the apostrophe, and everything beyond ASCII. A table, because
// it is asked for every byte of every transcript, several times.

#include <array>
#include <cstddef>

namespace calltracker {

inline constexpr auto kIsWordByte = [] {
  std::array<bool, 256> is_word{};
  for (std::size_t byte = 0; byte < is_word.size(); ++byte) {
    is_word[byte] = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                    (byte >= 'a' && byte <= 'z') || byte >= 0x80U || byte == '\'';
  }
  return is_word;
}();

inline constexpr bool is_word_byte(char c) {
  return kIsWordByte[static_cast<unsigned char>(c)];
}

}  // namespace calltracker
