// SPDX-License-Identifier: MIT
#pragma once

// Does the transcript hold a fact? Phones are compared as digits, also when spoken as words or spread over
// turns; names, companies and places by their words, allowing for one misheard letter in a long word and for
// names that were spelled out.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "call/call.hpp"

namespace calltracker::silver {

class FactSearch {
 public:
  // The call must outlive it. For one thread.
  explicit FactSearch(const CallRecord& call);

  // The turn that holds all words of the fact, the cited one first; nullopt when none does.
  std::optional<int> find_words(std::string_view fact, std::int64_t cited_turn) const;

  // Ten digits. The turn where the number is complete, for a number spread over several turns its last one.
  std::optional<int> find_phone(std::string_view wanted, std::int64_t cited_turn) const;

  // The sentence stands in one of the agent's turns, whatever the punctuation.
  bool holds_sentence(std::string_view sentence) const;

  // The words stand next to each other in somebody's turn.
  bool holds_phrase(std::string_view phrase) const;

  bool has_turn(std::int64_t number) const;

 private:
  struct IndexedTurn {
    int number = 0;
    Speaker speaker = Speaker::Other;
    std::vector<std::string> words;
    std::string joined;   // the words with a space around each
    std::string letters;  // single letters in a row, as in a name that is spelled
  };

  // The numbers of one turn.
  struct Digits {
    std::string together;  // "seventy five" is 75
    std::string apart;     // and 705 here: tens take no units

    bool hold(std::string_view wanted) const {
      return together.find(wanted) != std::string::npos || apart.find(wanted) != std::string::npos;
    }
  };

  // Made when a phone is first asked for: most calls have none.
  const std::vector<Digits>& digits() const;

  std::optional<int> find_corrected_phone(std::string_view wanted) const;
  const IndexedTurn* find_turn(std::int64_t number) const;
  static bool holds(const IndexedTurn& turn, const std::vector<std::string>& words);

  const CallRecord& call_;
  std::vector<IndexedTurn> turns_;
  mutable std::vector<Digits> digits_;  // of each turn
};

}  // namespace calltracker::silver
