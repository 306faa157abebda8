// SPDX-License-Identifier: MIT
#include "silver/spoken_numbers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace calltracker::silver {
namespace {

using NumberWord = std::pair<std::string_view, int>;

constexpr std::array<NumberWord, 25> kDigits = {
    {{"zero", 0},  {"oh", 0},    {"o", 0},      {"one", 1},   {"two", 2},  {"three", 3}, {"four", 4},
     {"five", 5},  {"six", 6},   {"seven", 7},  {"eight", 8}, {"nine", 9}, {"cero", 0},  {"uno", 1},
     {"dos", 2},   {"tres", 3},  {"cuatro", 4}, {"cinco", 5}, {"seis", 6}, {"siete", 7}, {"ocho", 8},
     {"nueve", 9}, {"niner", 9}, {"ought", 0},  {"nought", 0}}};
constexpr std::array<NumberWord, 20> kTeens = {
    {{"diez", 10},    {"once", 11},      {"doce", 12},       {"trece", 13},     {"catorce", 14},
     {"quince", 15},  {"dieciseis", 16}, {"diecisiete", 17}, {"dieciocho", 18}, {"diecinueve", 19},
     {"ten", 10},     {"eleven", 11},    {"twelve", 12},     {"thirteen", 13},  {"fourteen", 14},
     {"fifteen", 15}, {"sixteen", 16},   {"seventeen", 17},  {"eighteen", 18},  {"nineteen", 19}}};
constexpr std::array<NumberWord, 16> kTens = {{{"veinte", 2},
                                               {"treinta", 3},
                                               {"cuarenta", 4},
                                               {"cincuenta", 5},
                                               {"sesenta", 6},
                                               {"setenta", 7},
                                               {"ochenta", 8},
                                               {"noventa", 9},
                                               {"twenty", 2},
                                               {"thirty", 3},
                                               {"forty", 4},
                                               {"fifty", 5},
                                               {"sixty", 6},
                                               {"seventy", 7},
                                               {"eighty", 8},
                                               {"ninety", 9}}};

template <std::size_t Size>
std::optional<int> find(const std::array<NumberWord, Size>& words, std::string_view word) {
  for (const auto& [name, value] : words) {
    if (equals_ignoring_case(name, word)) return value;
  }
  return std::nullopt;
}

// How often "double" and "triple" say the next digit.
int repetitions(std::string_view word) {
  if (equals_ignoring_case(word, "double")) return 2;
  return equals_ignoring_case(word, "triple") ? 3 : 1;
}

}  // namespace

std::string spoken_digits(std::string_view text) {
  std::string digits;
  int times = 1;
  bool after_tens = false;
  for (const std::string_view word : split_words(text)) {
    const auto digit = find(kDigits, word);
    const auto tens = find(kTens, word);
    if (digit) {
      // "fifty five" is 55: the digit takes the place of the zero that "fifty" left.
      if (after_tens && *digit != 0) digits.pop_back();
      digits.append(static_cast<std::size_t>(times), static_cast<char>('0' + *digit));
    } else if (const auto teen = find(kTeens, word)) {
      digits += std::to_string(*teen);
    } else if (tens) {
      digits += std::to_string(*tens) + "0";
    } else if (equals_ignoring_case(word, "hundred")) {
      digits += "00";
    } else {
      std::copy_if(word.begin(), word.end(), std::back_inserter(digits),
                   [](char c) { return c >= '0' && c <= '9'; });
    }
    times = repetitions(word);
    // "cincuenta y cinco" is 55 too.
    after_tens = tens.has_value() || (after_tens && equals_ignoring_case(word, "y"));
  }
  return digits;
}

}  // namespace calltracker::silver
