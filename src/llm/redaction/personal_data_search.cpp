// SPDX-License-Identifier: MIT
#include "llm/redaction/personal_data_search.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "llm/redaction/digit_runs.hpp"

namespace calltracker::llm {
namespace {

// How far back the words that say what a number is may be, and how much the other side may say between two
// pieces of one number.
constexpr std::size_t kContextBytes = 120;
constexpr std::size_t kInterjectionWordsMax = 6;
constexpr std::size_t kPieceDigitsMin = 2;

struct Piece {
  PersonalDataPiece place;
  DigitRun run;
};

const RE2& email_pattern() {
  static const RE2 pattern(
      R"((?i)([a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
      R"(|\b[a-z0-9][a-z0-9_-]*(?: dot [a-z0-9_-]+)* at [a-z0-9-]+(?: dot [a-z0-9-]+)* dot (?:com|net|org|edu|gov|us|biz|info|io|co)\b))");
  return pattern;
}

// "ann dot lee at example dot com" is ann.lee@example.com.
std::string email_address(std::string_view spoken) {
  std::string text = to_lower_ascii(spoken);
  if (text.find('@') != std::string::npos) return text;
  RE2::GlobalReplace(&text, R"( dot )", ".");
  RE2::GlobalReplace(&text, R"( at )", "@");
  return text;
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  bool doubles = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    int value = *digit - '0';
    if (doubles && (value *= 2) > 9) value -= 9;
    sum += value;
    doubles = !doubles;
  }
  return sum % 10 == 0;
}

// North American: neither area code nor exchange begins with 0 or 1.
bool is_phone(std::string_view digits) {
  if (digits.size() == 11 && digits.front() == '1') digits.remove_prefix(1);
  return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
}

bool mentions(const std::string& context, const RE2& words) {
  return RE2::PartialMatch(context, words);
}

class Search {
 public:
  Search(const std::vector<SpokenText>& turns, const PersonalDataKinds& kinds)
      : turns_(turns), kinds_(kinds) {
    runs_.reserve(turns.size());
    for (const SpokenText& turn : turns) runs_.push_back(find_digit_runs(turn.text));
  }

  std::vector<PersonalDataFind> all() {
    if (kinds_.contains(PersonalData::Email)) find_emails();
    for (std::size_t turn = 0; turn < turns_.size(); ++turn) {
      for (std::size_t index = 0; index < runs_[turn].size(); ++index) look_at_run(turn, index);
    }
    std::sort(finds_.begin(), finds_.end(), [](const auto& left, const auto& right) {
      const auto& a = left.pieces.front();
      const auto& b = right.pieces.front();
      return std::pair(a.turn, a.begin) < std::pair(b.turn, b.begin);
    });
    return std::move(finds_);
  }

 private:
  void find_emails() {
    for (std::size_t turn = 0; turn < turns_.size(); ++turn) {
      const std::string& text = turns_[turn].text;
      re2::StringPiece rest(text);
      re2::StringPiece found;
      while (RE2::FindAndConsume(&rest, email_pattern(), &found)) {
        const auto begin = static_cast<std::size_t>(found.data() - text.data());
        add(PersonalData::Email, email_address(std::string_view(found.data(), found.size())),
            {{.turn = turn, .begin = begin, .end = begin + found.size()}});
      }
    }
  }

  void look_at_run(std::size_t turn, std::size_t index) {
    const DigitRun& run = runs_[turn][index];
    if (run.is_amount || is_found(turn, run.begin)) return;
    const std::string context = context_before(turn, run.begin);
    if (const auto kind =
            kind_of(run.digits, context, turns_[turn].text.substr(run.begin, run.end - run.begin))) {
      add(*kind, run.digits, {{.turn = turn, .begin = run.begin, .end = run.end}});
      return;
    }
    look_at_pieces(turn, index, context);
  }

  // "Eight six four." "Mhm." "Five five five, oh one three one.": one side's digits in a row.
  void look_at_pieces(std::size_t turn, std::size_t index, const std::string& context) {
    std::vector<PersonalDataPiece> pieces;
    std::string digits;
    std::size_t at = turn;
    const DigitRun* run = &runs_[turn][index];
    while (run != nullptr && !run->is_amount && run->digits.size() >= kPieceDigitsMin) {
      pieces.push_back({.turn = at, .begin = run->begin, .end = run->end});
      digits += run->digits;
      if (pieces.size() > 1) {
        if (const auto kind = kind_of(digits, context, "")) {
          add(*kind, digits, std::move(pieces));
          return;
        }
      }
      if (!run->closes_text) return;
      const auto next = next_turn_of_speaker(at);
      if (!next || runs_[*next].empty() || !runs_[*next].front().opens_text) return;
      at = *next;
      run = &runs_[at].front();
    }
  }

  std::optional<std::size_t> next_turn_of_speaker(std::size_t turn) const {
    for (std::size_t next = turn + 1; next < turns_.size() && next <= turn + 2; ++next) {
      if (turns_[next].speaker == turns_[turn].speaker) return next;
      if (split_words(turns_[next].text).size() > kInterjectionWordsMax) return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<PersonalData> kind_of(const std::string& digits, const std::string& context,
                                      std::string_view written) const {
    const auto kind = any_kind_of(digits, context, written);
    return kind && kinds_.contains(*kind) ? kind : std::nullopt;
  }

  // What a number is, by its length and form, and where those do not tell, by what was said before it.
  static std::optional<PersonalData> any_kind_of(const std::string& digits, const std::string& context,
                                                 std::string_view written) {
    static const RE2 card(R"((?i)\b(card|visa|mastercard|amex|american express|debit|discover|tarjeta)\b)");
    static const RE2 card_code(
        R"((?i)(\bcvv\b|\bcvc\b|security code|digits on the back|number on the back))");
    static const RE2 social(R"((?i)\b(social|ssn|social security|seguro social)\b)");
    static const RE2 last_four(R"((?i)last (four|4))");
    static const RE2 phone(R"((?i)\b(number|call|phone|cell|reach|text|tel[eé]fono|n[uú]mero)\b)");
    static const RE2 social_form(R"(\d{3}[- ]\d{2}[- ]\d{4})");
    static const RE2 local_form(R"([2-9]\d{2}[-. ]\d{4})");
    const std::size_t length = digits.size();
    if (length >= 13 && length <= 19 && (passes_luhn(digits) || mentions(context, card)))
      return PersonalData::Card;
    if (length == 3 || length == 4) {
      if (mentions(context, card_code)) return PersonalData::Card;
      if (length == 4 && mentions(context, last_four) && mentions(context, social))
        return PersonalData::SocialSecurityNumber;
    }
    if (length == 9 && (RE2::FullMatch(re2::StringPiece(written.data(), written.size()), social_form) ||
                        mentions(context, social))) {
      return PersonalData::SocialSecurityNumber;
    }
    if (is_phone(digits)) return PersonalData::Phone;
    const bool is_local = length == 7 && digits[0] >= '2';
    if (is_local && (RE2::FullMatch(re2::StringPiece(written.data(), written.size()), local_form) ||
                     mentions(context, phone))) {
      return PersonalData::Phone;
    }
    return std::nullopt;
  }

  // What was said shortly before, also by the other side.
  std::string context_before(std::size_t turn, std::size_t begin) const {
    std::string context = turns_[turn].text.substr(0, begin);
    for (std::size_t before = turn; before > 0 && context.size() < kContextBytes; --before) {
      context = turns_[before - 1].text + " " + context;
    }
    return context.size() > kContextBytes ? context.substr(context.size() - kContextBytes) : context;
  }

  bool is_found(std::size_t turn, std::size_t byte) const {
    return std::any_of(finds_.begin(), finds_.end(), [turn, byte](const PersonalDataFind& find) {
      return std::any_of(find.pieces.begin(), find.pieces.end(),
                         [turn, byte](const PersonalDataPiece& piece) {
                           return piece.turn == turn && byte >= piece.begin && byte < piece.end;
                         });
    });
  }

  void add(PersonalData kind, std::string value, std::vector<PersonalDataPiece> pieces) {
    if (kind == PersonalData::Phone && value.size() == 11) value.erase(0, 1);
    finds_.push_back({.kind = kind, .value = std::move(value), .pieces = std::move(pieces)});
  }

  const std::vector<SpokenText>& turns_;
  const PersonalDataKinds& kinds_;
  std::vector<std::vector<DigitRun>> runs_;
  std::vector<PersonalDataFind> finds_;
};

}  // namespace

std::vector<PersonalDataFind> find_personal_data(const std::vector<SpokenText>& turns,
                                                 const PersonalDataKinds& kinds) {
  return Search(turns, kinds).all();
}

}  // namespace calltracker::llm
