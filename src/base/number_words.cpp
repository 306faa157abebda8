// SPDX-License-Identifier: MIT
#include "base/number_words.hpp"

#include <unordered_map>

namespace calltracker {
namespace {

using enum NumberKind;
using Words = std::unordered_map<std::string_view, NumberWord>;

NumberWord find(const Words& words, std::string_view word) {
  const auto found = words.find(word);
  return found == words.end() ? NumberWord{} : found->second;
}

}  // namespace

NumberWord number_word(std::string_view word) {
  static const Words words = {{"zero", {Digit, 0}},
                              {"oh", {Digit, 0}},
                              {"o", {Digit, 0}},
                              {"ought", {Digit, 0}},
                              {"nought", {Digit, 0}},
                              {"one", {Digit, 1}},
                              {"two", {Digit, 2}},
                              {"three", {Digit, 3}},
                              {"four", {Digit, 4}},
                              {"five", {Digit, 5}},
                              {"six", {Digit, 6}},
                              {"seven", {Digit, 7}},
                              {"eight", {Digit, 8}},
                              {"nine", {Digit, 9}},
                              {"niner", {Digit, 9}},
                              {"fives", {Digits, 5}},
                              {"ones", {Digits, 1}},
                              {"zeros", {Digits, 0}},
                              {"zeroes", {Digits, 0}},
                              {"twos", {Digits, 2}},
                              {"threes", {Digits, 3}},
                              {"fours", {Digits, 4}},
                              {"sixes", {Digits, 6}},
                              {"sevens", {Digits, 7}},
                              {"eights", {Digits, 8}},
                              {"nines", {Digits, 9}},
                              {"ten", {Teen, 10}},
                              {"eleven", {Teen, 11}},
                              {"twelve", {Teen, 12}},
                              {"thirteen", {Teen, 13}},
                              {"fourteen", {Teen, 14}},
                              {"fifteen", {Teen, 15}},
                              {"sixteen", {Teen, 16}},
                              {"seventeen", {Teen, 17}},
                              {"eighteen", {Teen, 18}},
                              {"nineteen", {Teen, 19}},
                              {"twenty", {Tens, 20}},
                              {"thirty", {Tens, 30}},
                              {"forty", {Tens, 40}},
                              {"fourty", {Tens, 40}},
                              {"fifty", {Tens, 50}},
                              {"sixty", {Tens, 60}},
                              {"seventy", {Tens, 70}},
                              {"eighty", {Tens, 80}},
                              {"ninety", {Tens, 90}},
                              {"hundred", {Hundred, 0}},
                              {"thousand", {Thousand, 0}},
                              {"double", {Repeat, 2}},
                              {"triple", {Repeat, 3}},
                              {"treble", {Repeat, 3}},
                              {"quadruple", {Repeat, 4}},
                              {"cero", {Digit, 0}},
                              {"uno", {Digit, 1}},
                              {"dos", {Digit, 2}},
                              {"tres", {Digit, 3}},
                              {"cuatro", {Digit, 4}},
                              {"cinco", {Digit, 5}},
                              {"seis", {Digit, 6}},
                              {"siete", {Digit, 7}},
                              {"ocho", {Digit, 8}},
                              {"nueve", {Digit, 9}},
                              {"diez", {Teen, 10}},
                              {"once", {Teen, 11}},
                              {"doce", {Teen, 12}},
                              {"trece", {Teen, 13}},
                              {"catorce", {Teen, 14}},
                              {"quince", {Teen, 15}},
                              {"dieciseis", {Teen, 16}},
                              {"diecisiete", {Teen, 17}},
                              {"dieciocho", {Teen, 18}},
                              {"diecinueve", {Teen, 19}},
                              {"veinte", {Tens, 20}},
                              {"veintiuno", {Teen, 21}},
                              {"veintiun", {Teen, 21}},
                              {"veintidos", {Teen, 22}},
                              {"veintitres", {Teen, 23}},
                              {"veinticuatro", {Teen, 24}},
                              {"veinticinco", {Teen, 25}},
                              {"veintiseis", {Teen, 26}},
                              {"veintisiete", {Teen, 27}},
                              {"veintiocho", {Teen, 28}},
                              {"veintinueve", {Teen, 29}},
                              {"treinta", {Tens, 30}},
                              {"cuarenta", {Tens, 40}},
                              {"cincuenta", {Tens, 50}},
                              {"sesenta", {Tens, 60}},
                              {"setenta", {Tens, 70}},
                              {"ochenta", {Tens, 80}},
                              {"noventa", {Tens, 90}},
                              {"cien", {Hundreds, 100}},
                              {"ciento", {Hundreds, 100}},
                              {"doscientos", {Hundreds, 200}},
                              {"trescientos", {Hundreds, 300}},
                              {"cuatrocientos", {Hundreds, 400}},
                              {"quinientos", {Hundreds, 500}},
                              {"seiscientos", {Hundreds, 600}},
                              {"setecientos", {Hundreds, 700}},
                              {"ochocientos", {Hundreds, 800}},
                              {"novecientos", {Hundreds, 900}},
                              {"doble", {Repeat, 2}},
                              {"dieciséis", {Teen, 16}},
                              {"veintidós", {Teen, 22}},
                              {"veintitrés", {Teen, 23}},
                              {"veintiséis", {Teen, 26}}};
  return find(words, word);
}

NumberWord misheard_number_word(std::string_view word) {
  static const Words words = {
      {"for", {Digit, 4}},  {"fore", {Digit, 4}},      {"to", {Digit, 2}},       {"too", {Digit, 2}},
      {"tu", {Digit, 2}},   {"won", {Digit, 1}},       {"wan", {Digit, 1}},      {"ate", {Digit, 8}},
      {"tree", {Digit, 3}}, {"fife", {Digit, 5}},      {"sicks", {Digit, 6}},    {"sex", {Digit, 6}},
      {"owe", {Digit, 0}},  {"ow", {Digit, 0}},        {"nein", {Digit, 9}},     {"nighn", {Digit, 9}},
      {"ait", {Digit, 8}},  {"hunnert", {Hundred, 0}}, {"hunderd", {Hundred, 0}}};
  return find(words, word);
}

}  // namespace calltracker
