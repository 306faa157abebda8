// SPDX-License-Identifier: MIT
#pragma once

// What a person typed into a search box, understood: words that must all occur, "words in a row" between
// quotes, a beginning followed by *, and telephone numbers however they are written. And the passage to show
// for a hit.
//
// Letter case, accents and English endings do not matter to the search; the passage marks a word when it
// begins alike.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/call_list.hpp"

namespace calltracker::store {

struct SearchTerm {
  std::vector<std::string> words;  // several: in a row
  bool is_beginning = false;       // of a single word
};

class SearchQuery {
 public:
  // nullopt when the text holds no word at all.
  static std::optional<SearchQuery> parse(std::string_view text);

  const std::vector<SearchTerm>& terms() const { return terms_; }

  // The first passage among the texts that holds a hit, with a few words around it; empty when none does.
  std::vector<SnippetPiece> snippet(const std::vector<std::string>& texts) const;

 private:
  bool hits(std::string_view word) const;

  std::vector<SearchTerm> terms_;
};

}  // namespace calltracker::store
