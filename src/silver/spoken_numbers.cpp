// SPDX-License-Identifier: MIT
#include "silver/spoken_numbers.hpp"

#include <algorithm>

#include "base/number_words.hpp"
#include "base/text.hpp"

namespace calltracker::silver {
namespace {

// "fifty five" is 55: what follows takes the place of the zeros that the greater number left.
void add_to_last(std::string& digits, const std::string& part) {
  digits.replace(digits.size() - part.size(), part.size(), part);
}

// "three fives".
std::string several(char count, const std::string& digit) {
  std::string digits;
  for (char said = '0'; said < count; ++said) digits += digit;
  return digits;
}

}  // namespace

std::string spoken_digits(std::string_view text, Tens tens) {
  std::string digits;
  int times = 1;
  int room = 0;  // zeros at the end that may still be replaced
  for (const std::string_view word : split_words(text)) {
    const std::string folded = to_lower_ascii(word);
    const NumberWord number = number_word(folded);
    const std::string value = std::to_string(number.value);
    int left = 0;
    switch (number.kind) {
      case NumberKind::Digit:
      case NumberKind::Teen:
      case NumberKind::Tens:
        if (number.value > 0 && static_cast<int>(value.size()) <= room) {
          add_to_last(digits, value);
        } else {
          for (int time = 0; time < times; ++time) digits += value;
        }
        left = number.kind == NumberKind::Tens && tens == Tens::TakeUnits ? 1 : 0;
        break;
      case NumberKind::Digits:
        if (!digits.empty()) digits = digits.substr(0, digits.size() - 1) + several(digits.back(), value);
        break;
      case NumberKind::Hundreds:
        digits += value;
        left = 2;
        break;
      case NumberKind::Hundred:
        digits += "00";
        break;
      case NumberKind::Thousand:
      case NumberKind::Repeat:
        break;
      case NumberKind::None:
        std::copy_if(word.begin(), word.end(), std::back_inserter(digits),
                     [](char c) { return c >= '0' && c <= '9'; });
        // "cincuenta y cinco".
        if (folded == "y" || folded == "and") left = room;
        break;
    }
    times = number.kind == NumberKind::Repeat ? number.value : 1;
    room = left;
  }
  return digits;
}

}  // namespace calltracker::silver
