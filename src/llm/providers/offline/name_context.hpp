// SPDX-License-Identifier: MIT
#pragma once

// What stands around a personal name and says whose it is, or that it is none: a firm's, a town's, another
// person's, the rep's.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {

inline bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "dale" of "Dale Hutchins".
std::string first_word(std::string_view name);

class NameContext {
 public:
  NameContext(const Conversation& conversation, const std::optional<FoundFact>& rep)
      : conversation_(conversation), tokens_(conversation.tokens()), rep_(rep) {}

  bool is_live(std::uint32_t turn, Side side) const;
  bool is_rep(const SpokenName& name) const;
  std::string_view word_before(std::uint32_t token) const;
  std::string_view word_after(const SpokenName& name) const;
  static bool is_whole(const SpokenName& name);
  // A word that is nothing else, and no firm's: it may be a name that nobody listed.
  bool may_be_name(const SpokenName& name) const;
  // "Polar Star Logistics", "Gadsden and Sons".
  bool in_company(const SpokenName& name) const;
  static bool is_placed(std::string_view follower);
  bool is_rep_word(std::string_view word) const;
  // "Put it to the attention of Kenny", "my husband Randy".
  bool is_of_other(std::uint32_t token) const;
  // "Oconee Steel Haulers, in Dublin."
  bool is_in_place(const SpokenName& name) const;
  bool holds_number(const TurnView& view) const;
  bool place_follows(const SpokenName& name, const TurnView& view) const;
  bool said_by_caller(std::string_view folded) const;

 private:
  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  const std::optional<FoundFact>& rep_;
};

}  // namespace calltracker::llm::offline
