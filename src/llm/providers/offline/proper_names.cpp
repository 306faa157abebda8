// SPDX-License-Identifier: MIT
#include "llm/providers/offline/proper_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/name_context.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kNameWordsMax = 6;
constexpr std::uint32_t kWordsBeforeSuffixMax = 3;

class ProperNameReader {
 public:
  ProperNameReader(const Conversation& conversation, const TurnView& turn)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        without_capitals_(conversation.without_capitals()),
        turn_(turn) {}

  std::vector<ProperName> run() {
    std::vector<ProperName> names;
    for (std::uint32_t token = turn_.first; token < turn_.last;) {
      const std::uint32_t end = run_end(token);
      if (end == token) {
        ++token;
        continue;
      }
      ProperName name{.first = token, .last = end};
      while (name.first < name.last && is_opener(name)) ++name.first;
      while (without_capitals_ && may_go_before(name)) --name.first;
      if (name.first < name.last) names.push_back(name);
      token = end;
    }
    return names;
  }

 private:
  // The letters of a spelled word are no name, those of "J and R" are.
  bool is_proper(std::uint32_t token) const {
    const Token& word = tokens_[token];
    const bool ends_names = word.is(kCompanySuffix) || word.is(kBusinessWord);
    if (without_capitals_ && ends_names && token > turn_.first && !word.opens_sentence &&
        (word.is(kCompanySuffix) || !tokens_[token - 1].is(kNeverName)))
      return true;
    if (!word.capital || word.folded == "i" || word.folded.starts_with("i'")) return false;
    if (word.folded.size() > 1) return true;
    const bool after_letter =
        token > turn_.first && tokens_[token - 1].folded.size() == 1 && word.before != '&';
    const bool before_letter =
        token + 1 < turn_.last && tokens_[token + 1].folded.size() == 1 && tokens_[token + 1].before != '&';
    return !after_letter && !before_letter;
  }

  bool goes_on_after_point(std::uint32_t token) const {
    static constexpr std::array<std::string_view, 7> kShort = {"st", "ste", "mt", "ft", "dr", "bros", "mr"};
    return tokens_[token].before == '.' && is_one_of(kShort, tokens_[token - 1].folded);
  }

  // Capitalised words in a row, "&", "and" and "of" between them included.
  std::uint32_t run_end(std::uint32_t token) const {
    if (!is_proper(token)) return token;
    std::uint32_t end = token + 1;
    while (end < turn_.last && end - token < kNameWordsMax) {
      if (tokens_[end].opens_sentence && !goes_on_after_point(end)) break;
      // "Boone Brothers, LLC" is known as Boone Brothers.
      if (tokens_[end].before == ',') break;
      if (is_proper(end) || tokens_[end].folded == "llc" || tokens_[end].folded == "inc") {
        ++end;
        continue;
      }
      static constexpr std::array<std::string_view, 8> kJoiners = {"and", "of", "the", "n",
                                                                   "e",   "y",  "de",  "del"};
      const bool joins = is_one_of(kJoiners, tokens_[end].folded) && end + 1 < turn_.last &&
                         is_proper(end + 1) && tokens_[end].before == ' ' && tokens_[end + 1].before == ' ';
      if (!joins || (tokens_[end].folded == "of" && is_person(token, end))) break;
      end += 2;
    }
    return end;
  }

  // "Reverend Alphonso Tate of Mount Pisgah Baptist Church".
  bool is_person(std::uint32_t first, std::uint32_t last) const {
    const auto name = name_at(conversation_, first);
    return name && name->sure && name->last == last;
  }

  // "We're", "It's", "The" at the start of a sentence; but "Two Rivers Hauling".
  bool is_opener(const ProperName& name) const {
    const Token& word = tokens_[name.first];
    if (!word.opens_sentence) return false;
    static constexpr std::array<std::string_view, 20> kPartOfNames = {
        "two", "three", "four", "five", "six",  "seven", "eight", "nine",  "ten",    "first",
        "new", "big",   "all",  "best", "good", "great", "local", "quick", "little", "one"};
    const bool joined = name.words() >= 2 && tokens_[name.first + 1].before == ' ';
    if (joined && is_one_of(kPartOfNames, word.folded)) return false;
    static constexpr std::array<std::string_view, 5> kToPlaces = {"outta", "the", "near", "around", "down"};
    return word.is(kNeverName) || word.folded.find('\'') != std::string_view::npos ||
           is_one_of(kToPlaces, word.folded);
  }

  // "knox cattle hauling", "polar star logistics": words before the one that ends the name.
  bool may_go_before(const ProperName& name) const {
    if (name.first == turn_.first || tokens_[name.first].opens_sentence) return false;
    const bool ends = tokens_[name.last - 1].is(kCompanySuffix) || tokens_[name.last - 1].is(kBusinessWord);
    if (!ends || name.words() > kWordsBeforeSuffixMax) return false;
    const Token& before = tokens_[name.first - 1];
    if (before.digits || before.folded.size() < 2 || before.is(kNeverName) ||
        before.folded.find('\'') != std::string_view::npos)
      return false;
    static constexpr std::array<std::string_view, 24> kStops = {
        "own",    "by",    "own",     "start", "started", "do",      "doing", "run",
        "called", "named", "under",   "into",  "other",   "another", "full",  "small",
        "his",    "work",  "through", "about", "home",    "big",     "every", "drive"};
    return !is_one_of(kStops, before.folded);
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  bool without_capitals_;
  const TurnView& turn_;
};

}  // namespace

std::vector<ProperName> proper_names(const Conversation& conversation, const TurnView& turn) {
  return ProperNameReader(conversation, turn).run();
}

std::string text_of(const Conversation& conversation, const ProperName& name) {
  const std::vector<Token>& tokens = conversation.tokens();
  const std::string_view begin = tokens[name.first].text;
  const std::string_view end = tokens[name.last - 1].text;
  std::string text =
      collapse_whitespace({begin.data(), static_cast<std::size_t>(end.data() + end.size() - begin.data())});
  if (text.front() >= 'a' && text.front() <= 'z') {
    text.clear();
    for (std::uint32_t token = name.first; token < name.last; ++token)
      text += (text.empty() ? "" : " ") + capitalised(tokens[token].text);
  }
  // "Harborlink's people", against "St. Adalbert's".
  const bool saint = tokens[name.first].folded == "st" || tokens[name.first].folded == "saint";
  if (text.ends_with("'s") && !saint) text.resize(text.size() - 2);
  return text;
}

}  // namespace calltracker::llm::offline
