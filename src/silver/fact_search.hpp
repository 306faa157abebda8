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
  explicit FactSearch(const CallRecord& call);

  // The turn that holds all words of the fact, the cited one first; nullopt when none does.
  std::optional<int> find_words(std::string_view fact, std::int64_t cited_turn) const;

  // Ten digits. The turn where the number is complete, for a number spread over several turns its last one.
  std::optional<int> find_phone(std::string_view digits, std::int64_t cited_turn) const;

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
    std::string digits;
    std::string digits_apart;  // with tens that take no units
  };

  std::optional<int> find_corrected_phone(std::string_view digits) const;
  const IndexedTurn* find_turn(std::int64_t number) const;
  static bool holds(const IndexedTurn& turn, const std::vector<std::string>& words);
  static bool holds_digits(const IndexedTurn& turn, std::string_view digits);

  std::vector<IndexedTurn> turns_;
};

}  // namespace calltracker::silver
