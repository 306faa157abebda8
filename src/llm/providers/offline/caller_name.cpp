// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "llm/providers/offline/caller_names_heard.hpp"

namespace calltracker::llm::offline {
namespace {

class CallerSearch {
 public:
  CallerSearch(const Conversation& conversation, const std::optional<FoundFact>& rep,
               const std::optional<FoundFact>& company)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        heard_(hear_caller_names(conversation, rep)) {
    if (!company) return;
    const std::string firm = to_lower_ascii(company->value);
    std::erase_if(heard_.hints, [&firm](const CallerNameHint& hint) {
      return !hint.name.sure && firm.starts_with(to_lower_ascii(hint.name.text));
    });
  }

  std::optional<FoundFact> run() const {
    const CallerNameHint* best = nullptr;
    int best_score = 0;
    for (const CallerNameHint& hint : heard_.hints) {
      const int score = score_of(hint);
      if (score <= best_score) continue;
      best = &hint;
      best_score = score;
    }
    if (best == nullptr) return std::nullopt;
    return FoundFact{full_name(*best), conversation_.turn(best->turn).number};
  }

 private:
  std::string_view key_of(const CallerNameHint& hint) const { return tokens_[hint.name.first].folded; }

  // The strongest hint decides; what else points at the same person settles a tie.
  int score_of(const CallerNameHint& hint) const {
    constexpr int kStrongest = 4;
    constexpr int kOthersMax = 3;
    int others = 0;
    for (const CallerNameHint& other : heard_.hints) {
      if (&other != &hint && other.turn != hint.turn && key_of(other) == key_of(hint)) ++others;
    }
    return kStrongest * hint.weight + std::min(others, kOthersMax);
  }

  std::string full_name(const CallerNameHint& best) const {
    std::string fullest = best.name.text;
    for (const CallerNameHint& other : heard_.hints) {
      if (key_of(other) == key_of(best) && other.name.text.size() > fullest.size()) fullest = other.name.text;
    }
    if (fullest.find(' ') != std::string::npos) return fullest;
    if (!heard_.surname.empty() && first_word(heard_.surname) != first_word(fullest))
      return fullest + " " + heard_.surname;
    const std::string whole = with_surname(fullest);
    return whole == fullest ? with_title(best, fullest) : whole;
  }

  // Said once with the surname anywhere, the name is whole.
  std::string with_surname(const std::string& name) const {
    for (std::uint32_t token = 0; token + 1 < tokens_.size(); ++token) {
      if (!tokens_[token].capital || tokens_[token].folded != first_word(name)) continue;
      const std::optional<SpokenName> whole = name_at(conversation_, token);
      if (whole && whole->first == token && whole->text.size() > name.size()) return whole->text;
    }
    return name;
  }

  bool is_titled(const CallerNameHint& hint) const {
    const std::uint32_t first = hint.name.first;
    return first > 0 && tokens_[first - 1].turn == tokens_[first].turn && is_title(tokens_[first - 1].folded);
  }

  // "Mrs. Hollis" who gives no first name, and "Sister Bernadette", are called so.
  std::string with_title(const CallerNameHint& best, const std::string& name) const {
    const bool gives_bare = best.weight >= kHinted && !is_titled(best);
    if (gives_bare) return name;
    for (const CallerNameHint& hint : heard_.hints) {
      const std::uint32_t first = hint.name.first;
      if (key_of(hint) != key_of(best) || first == 0 || tokens_[first - 1].turn != tokens_[first].turn)
        continue;
      const std::string_view title = tokens_[first - 1].folded;
      if (!is_title(title)) continue;
      const bool by_office =
          title == "sister" || title == "father" || title == "pastor" || title == "reverend";
      const bool by_surname = title == "mr" || title == "mrs";
      if (tokens_[first].is(kFirstName) && !by_office && !by_surname) continue;
      const bool shortened = by_surname || title == "ms" || title == "dr";
      return capitalised(tokens_[first - 1].text) + (shortened ? ". " : " ") + name;
    }
    return name;
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  CallerNamesHeard heard_;
};

}  // namespace

std::optional<FoundFact> find_caller_name(const Conversation& conversation,
                                          const std::optional<FoundFact>& rep,
                                          const std::optional<FoundFact>& company) {
  return CallerSearch(conversation, rep, company).run();
}

}  // namespace calltracker::llm::offline
