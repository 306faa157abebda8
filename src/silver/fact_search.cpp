// SPDX-License-Identifier: MIT
#include "silver/fact_search.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "silver/spoken_numbers.hpp"

namespace calltracker::silver {
namespace {

constexpr std::size_t kMisheardWordMin = 5;

// Words that a written company name has and a spoken one often has not.
constexpr std::array<std::string_view, 12> kUnspokenWords = {"inc", "llc", "ltd", "co", "corp", "company",
                                                             "the", "and", "of",  "mr", "mrs",  "ms"};

std::vector<std::string> lower_words(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split_words(text)) {
    std::string lowered = to_lower_ascii(word);
    if (lowered.ends_with("'s")) lowered.resize(lowered.size() - 2);
    std::erase(lowered, '\'');
    if (!lowered.empty()) words.push_back(std::move(lowered));
  }
  return words;
}

bool is_same_word(const std::string& said, const std::string& wanted) {
  if (said == wanted) return true;
  return said.size() >= kMisheardWordMin && wanted.size() >= kMisheardWordMin &&
         edit_distance(said, wanted) <= 1;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text = " ";
  for (const std::string& word : words) text += word + " ";
  return text;
}

}  // namespace

FactSearch::FactSearch(const CallRecord& call) : call_(call) {
  turns_.reserve(call.turns.size());
  for (const Turn& turn : call.turns) {
    IndexedTurn indexed{.number = turn.number,
                        .speaker = turn.speaker,
                        .words = lower_words(turn.text),
                        .joined = {},
                        .letters = {}};
    indexed.joined = joined(indexed.words);
    for (const std::string& word : indexed.words) {
      if (word.size() == 1) indexed.letters += word;
    }
    turns_.push_back(std::move(indexed));
  }
}

const std::vector<FactSearch::Digits>& FactSearch::digits() const {
  if (digits_.size() == call_.turns.size()) return digits_;
  digits_.reserve(call_.turns.size());
  for (const Turn& turn : call_.turns) {
    digits_.push_back(
        {.together = spoken_digits(turn.text), .apart = spoken_digits(turn.text, Tens::StandAlone)});
  }
  return digits_;
}

const FactSearch::IndexedTurn* FactSearch::find_turn(std::int64_t number) const {
  const auto found = std::find_if(turns_.begin(), turns_.end(),
                                  [number](const IndexedTurn& turn) { return turn.number == number; });
  return found == turns_.end() ? nullptr : &*found;
}

bool FactSearch::has_turn(std::int64_t number) const {
  return find_turn(number) != nullptr;
}

bool FactSearch::holds(const IndexedTurn& turn, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(), [&turn](const std::string& wanted) {
    const bool is_said =
        std::any_of(turn.words.begin(), turn.words.end(),
                    [&wanted](const std::string& said) { return is_same_word(said, wanted); });
    return is_said || (wanted.size() > 1 && turn.letters.find(wanted) != std::string::npos);
  });
}

std::optional<int> FactSearch::find_words(std::string_view fact, std::int64_t cited_turn) const {
  std::vector<std::string> words = lower_words(fact);
  std::vector<std::string> spoken;
  std::copy_if(words.begin(), words.end(), std::back_inserter(spoken), [](const std::string& word) {
    return std::find(kUnspokenWords.begin(), kUnspokenWords.end(), word) == kUnspokenWords.end();
  });
  if (!spoken.empty()) words = std::move(spoken);
  if (words.empty()) return std::nullopt;
  const IndexedTurn* cited = find_turn(cited_turn);
  if (cited != nullptr && holds(*cited, words)) return cited->number;
  for (const IndexedTurn& turn : turns_) {
    if (holds(turn, words)) return turn.number;
  }
  // "Will", "Will who?", "Sandifer": the words of a name may be spread over the conversation.
  std::optional<int> last;
  for (const std::string& word : words) {
    const auto found = std::find_if(turns_.begin(), turns_.end(),
                                    [&word](const IndexedTurn& turn) { return holds(turn, {word}); });
    if (found == turns_.end()) return std::nullopt;
    last = std::max(last.value_or(0), found->number);
  }
  return cited != nullptr ? cited->number : *last;
}

std::optional<int> FactSearch::find_phone(std::string_view wanted, std::int64_t cited_turn) const {
  const auto holds_it = [wanted](const Digits& said) { return said.hold(wanted); };
  const std::vector<Digits>& said = digits();
  const IndexedTurn* cited = find_turn(cited_turn);
  if (cited != nullptr && holds_it(said[static_cast<std::size_t>(cited - turns_.data())]))
    return cited->number;
  const auto found = std::find_if(said.begin(), said.end(), holds_it);
  if (found != said.end()) return turns_[static_cast<std::size_t>(found - said.begin())].number;
  // "Two oh nine." "Mhm." "Five five five, oh one one eight.": one side's digits in a row.
  for (const Speaker speaker : {Speaker::Caller, Speaker::Agent, Speaker::Other}) {
    std::string so_far;
    for (std::size_t index = 0; index < turns_.size(); ++index) {
      if (turns_[index].speaker != speaker) continue;
      so_far += said[index].together;
      if (so_far.find(wanted) != std::string::npos) return turns_[index].number;
    }
  }
  return find_corrected_phone(wanted);
}

// "…oh one two four. No, wait, forty-two.", "sorry, area code nine seven two": where a part is said again,
// the number stands nowhere in one piece, but each of its groups does, close to the others.
std::optional<int> FactSearch::find_corrected_phone(std::string_view wanted) const {
  struct Group {
    std::size_t from;
    std::size_t length;
  };
  constexpr std::array<Group, 4> kGroups = {{{0, 3}, {3, 3}, {6, 2}, {8, 2}}};
  constexpr std::size_t kReachTurns = 8;
  const std::vector<Digits>& said = digits();
  for (std::size_t first = 0; first < said.size(); ++first) {
    const auto from = said.begin() + static_cast<std::ptrdiff_t>(first);
    const auto to = from + static_cast<std::ptrdiff_t>(std::min(said.size() - first, kReachTurns));
    std::optional<int> last_turn;
    const bool holds_all = std::all_of(kGroups.begin(), kGroups.end(), [&](const Group& group) {
      const auto found = std::find_if(
          from, to, [&](const Digits& turn) { return turn.hold(wanted.substr(group.from, group.length)); });
      if (found == to) return false;
      last_turn =
          std::max(last_turn.value_or(0), turns_[static_cast<std::size_t>(found - said.begin())].number);
      return true;
    });
    if (holds_all) return last_turn;
  }
  return std::nullopt;
}

bool FactSearch::holds_sentence(std::string_view sentence) const {
  const std::string wanted = joined(lower_words(sentence));
  return wanted.size() > 1 && std::any_of(turns_.begin(), turns_.end(), [&wanted](const IndexedTurn& turn) {
           return turn.speaker != Speaker::Caller && turn.joined.find(wanted) != std::string::npos;
         });
}

bool FactSearch::holds_phrase(std::string_view phrase) const {
  const std::string wanted = joined(lower_words(phrase));
  return wanted.size() > 1 && std::any_of(turns_.begin(), turns_.end(), [&wanted](const IndexedTurn& turn) {
           return turn.joined.find(wanted) != std::string::npos;
         });
}

}  // namespace calltracker::silver
