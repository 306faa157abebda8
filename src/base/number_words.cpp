// SPDX-License-Identifier: MIT
#include "base/number_words.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace calltracker {
namespace {

using enum NumberKind;
using Entry = std::pair<std::string_view, NumberWord>;

// Both in the order of their bytes.
constexpr Entry kWords[] = {{"catorce", {Teen, 14}},
                            {"cero", {Digit, 0}},
                            {"cien", {Hundreds, 100}},
                            {"ciento", {Hundreds, 100}},
                            {"cinco", {Digit, 5}},
                            {"cincuenta", {Tens, 50}},
                            {"cuarenta", {Tens, 40}},
                            {"cuatro", {Digit, 4}},
                            {"cuatrocientos", {Hundreds, 400}},
                            {"diecinueve", {Teen, 19}},
                            {"dieciocho", {Teen, 18}},
                            {"dieciseis", {Teen, 16}},
                            {"diecisiete", {Teen, 17}},
                            {"dieciséis", {Teen, 16}},
                            {"diez", {Teen, 10}},
                            {"doble", {Repeat, 2}},
                            {"doce", {Teen, 12}},
                            {"dos", {Digit, 2}},
                            {"doscientos", {Hundreds, 200}},
                            {"double", {Repeat, 2}},
                            {"eight", {Digit, 8}},
                            {"eighteen", {Teen, 18}},
                            {"eights", {Digits, 8}},
                            {"eighty", {Tens, 80}},
                            {"eleven", {Teen, 11}},
                            {"fifteen", {Teen, 15}},
                            {"fifty", {Tens, 50}},
                            {"five", {Digit, 5}},
                            {"fives", {Digits, 5}},
                            {"forty", {Tens, 40}},
                            {"four", {Digit, 4}},
                            {"fours", {Digits, 4}},
                            {"fourteen", {Teen, 14}},
                            {"fourty", {Tens, 40}},
                            {"hundred", {Hundred, 0}},
                            {"nickel", {Digit, 5}},
                            {"nine", {Digit, 9}},
                            {"niner", {Digit, 9}},
                            {"nines", {Digits, 9}},
                            {"nineteen", {Teen, 19}},
                            {"ninety", {Tens, 90}},
                            {"nought", {Digit, 0}},
                            {"novecientos", {Hundreds, 900}},
                            {"noventa", {Tens, 90}},
                            {"nueve", {Digit, 9}},
                            {"o", {Digit, 0}},
                            {"ochenta", {Tens, 80}},
                            {"ocho", {Digit, 8}},
                            {"ochocientos", {Hundreds, 800}},
                            {"oh", {Digit, 0}},
                            {"once", {Teen, 11}},
                            {"one", {Digit, 1}},
                            {"ones", {Digits, 1}},
                            {"ought", {Digit, 0}},
                            {"quadruple", {Repeat, 4}},
                            {"quince", {Teen, 15}},
                            {"quinientos", {Hundreds, 500}},
                            {"seis", {Digit, 6}},
                            {"seiscientos", {Hundreds, 600}},
                            {"sesenta", {Tens, 60}},
                            {"setecientos", {Hundreds, 700}},
                            {"setenta", {Tens, 70}},
                            {"seven", {Digit, 7}},
                            {"sevens", {Digits, 7}},
                            {"seventeen", {Teen, 17}},
                            {"seventy", {Tens, 70}},
                            {"siete", {Digit, 7}},
                            {"six", {Digit, 6}},
                            {"sixes", {Digits, 6}},
                            {"sixteen", {Teen, 16}},
                            {"sixty", {Tens, 60}},
                            {"ten", {Teen, 10}},
                            {"thirteen", {Teen, 13}},
                            {"thirty", {Tens, 30}},
                            {"thousand", {Thousand, 0}},
                            {"three", {Digit, 3}},
                            {"threes", {Digits, 3}},
                            {"treble", {Repeat, 3}},
                            {"trece", {Teen, 13}},
                            {"treinta", {Tens, 30}},
                            {"tres", {Digit, 3}},
                            {"trescientos", {Hundreds, 300}},
                            {"triple", {Repeat, 3}},
                            {"twelve", {Teen, 12}},
                            {"twenty", {Tens, 20}},
                            {"two", {Digit, 2}},
                            {"twos", {Digits, 2}},
                            {"uno", {Digit, 1}},
                            {"veinte", {Tens, 20}},
                            {"veinticinco", {Teen, 25}},
                            {"veinticuatro", {Teen, 24}},
                            {"veintidos", {Teen, 22}},
                            {"veintidós", {Teen, 22}},
                            {"veintinueve", {Teen, 29}},
                            {"veintiocho", {Teen, 28}},
                            {"veintiseis", {Teen, 26}},
                            {"veintisiete", {Teen, 27}},
                            {"veintiséis", {Teen, 26}},
                            {"veintitres", {Teen, 23}},
                            {"veintitrés", {Teen, 23}},
                            {"veintiun", {Teen, 21}},
                            {"veintiuno", {Teen, 21}},
                            {"zero", {Digit, 0}},
                            {"zeroes", {Digits, 0}},
                            {"zeros", {Digits, 0}}};

constexpr Entry kMisheard[] = {
    {"ait", {Digit, 8}},   {"ate", {Digit, 8}},       {"fife", {Digit, 5}},      {"for", {Digit, 4}},
    {"fore", {Digit, 4}},  {"hunderd", {Hundred, 0}}, {"hunnert", {Hundred, 0}}, {"nein", {Digit, 9}},
    {"nighn", {Digit, 9}}, {"ow", {Digit, 0}},        {"owe", {Digit, 0}},       {"sex", {Digit, 6}},
    {"sicks", {Digit, 6}}, {"to", {Digit, 2}},        {"too", {Digit, 2}},       {"tree", {Digit, 3}},
    {"tu", {Digit, 2}},    {"wan", {Digit, 1}},       {"won", {Digit, 1}}};

NumberWord find(std::span<const Entry> words, std::string_view word) {
  const auto found =
      std::lower_bound(words.begin(), words.end(), word,
                       [](const Entry& entry, std::string_view wanted) { return entry.first < wanted; });
  return found != words.end() && found->first == word ? found->second : NumberWord{};
}

}  // namespace

NumberWord number_word(std::string_view word) {
  return find(kWords, word);
}

NumberWord misheard_number_word(std::string_view word) {
  return find(kMisheard, word);
}

}  // namespace calltracker
