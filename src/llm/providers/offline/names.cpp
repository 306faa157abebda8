// SPDX-License-Identifier: MIT
#include "llm/providers/offline/names.hpp"

#include <algorithm>

#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/towns_heard.hpp"

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

// "Pedro de la Cruz", "Jan van Houten".
bool is_particle(std::string_view word) {
  static constexpr std::string_view kParticles[] = {"de",  "la", "del", "los", "las", "van", "von",
                                                    "der", "da", "dos", "el",  "al",  "bin"};
  return std::find(std::begin(kParticles), std::end(kParticles), word) != std::end(kParticles);
}

class NameReader {
 public:
  NameReader(const Conversation& conversation, std::uint32_t first)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        turn_last_(conversation.turn(tokens_[first].turn).last),
        first_(first),
        last_(first + 1) {}

  SpokenName run(bool listed) {
    listed_ = listed;
    take_hyphened();
    take_particles();
    const std::uint32_t second = last_;
    take_surname();
    // "Billy Ray Hutto": the second is a first name too.
    if (last_ > second && tokens_[second].is(kFirstName)) take_surname();
    SpokenName name{.first = first_, .last = last_, .sure = listed};
    for (std::uint32_t token = first_; token < last_; ++token) {
      if (token > first_) name.text += tokens_[token].before == '-' ? '-' : ' ';
      name.text += token > first_ && is_particle(tokens_[token].folded) ? std::string(tokens_[token].text)
                                                                        : capitalised(tokens_[token].text);
    }
    return name;
  }

 private:
  // "Jean-Claude", "Okonkwo-Reyes"; the letters of "B-E-A-S" are no names.
  void take_hyphened() {
    while (last_ < turn_last_ && tokens_[last_].before == '-' && tokens_[last_].capital &&
           tokens_[last_].folded.size() > 1 && !tokens_[last_].is(kNeverName))
      ++last_;
  }

  void take_particles() {
    std::uint32_t next = last_;
    while (next < turn_last_ && next < last_ + 2 && is_particle(tokens_[next].folded) &&
           tokens_[next].before == ' ')
      ++next;
    if (next > last_ && next < turn_last_ && tokens_[next].before == ' ' && tokens_[next].capital &&
        !tokens_[next].is(kNeverName))
      last_ = next + 1;
  }

  void take_surname() {
    if (last_ >= turn_last_ || !is_surname(conversation_, last_, turn_last_)) return;
    // "Kjeldsen Bulk" is no person.
    if (!listed_ && everyday(tokens_[last_].folded) == Everyday::Word) return;
    ++last_;
    take_hyphened();
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  bool listed_ = false;
  std::uint32_t turn_last_;
  std::uint32_t first_;
  std::uint32_t last_;
};

}  // namespace

std::string capitalised(std::string_view word) {
  std::string text(word);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 32);
  return text;
}

bool is_title(std::string_view word) {
  static constexpr std::string_view kTitles[] = {
      "mr",     "mrs",      "ms",      "miss",   "dr",  "doctor", "pastor", "father", "coach",   "mister",
      "missus", "reverend", "officer", "deputy", "don", "dona",   "senor",  "senora", "brother", "sister"};
  return std::find(std::begin(kTitles), std::end(kTitles), word) != std::end(kTitles);
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
  // "After" and "Thirty" have their capital from the sentence.
  if (!listed && word.opens_sentence && everyday(word.folded) == Everyday::Word) return std::nullopt;
  if (inside(conversation, Cue::OwnCompany, token) || inside(conversation, Cue::Trade, token))
    return std::nullopt;
  if (!listed && is_place(conversation, token, token + 1)) return std::nullopt;
  const bool is_possessive = word.text.find("'s") != std::string_view::npos;
  if (is_possessive && !possessive_too) return std::nullopt;
  SpokenName name = NameReader(conversation, token).run(listed);
  if (is_possessive) name.text.erase(name.text.find("'s"), 2);
  // "Will" and "May" at the head of a sentence are names only with a surname.
  if (word.is(kNeverName) && word.opens_sentence && name.last - name.first < 2) return std::nullopt;
  return name;
}

}  // namespace calltracker::llm::offline
