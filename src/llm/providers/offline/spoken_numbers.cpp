// SPDX-License-Identifier: MIT
#include "llm/providers/offline/spoken_numbers.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace calltracker::llm::offline {
namespace {

enum class Kind : std::uint8_t { None, Digit, Teen, Tens, Hundred, Thousand, Repeat };

struct Numeral {
  Kind kind = Kind::None;
  int value = 0;
};

Numeral numeral_of(std::string_view word) {
  using enum Kind;
  static const std::unordered_map<std::string_view, Numeral> kNumerals = {
      {"zero", {Digit, 0}},       {"oh", {Digit, 0}},          {"o", {Digit, 0}},
      {"nought", {Digit, 0}},     {"one", {Digit, 1}},         {"two", {Digit, 2}},
      {"three", {Digit, 3}},      {"four", {Digit, 4}},        {"five", {Digit, 5}},
      {"six", {Digit, 6}},        {"seven", {Digit, 7}},       {"eight", {Digit, 8}},
      {"nine", {Digit, 9}},       {"niner", {Digit, 9}},       {"ten", {Teen, 10}},
      {"eleven", {Teen, 11}},     {"twelve", {Teen, 12}},      {"thirteen", {Teen, 13}},
      {"fourteen", {Teen, 14}},   {"fifteen", {Teen, 15}},     {"sixteen", {Teen, 16}},
      {"seventeen", {Teen, 17}},  {"eighteen", {Teen, 18}},    {"nineteen", {Teen, 19}},
      {"twenty", {Tens, 20}},     {"thirty", {Tens, 30}},      {"forty", {Tens, 40}},
      {"fourty", {Tens, 40}},     {"fifty", {Tens, 50}},       {"sixty", {Tens, 60}},
      {"seventy", {Tens, 70}},    {"eighty", {Tens, 80}},      {"ninety", {Tens, 90}},
      {"hundred", {Hundred, 0}},  {"thousand", {Thousand, 0}}, {"double", {Repeat, 2}},
      {"triple", {Repeat, 3}},    {"cero", {Digit, 0}},        {"uno", {Digit, 1}},
      {"dos", {Digit, 2}},        {"tres", {Digit, 3}},        {"cuatro", {Digit, 4}},
      {"cinco", {Digit, 5}},      {"seis", {Digit, 6}},        {"siete", {Digit, 7}},
      {"ocho", {Digit, 8}},       {"nueve", {Digit, 9}},       {"diez", {Teen, 10}},
      {"once", {Teen, 11}},       {"doce", {Teen, 12}},        {"trece", {Teen, 13}},
      {"catorce", {Teen, 14}},    {"quince", {Teen, 15}},      {"dieciseis", {Teen, 16}},
      {"diecisiete", {Teen, 17}}, {"dieciocho", {Teen, 18}},   {"diecinueve", {Teen, 19}},
      {"veinte", {Tens, 20}},     {"treinta", {Tens, 30}},     {"cuarenta", {Tens, 40}},
      {"cincuenta", {Tens, 50}},  {"sesenta", {Tens, 60}},     {"setenta", {Tens, 70}},
      {"ochenta", {Tens, 80}},    {"noventa", {Tens, 90}},     {"cien", {Hundred, 1}}};
  const auto found = kNumerals.find(word);
  return found == kNumerals.end() ? Numeral{} : found->second;
}

bool joins_digits(std::string_view word) {
  static constexpr std::string_view kJoiners[] = {"dash", "hyphen", "um",     "uh",   "and", "area",
                                                  "code", "point",  "dot",    "then", "y",   "space",
                                                  "okay", "er",     "that's", "plus", "ah",  "comma"};
  return std::find(std::begin(kJoiners), std::end(kJoiners), word) != std::end(kJoiners);
}

bool measures(std::string_view word) {
  static constexpr std::string_view kUnits[] = {
      "dollars", "dollar",  "bucks",   "grand",    "percent", "a",       "per",    "foot",     "feet",
      "footer",  "ft",      "k",       "months",   "month",   "years",   "year",   "weeks",    "days",
      "hours",   "minutes", "miles",   "trailers", "trucks",  "units",   "pounds", "thousand", "axles",
      "axle",    "inches",  "inch",    "pallets",  "million", "am",      "pm",     "down",     "model",
      "drivers", "mil",     "dolares", "footers",  "vans",    "reefers", "apr",    "psi"};
  return std::find(std::begin(kUnits), std::end(kUnits), word) != std::end(kUnits);
}

// Turns number words into dialled digits as they come.
class Dial {
 public:
  void take(const Token& token) {
    if (token.digits) {
      settle();
      append_repeated(digits_of(token));
      return;
    }
    const Numeral numeral = numeral_of(token.folded);
    switch (numeral.kind) {
      case Kind::Repeat:
        settle();
        repeat_ = numeral.value;
        break;
      case Kind::Tens:
        settle();
        tens_ = numeral.value;
        break;
      case Kind::Digit:
        if (tens_ > 0 && numeral.value > 0) {
          digits_ += std::to_string(tens_ + numeral.value);
          tens_ = 0;
        } else {
          settle();
          append_repeated(std::string(1, static_cast<char>('0' + numeral.value)));
        }
        break;
      case Kind::Teen:
        settle();
        append_repeated(std::to_string(numeral.value));
        break;
      case Kind::Hundred:
        settle();
        digits_ += numeral.value == 1 ? "100" : "00";
        break;
      case Kind::Thousand:
        settle();
        digits_ += "000";
        break;
      case Kind::None:
        break;
    }
  }

  std::size_t size() const { return digits_.size() + (tens_ > 0 ? 2 : 0); }

  std::string finish() {
    settle();
    return digits_;
  }

 private:
  static std::string digits_of(const Token& token) {
    std::string digits;
    std::copy_if(token.folded.begin(), token.folded.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    return digits;
  }

  void settle() {
    if (tens_ > 0) append_repeated(std::to_string(tens_));
    tens_ = 0;
  }

  void append_repeated(const std::string& digits) {
    for (int times = 0; times < repeat_; ++times) digits_ += digits;
    repeat_ = 1;
  }

  std::string digits_;
  int tens_ = 0;
  int repeat_ = 1;
};

}  // namespace

bool is_number_word(const Token& token) {
  return token.digits || numeral_of(token.folded).kind != Kind::None;
}

std::vector<DigitRun> find_digit_runs(const Conversation& conversation, const TurnView& turn) {
  const std::vector<Token>& tokens = conversation.tokens();
  std::vector<DigitRun> runs;
  for (std::uint32_t position = turn.first; position < turn.last;) {
    if (!is_number_word(tokens[position])) {
      ++position;
      continue;
    }
    DigitRun run{.turn = tokens[position].turn, .first = position};
    run.money = tokens[position].before == '$';
    Dial dial;
    std::uint32_t scan = position;
    while (scan < turn.last) {
      if (is_number_word(tokens[scan])) {
        if (scan > position && tokens[scan].before != ' ' && tokens[scan].before != '-') {
          run.groups.push_back(dial.size());
        }
        const Kind kind = numeral_of(tokens[scan].folded).kind;
        run.counted = run.counted || kind == Kind::Thousand || (kind == Kind::Hundred && dial.size() > 2);
        dial.take(tokens[scan]);
        run.last = ++scan;
      } else if (joins_digits(tokens[scan].folded) && scan - run.last < 2) {
        ++scan;
      } else {
        break;
      }
    }
    run.digits = dial.finish();
    if (run.last < turn.last && measures(tokens[run.last].folded)) run.money = true;
    runs.push_back(std::move(run));
    position = runs.back().last;
  }
  return runs;
}

}  // namespace calltracker::llm::offline
