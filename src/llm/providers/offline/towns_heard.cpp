// SPDX-License-Identifier: MIT
#include "llm/providers/offline/towns_heard.hpp"

#include "llm/providers/offline/everyday_words.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kTownWordsMax = 4;

// The longest name of a town that starts at the token.
std::optional<CueHit> town_at(const std::vector<Token>& tokens, std::uint32_t first) {
  std::optional<CueHit> longest;
  std::string key;
  for (std::uint32_t last = first; last < tokens.size() && last < first + kTownWordsMax; ++last) {
    const Token& word = tokens[last];
    if (word.turn != tokens[first].turn || word.digits) break;
    if (last > first) {
      const bool abbreviated = town_word(tokens[last - 1].folded) != tokens[last - 1].folded;
      const bool joined = word.before == ' ' || word.before == '-' || (abbreviated && word.before == '.');
      if (!joined) break;
      key += ' ';
    }
    key += town_word(word.folded);
    if (last == first && !may_begin_town(key)) return std::nullopt;
    if (const auto town = find_town_by_key(key)) {
      longest =
          CueHit{.cue = Cue::City, .payload = town->id, .turn = word.turn, .first = first, .last = last + 1};
    }
  }
  return longest;
}

}  // namespace

void hear_towns(const std::vector<Token>& tokens, bool without_capitals, std::vector<CueHit>& hits) {
  for (std::uint32_t token = 0; token < tokens.size();) {
    const Token& word = tokens[token];
    const bool long_enough = word.folded.size() > 3;
    const bool may_be_name =
        word.capital || (long_enough && (without_capitals || (word.word == 0 && !is_everyday(word.folded))));
    const auto hit = may_be_name ? town_at(tokens, token) : std::nullopt;
    if (hit) hits.push_back(*hit);
    token = hit ? hit->last : token + 1;
  }
}

bool is_place(const Conversation& conversation, std::uint32_t first, std::uint32_t last) {
  for (const CueHit& hit : conversation.hits_before(Cue::City, first + 1, 1)) {
    if (hit.first == first && hit.last >= last && town_of(hit.payload).well_known) return true;
  }
  for (const CueHit& hit : conversation.hits_before(Cue::State, first + 1, 1)) {
    if (hit.first == first && hit.last >= last) return true;
  }
  return false;
}

}  // namespace calltracker::llm::offline
