// SPDX-License-Identifier: MIT
#pragma once

// The words in which people read digits aloud, in English and Spanish: "oh", "forty", "double", "veintidos".

#include <cstdint>
#include <string_view>

namespace calltracker {

enum class NumberKind : std::uint8_t {
  None,
  Digit,     // "five", "oh"
  Digits,    // "fives": as many as the digit before says
  Teen,      // "twelve", also "veintidos": both digits in one word
  Tens,      // "forty", which a digit may follow
  Hundreds,  // "quinientos", which tens and a digit may follow
  Hundred,   // "hundred"
  Thousand,
  Repeat,  // "double": how often the next digit counts
};

struct NumberWord {
  NumberKind kind = NumberKind::None;
  int value = 0;
};

// Of a lower-case word.
NumberWord number_word(std::string_view word);

// What speech recognition writes for a digit when it hears a word: "for" is four, "to" two, "won" one. Only
// where digits are expected.
NumberWord misheard_number_word(std::string_view word);

}  // namespace calltracker
