// SPDX-License-Identifier: MIT
#include "llm/providers/offline/names.hpp"

#include <algorithm>

#include "llm/providers/offline/locations.hpp"

namespace calltracker::llm::offline {
namespace {

bool inside(const Conversation& conversation, Cue cue, std::uint32_t token) {
  for (const CueHit& hit : conversation.hits_before(cue, token + 1, 4)) {
    if (hit.first <= token && token < hit.last) return true;
  }
  return false;
}

bool is_surname(const Conversation& conversation, std::uint32_t token, std::uint32_t turn_last) {
  const std::vector<Token>& tokens = conversation.tokens();
  const Token& word = tokens[token];
  if (!word.capital || word.digits || word.before != ' ' || word.opens_sentence) return false;
  if (word.folded.size() < 2 || word.is(kNeverName) || word.is(kCompanySuffix)) return false;
  if (inside(conversation, Cue::OwnCompany, token)) return false;
  const bool company_follows = token + 1 < turn_last && tokens[token + 1].capital &&
                               tokens[token + 1].before == ' ' && tokens[token + 1].is(kCompanySuffix);
  return !company_follows;
}

// "Pastor Reggie Coles" is Reggie Coles.
bool is_title(std::string_view word) {
  static constexpr std::string_view kTitles[] = {
      "mr",       "mrs",     "ms",     "miss", "dr",   "doctor", "pastor", "father",  "coach",
      "reverend", "officer", "deputy", "don",  "dona", "senor",  "senora", "brother", "sister"};
  return std::find(std::begin(kTitles), std::end(kTitles), word) != std::end(kTitles);
}

}  // namespace

std::string capitalised(std::string_view word) {
  std::string text(word);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 32);
  return text;
}

std::optional<SpokenName> name_at(const Conversation& conversation, std::uint32_t token,
                                  bool possessive_too) {
  const std::vector<Token>& tokens = conversation.tokens();
  if (token >= tokens.size()) return std::nullopt;
  const Token& word = tokens[token];
  if (word.digits || word.folded.size() < 2) return std::nullopt;
  if (is_title(word.folded) && token + 1 < conversation.turn(word.turn).last && tokens[token + 1].capital)
    return name_at(conversation, token + 1, possessive_too);
  const bool listed =
      word.is(kFirstName) && (word.capital || (!word.is(kAmbiguousName) && !word.is(kNeverName)));
  if (!listed && (!word.capital || word.is(kNeverName) || word.is(kCompanySuffix))) return std::nullopt;
  if (word.is(kNeverName) && !word.is(kFirstName)) return std::nullopt;
  if (inside(conversation, Cue::OwnCompany, token) || inside(conversation, Cue::Trade, token))
    return std::nullopt;
  if (!listed && is_place(conversation, token, token + 1)) return std::nullopt;
  SpokenName name{.text = std::string(word.text), .first = token, .last = token + 1, .sure = listed};
  const std::size_t possessive = name.text.find("'s");
  if (possessive != std::string::npos && !possessive_too) return std::nullopt;
  name.text.resize(std::min(possessive, name.text.size()));
  name.text = capitalised(name.text);
  const std::uint32_t turn_last = conversation.turn(word.turn).last;
  if (name.last < turn_last && is_surname(conversation, name.last, turn_last)) {
    name.text += " " + capitalised(tokens[name.last].text);
    ++name.last;
  }
  // "Will" and "May" at the head of a sentence are names only with a surname.
  if (word.is(kNeverName) && word.opens_sentence && name.last - name.first < 2) return std::nullopt;
  return name;
}

}  // namespace calltracker::llm::offline
