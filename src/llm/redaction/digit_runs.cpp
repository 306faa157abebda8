// SPDX-License-Identifier: MIT
#include "llm/redaction/digit_runs.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.hpp"

namespace calltracker::llm {
namespace {

enum class Kind { Other, Digits, Tens, Repeat, Hundred, Thousand, Filler, Unit };

struct Word {
  Kind kind = Kind::Other;
  std::string digits;  // of Digits and Tens
  int times = 1;       // of Repeat
  std::size_t begin = 0;
  std::size_t end = 0;
};

const std::unordered_map<std::string, std::string>& spoken_digits() {
  static const std::unordered_map<std::string, std::string> words = {
      {"zero", "0"},     {"oh", "0"},         {"o", "0"},         {"ought", "0"},     {"one", "1"},
      {"two", "2"},      {"three", "3"},      {"four", "4"},      {"five", "5"},      {"six", "6"},
      {"seven", "7"},    {"eight", "8"},      {"nine", "9"},      {"niner", "9"},     {"ten", "10"},
      {"eleven", "11"},  {"twelve", "12"},    {"thirteen", "13"}, {"fourteen", "14"}, {"fifteen", "15"},
      {"sixteen", "16"}, {"seventeen", "17"}, {"eighteen", "18"}, {"nineteen", "19"}, {"cero", "0"},
      {"uno", "1"},      {"dos", "2"},        {"tres", "3"},      {"cuatro", "4"},    {"cinco", "5"},
      {"seis", "6"},     {"siete", "7"},      {"ocho", "8"},      {"nueve", "9"},     {"diez", "10"},
      {"once", "11"},    {"doce", "12"},      {"trece", "13"},    {"catorce", "14"},  {"quince", "15"}};
  return words;
}

const std::unordered_map<std::string, std::string>& spoken_tens() {
  static const std::unordered_map<std::string, std::string> words = {
      {"twenty", "20"},  {"thirty", "30"},  {"forty", "40"},    {"fifty", "50"},
      {"sixty", "60"},   {"seventy", "70"}, {"eighty", "80"},   {"ninety", "90"},
      {"veinte", "20"},  {"treinta", "30"}, {"cuarenta", "40"}, {"cincuenta", "50"},
      {"sesenta", "60"}, {"setenta", "70"}, {"ochenta", "80"},  {"noventa", "90"}};
  return words;
}

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 17> kFillers = {"dash", "hyphen", "um", "uh",   "er",    "ah",
                                                       "and",  "then",   "y",  "okay", "ok",    "yeah",
                                                       "area", "code",   "so", "it's", "that's"};
constexpr std::array<std::string_view, 22> kUnits = {
    "dollars", "dollar", "bucks", "grand",   "percent", "foot",   "feet",  "footer",
    "ft",      "months", "years", "miles",   "hours",   "pounds", "axles", "inches",
    "million", "units",  "model", "dolares", "k",       "psi"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || byte >= 0x80;
}

Word classify(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string word = to_lower_ascii(text.substr(begin, end - begin));
  Word result{.begin = begin, .end = end};
  if (std::all_of(word.begin(), word.end(), is_digit)) {
    result.kind = Kind::Digits;
    result.digits = word;
  } else if (const auto digits = spoken_digits().find(word); digits != spoken_digits().end()) {
    result.kind = Kind::Digits;
    result.digits = digits->second;
  } else if (const auto tens = spoken_tens().find(word); tens != spoken_tens().end()) {
    result.kind = Kind::Tens;
    result.digits = tens->second;
  } else if (word == "double" || word == "triple") {
    result.kind = Kind::Repeat;
    result.times = word == "double" ? 2 : 3;
  } else if (word == "hundred" || word == "cien") {
    result.kind = Kind::Hundred;
  } else if (word == "thousand" || word == "mil") {
    result.kind = Kind::Thousand;
  } else if (is_one_of(kFillers, word)) {
    result.kind = Kind::Filler;
  } else if (is_one_of(kUnits, word)) {
    result.kind = Kind::Unit;
  }
  return result;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  std::size_t position = 0;
  while (position < text.size()) {
    if (!is_word_character(text[position])) {
      ++position;
      continue;
    }
    std::size_t end = position;
    while (end < text.size() && is_word_character(text[end])) ++end;
    words.push_back(classify(text, position, end));
    position = end;
  }
  return words;
}

bool is_number(const Word& word) {
  return word.kind != Kind::Other && word.kind != Kind::Filler && word.kind != Kind::Unit;
}

// "fifty five" is 55: the digit takes the place of the zero that "fifty" left.
void dial(std::string& digits, const Word& word, const Word* before) {
  if (word.kind == Kind::Hundred) {
    digits += "00";
  } else if (word.kind == Kind::Thousand) {
    digits += "000";
  } else if (word.kind == Kind::Digits || word.kind == Kind::Tens) {
    const bool completes_tens =
        before != nullptr && before->kind == Kind::Tens && word.digits.size() == 1 && word.digits != "0";
    if (completes_tens) digits.pop_back();
    const int times = before != nullptr && before->kind == Kind::Repeat ? before->times : 1;
    for (int count = 0; count < times; ++count) digits += word.digits;
  }
}

// Only marks that are written inside numbers may stand between two words of one.
bool is_joined(std::string_view between) {
  return between.find_first_not_of(" \t\r\n.,-()+/") == std::string_view::npos;
}

bool is_value_mark(std::string_view text, const Word& left, const Word& right) {
  const bool both_written = is_digit(text[left.end - 1]) && is_digit(text[right.begin]);
  return both_written && right.begin == left.end + 1 && (text[left.end] == ',' || text[left.end] == '/');
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), words_(words_of(text)) {}

  std::vector<DigitRun> runs() {
    std::vector<DigitRun> found;
    for (std::size_t index = 0; index < words_.size();) {
      if (!is_number(words_[index])) {
        ++index;
        continue;
      }
      found.push_back(read_run(index));
    }
    return found;
  }

 private:
  // Leaves `index` behind the run's last word.
  DigitRun read_run(std::size_t& index) {
    const std::size_t first = index;
    std::size_t last = index;
    DigitRun run;
    const Word* before = nullptr;
    for (std::size_t scan = index; scan < words_.size(); ++scan) {
      const Word& word = words_[scan];
      if (scan > first && !is_joined(text_.substr(words_[scan - 1].end, word.begin - words_[scan - 1].end)))
        break;
      if (!is_number(word)) {
        if (word.kind != Kind::Filler || scan - last >= 2) break;
        continue;
      }
      if (before != nullptr) run.is_amount = run.is_amount || is_value_mark(text_, *before, word);
      // "eight hundred" is an area code, "four thousand" is not.
      run.is_amount = run.is_amount || word.kind == Kind::Thousand;
      dial(run.digits, word, before);
      before = &word;
      last = scan;
    }
    run.begin = words_[first].begin;
    run.end = words_[last].end;
    take_in_brackets(run);
    run.is_amount = run.is_amount || (run.begin > 0 && text_[run.begin - 1] == '$') ||
                    (last + 1 < words_.size() && words_[last + 1].kind == Kind::Unit);
    run.opens_text = only_fillers(0, first);
    run.closes_text = only_fillers(last + 1, words_.size());
    index = last + 1;
    return run;
  }

  // "(864) 555-0131" and "+1 864 …" are whole with what stands before the first digit.
  void take_in_brackets(DigitRun& run) const {
    if (run.begin > 0 && text_[run.begin - 1] == '(') --run.begin;
    if (run.begin > 0 && text_[run.begin - 1] == '+') --run.begin;
  }

  bool only_fillers(std::size_t from, std::size_t to) const {
    for (std::size_t index = from; index < to; ++index) {
      if (words_[index].kind != Kind::Filler) return false;
    }
    return true;
  }

  std::string_view text_;
  std::vector<Word> words_;
};

}  // namespace

std::vector<DigitRun> find_digit_runs(std::string_view text) {
  return Scanner(text).runs();
}

}  // namespace calltracker::llm
