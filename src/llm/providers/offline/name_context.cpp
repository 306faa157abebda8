// SPDX-License-Identifier: MIT
#include "llm/providers/offline/name_context.hpp"

#include "base/text.hpp"
#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/spoken_numbers.hpp"

namespace calltracker::llm::offline {

std::string first_word(std::string_view name) {
  return to_lower_ascii(name.substr(0, name.find(' ')));
}

bool NameContext::is_live(std::uint32_t turn, Side side) const {
  const TurnView& view = conversation_.turn(turn);
  return view.kind == TurnKind::Live && conversation_.speaks(view, side);
}

bool NameContext::is_rep(const SpokenName& name) const {
  return rep_ && (first_word(rep_->value) == first_word(name.text) ||
                  first_word(rep_->value) == tokens_[name.first].folded);
}

std::string_view NameContext::word_before(std::uint32_t token) const {
  return token > conversation_.turn(tokens_[token].turn).first ? tokens_[token - 1].folded
                                                               : std::string_view();
}

std::string_view NameContext::word_after(const SpokenName& name) const {
  return name.last < conversation_.turn(tokens_[name.first].turn).last ? tokens_[name.last].folded
                                                                       : std::string_view();
}

bool NameContext::is_whole(const SpokenName& name) {
  return name.last - name.first >= 2;
}

bool NameContext::may_be_name(const SpokenName& name) const {
  if (name.sure) return true;
  const Token& word = tokens_[name.first];
  static constexpr std::array<std::string_view, 6> kPeoples = {"american", "mexican", "cuban",
                                                               "haitian",  "russian", "spanish"};
  return !is_everyday(word.folded) && !is_one_of(kPeoples, word.folded) && !in_company(name);
}

bool NameContext::in_company(const SpokenName& name) const {
  const std::uint32_t end = std::min(conversation_.turn(tokens_[name.first].turn).last, name.first + 5);
  for (std::uint32_t token = name.first + 1; token < end; ++token) {
    const Token& word = tokens_[token];
    if (word.opens_sentence || (word.before != ' ' && word.before != '&' && word.before != '-')) return false;
    if (conversation_.without_capitals() && token == name.first + 1 && word.is(kBusinessWord)) return true;
    if (word.is(kCompanySuffix) && (word.capital || conversation_.without_capitals())) return true;
    const bool joins = word.folded == "and" || word.folded == "of";
    if (joins && !name.sure && token + 1 < end && tokens_[token + 1].capital) return true;
    if (!word.capital && !joins) return false;
  }
  return false;
}

bool NameContext::is_placed(std::string_view follower) {
  static constexpr std::array<std::string_view, 15> kFollowers = {
      "here", "with",    "from",  "over", "at",       "in",    "out",   "up",
      "down", "calling", "again", "back", "speaking", "outta", "across"};
  return is_one_of(kFollowers, follower);
}

bool NameContext::is_rep_word(std::string_view word) const {
  return rep_ && first_word(rep_->value) == word;
}

bool NameContext::is_of_other(std::uint32_t token) const {
  static constexpr std::array<std::string_view, 14> kOthers = {
      "attention", "attn", "my",      "his", "her",    "husband", "wife",
      "boss",      "son",  "brother", "dad", "father", "nephew",  "partner"};
  return is_one_of(kOthers, word_before(token));
}

bool NameContext::is_in_place(const SpokenName& name) const {
  static constexpr std::array<std::string_view, 6> kIn = {"in", "near", "outside", "around", "en", "outta"};
  // "Plant City", of which only the second word looked like a name.
  for (const CueHit& town : conversation_.hits_before(Cue::City, name.first, 4)) {
    if (town.last > name.first) return true;
  }
  return is_one_of(kIn, word_before(name.first));
}

bool NameContext::holds_number(const TurnView& view) const {
  std::uint32_t digits = 0;
  for (std::uint32_t token = view.first; token < view.last; ++token) {
    if (is_number_word(tokens_[token])) digits += tokens_[token].digits ? 3 : 1;
  }
  return digits >= 7;
}

bool NameContext::place_follows(const SpokenName& name, const TurnView& view) const {
  for (std::uint32_t next = name.last; next < std::min(view.last, name.last + 2); ++next) {
    for (const CueHit& town : conversation_.hits_before(Cue::City, next + 1, 1)) {
      if (town.first == next) return true;
    }
  }
  return false;
}

bool NameContext::said_by_caller(std::string_view folded) const {
  return std::any_of(tokens_.begin(), tokens_.end(), [this, folded](const Token& token) {
    return token.folded == folded && conversation_.turn(token.turn).side == Side::Caller;
  });
}

}  // namespace calltracker::llm::offline
