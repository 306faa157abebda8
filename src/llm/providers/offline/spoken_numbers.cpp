// SPDX-License-Identifier: MIT
#include "llm/providers/offline/spoken_numbers.hpp"

#include <algorithm>
#include <string_view>

#include "base/number_words.hpp"

namespace calltracker::llm::offline {
namespace {

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

// Turns number words into dialled digits as they come. "Seventy five five five" is 75 55, or 70 555 when told
// to keep tens apart.
class Dial {
 public:
  explicit Dial(bool keeps_tens_apart) : keeps_tens_apart_(keeps_tens_apart) {}

  void take(const Token& token, NumberWord word) {
    using enum NumberKind;
    if (token.digits) {
      settle();
      append_repeated(digits_of(token));
      return;
    }
    switch (word.kind) {
      case Repeat:
        settle();
        repeat_ = word.value;
        break;
      case Hundreds:
        settle();
        value_ = word.value;
        room_ = 100;
        break;
      case Tens:
        take_part(word.value, 100, keeps_tens_apart_ ? 1 : 10);
        break;
      case Teen:
        take_part(word.value, 100, 1);
        break;
      case Digit:
        take_part(word.value, 10, 1);
        break;
      case Digits:
        take_several(word.value);
        break;
      case Hundred:
        settle();
        digits_ += "00";
        break;
      case Thousand:
        settle();
        digits_ += "000";
        break;
      case None:
        break;
    }
  }

  // A pause ends a number: "seven seventy, five five five".
  void pause() { settle(); }

  std::size_t size() const { return digits_.size() + (value_ > 0 ? std::to_string(value_).size() : 0); }

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

  // "forty", "two" is 42 and "quinientos", "cincuenta" 550; a part that finds no room starts a number of its
  // own.
  void take_part(int part, int size, int room) {
    if (room_ >= size && part > 0) {
      value_ += part;
      room_ = room;
    } else {
      settle();
      value_ = part;
      room_ = room;
      if (part == 0 || room == 1) append_value();
    }
  }

  // "three fives".
  void take_several(int digit) {
    settle();
    if (digits_.empty()) return;
    const int times = digits_.back() - '0';
    digits_.pop_back();
    for (int time = 0; time < times; ++time) digits_ += static_cast<char>('0' + digit);
  }

  void settle() {
    if (value_ > 0) append_value();
  }

  void append_value() {
    append_repeated(std::to_string(value_));
    value_ = 0;
    room_ = 1;
  }

  void append_repeated(const std::string& digits) {
    for (int times = 0; times < repeat_; ++times) digits_ += digits;
    repeat_ = 1;
  }

  bool keeps_tens_apart_;
  std::string digits_;
  int value_ = 0;  // of a number that may go on
  int room_ = 1;   // what may still be added to it is smaller than this
  int repeat_ = 1;
};

}  // namespace

bool is_number_word(const Token& token) {
  return token.digits || number_word(token.folded).kind != NumberKind::None;
}

namespace {

class RunReader {
 public:
  RunReader(const Conversation& conversation, const TurnView& turn, bool digits_expected)
      : tokens_(conversation.tokens()), turn_(turn), digits_expected_(digits_expected) {}

  std::vector<DigitRun> run() const {
    std::vector<DigitRun> runs;
    for (std::uint32_t position = turn_.first; position < turn_.last;) {
      if (!tokens_[position].digits && numeral_at(position, false).kind == NumberKind::None) {
        ++position;
        continue;
      }
      DigitRun run = read(position, false);
      // "Seven seventy five five five oh one eight five".
      constexpr std::size_t kPhoneDigits = 10;
      if (run.digits.size() == kPhoneDigits - 1) {
        DigitRun apart = read(position, true);
        if (apart.digits.size() == kPhoneDigits) run = std::move(apart);
      }
      runs.push_back(std::move(run));
      position = runs.back().last;
    }
    return runs;
  }

 private:
  bool is_spoken_number(std::uint32_t at) const {
    return at >= turn_.first && at < turn_.last && !tokens_[at].digits && is_number_word(tokens_[at]);
  }

  // "For two three" where a number was asked for: what stands among spoken digits is one. "Text me at
  // 813-555-0190 for now" holds no more than it shows.
  NumberWord numeral_at(std::uint32_t at, bool after_number) const {
    const NumberWord word = number_word(tokens_[at].folded);
    if (word.kind == NumberKind::Digits && !after_number) return NumberWord{};
    if (word.kind != NumberKind::None || !digits_expected_) return word;
    const bool among = is_spoken_number(at + 1) || (after_number && !tokens_[at - 1].digits);
    return among ? misheard_number_word(tokens_[at].folded) : word;
  }

  DigitRun read(std::uint32_t position, bool keeps_tens_apart) const {
    DigitRun run{.turn = tokens_[position].turn, .first = position};
    run.money = tokens_[position].before == '$';
    Dial dial(keeps_tens_apart);
    std::uint32_t scan = position;
    while (scan < turn_.last) {
      const NumberWord word = numeral_at(scan, scan > position && run.last == scan);
      if (tokens_[scan].digits || word.kind != NumberKind::None) {
        if (scan > position && tokens_[scan].before != ' ' && tokens_[scan].before != '-') {
          dial.pause();
          run.groups.push_back(dial.size());
        }
        run.counted = run.counted || word.kind == NumberKind::Thousand ||
                      (word.kind == NumberKind::Hundred && dial.size() > 2);
        dial.take(tokens_[scan], word);
        run.last = ++scan;
      } else if (joins_digits(tokens_[scan].folded) && scan - run.last < 2) {
        ++scan;
      } else {
        break;
      }
    }
    run.digits = dial.finish();
    if (run.last < turn_.last && measures(tokens_[run.last].folded)) run.money = true;
    return run;
  }

  const std::vector<Token>& tokens_;
  const TurnView& turn_;
  bool digits_expected_;
};

}  // namespace

std::vector<DigitRun> find_digit_runs(const Conversation& conversation, const TurnView& turn,
                                      bool digits_expected) {
  return RunReader(conversation, turn, digits_expected).run();
}

}  // namespace calltracker::llm::offline
