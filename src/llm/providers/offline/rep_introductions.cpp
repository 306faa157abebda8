// SPDX-License-Identifier: MIT
#include "llm/providers/offline/rep_introductions.hpp"

#include <algorithm>
#include <array>

#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kGreetingReach = 6;
constexpr std::uint32_t kBareGreetingWords = 4;
constexpr std::uint32_t kAnswerReach = 4;

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class IntroductionSearch {
 public:
  explicit IntroductionSearch(const Conversation& conversation)
      : conversation_(conversation), tokens_(conversation.tokens()) {}

  std::vector<Introduction> run() {
    collect_self_names();
    collect_names_before();
    collect_greeting_names();
    collect_bare_greetings();
    collect_answers();
    std::sort(found_.begin(), found_.end(),
              [](const Introduction& a, const Introduction& b) { return a.name.first < b.name.first; });
    return std::move(found_);
  }

 private:
  bool is_rep_turn(std::uint32_t turn) const { return speaks_as_rep(conversation_, turn); }

  std::string_view word_before(std::uint32_t token, std::uint32_t turn) const {
    return token > conversation_.turn(turn).first ? tokens_[token - 1].folded : std::string_view();
  }

  void add(const SpokenName& name, std::uint32_t turn) { found_.push_back({name, turn}); }

  bool introduces_in(std::uint32_t turn) const {
    return std::any_of(found_.begin(), found_.end(),
                       [turn](const Introduction& introduction) { return introduction.turn == turn; });
  }

  // "Am I speaking with Dale?", "is it Dale?", "your name is Dale?" and "she tells me it's Dale" name the
  // other person.
  bool names_other(const CueHit& hit, const SpokenName& name) const {
    static constexpr std::array<std::string_view, 15> kOther = {"i",    "your",  "his",   "her",  "their",
                                                                "is",   "whose", "if",    "me",   "says",
                                                                "said", "think", "guess", "hear", "see"};
    if (is_one_of(kOther, word_before(hit.first, hit.turn))) return true;
    const std::string_view lead = tokens_[hit.first].folded;
    // "I'll text you his name, it's Ezequiel."
    const std::uint32_t first = conversation_.turn(hit.turn).first;
    const bool of_him = hit.first >= first + 2 && tokens_[hit.first - 1].folded == "name" &&
                        is_one_of(kOther, tokens_[hit.first - 2].folded);
    if (of_him) return true;
    const bool question = tokens_[name.last - 1].after == '?';
    return question &&
           (lead == "speaking" || lead == "talking" || lead == "it's" || lead == "you're" || lead == "this");
  }

  // "You've got the Derek", "this is, uh, Tom", "this is Mr. Whitaker".
  std::uint32_t skip_article(std::uint32_t token, std::uint32_t end) const {
    static constexpr std::array<std::string_view, 14> kArticles = {"the", "your", "our",  "just",    "only",
                                                                   "uh",  "um",   "old",  "mr",      "miss",
                                                                   "mrs", "ms",   "good", "actually"};
    while (token + 1 < end && is_one_of(kArticles, tokens_[token].folded)) ++token;
    return token;
  }

  void collect_self_names() {
    for (const CueHit& hit : conversation_.hits(Cue::SelfName)) {
      const std::uint32_t end = conversation_.turn(hit.turn).last;
      if (hit.negated || !is_rep_turn(hit.turn) || hit.last >= end) continue;
      if (tokens_[hit.last].opens_sentence && tokens_[hit.last].before != ',') continue;
      const std::optional<SpokenName> name = name_at(conversation_, skip_article(hit.last, end));
      if (!name || names_other(hit, *name)) continue;
      const std::string_view lead = tokens_[hit.first].folded;
      const bool loose = lead == "it's" || lead == "i'm" || lead == "i" || lead == "you've" ||
                         lead == "you" || lead == "con" || name->first != hit.last;
      const bool greets = hit.turn <= 1 && name->first == hit.last && may_be_unlisted(*name);
      if (loose && !name->sure && !greets) continue;
      add(*name, hit.turn);
    }
  }

  // "Carlos speaking", "Dave here", "Brian Keller with Nationwide", "Brian's my name".
  void collect_names_before() {
    for (const CueHit& hit : conversation_.hits(Cue::NameBefore)) {
      if (!is_rep_turn(hit.turn)) continue;
      const std::uint32_t turn_first = conversation_.turn(hit.turn).first;
      for (std::uint32_t back = 2; back >= 1; --back) {
        if (hit.first < turn_first + back) continue;
        const bool is_called = tokens_[hit.last - 1].folded == "name";
        const std::optional<SpokenName> name = name_at(conversation_, hit.first - back, is_called);
        if (!name || name->last != hit.first) continue;
        if (opens_clause(*name, hit)) add(*name, hit.turn);
        break;
      }
    }
  }

  // "Okay Dale here is the thing" names the caller; a name of one's own opens its clause, or comes straight
  // before "speaking" in the first words of the call.
  bool opens_clause(const SpokenName& name, const CueHit& hit) const {
    const Token& opener = tokens_[name.first];
    const bool titled = word_before(name.first, hit.turn) == "mr" ||
                        word_before(name.first, hit.turn) == "ms" ||
                        word_before(name.first, hit.turn) == "mrs";
    const bool opens =
        titled || opener.opens_sentence || opener.before == ',' || inside_greeting(name.first, hit.turn);
    const bool speaking = tokens_[hit.first].folded == "speaking" || tokens_[hit.first].folded == "talking";
    if (speaking && opens) return true;
    if (!name.sure && !may_be_unlisted(name)) return false;
    return opens || (name.sure && speaking && hit.turn < 4);
  }

  // A word that is nothing else and no town: a name that nobody listed, where a greeting has one.
  bool may_be_unlisted(const SpokenName& name) const {
    for (std::uint32_t token = name.first; token < name.last; ++token) {
      const Token& word = tokens_[token];
      if (is_everyday(word.folded) || word.is(kCompanySuffix) || word.is(kBusinessWord)) return false;
    }
    return !is_place(conversation_, name.first, name.last);
  }

  bool inside_greeting(std::uint32_t token, std::uint32_t turn) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::OwnCompany, token)) {
      if (hit.turn == turn && hit.last + 2 >= token) return true;
    }
    return false;
  }

  // "Brian Keller, Nationwide Haul": a whole name right before the company's; "brian nationwide haul".
  void add_name_ending_at(std::uint32_t token, std::uint32_t turn) {
    if (token == conversation_.turn(turn).first + 1) {
      const std::optional<SpokenName> only = name_at(conversation_, token - 1);
      if (only && only->sure && only->last == token) add(*only, turn);
    }
    if (token < conversation_.turn(turn).first + 2) return;
    const std::optional<SpokenName> name = name_at(conversation_, token - 2);
    if (name && name->sure && name->last == token) add(*name, turn);
  }

  // "Nationwide Haul, Carlos.", "Road Ready claims, Denise, how can I help?"
  void collect_greeting_names() {
    for (const CueHit& company : conversation_.hits(Cue::OwnCompany)) {
      if (!is_rep_turn(company.turn)) continue;
      add_name_ending_at(company.first, company.turn);
      const std::uint32_t end =
          std::min(conversation_.turn(company.turn).last, company.last + kGreetingReach);
      for (std::uint32_t token = company.last; token < end; ++token) {
        const std::optional<SpokenName> name = name_at(conversation_, token);
        const bool titled = name && is_title(tokens_[name->first - 1].folded);
        const bool set_off = token == company.last || tokens_[token].before != ' ';
        if (!name || (!name->sure && !titled && !(set_off && may_be_unlisted(*name)))) continue;
        static constexpr std::array<std::string_view, 15> kToOthers = {
            "for",     "to",     "with", "hi",   "hello", "hey",     "morning", "afternoon",
            "evening", "thanks", "is",   "this", "reach", "calling", "find"};
        if (is_one_of(kToOthers, tokens_[token - 1].folded)) break;
        const char closes = tokens_[name->last - 1].after;
        if (closes == '?') break;
        // "Road Ready. Brian says…" speaks of somebody.
        const bool straight_on = token == company.last && !tokens_[token].opens_sentence;
        if (closes != ' ' || straight_on) add(*name, company.turn);
        break;
      }
    }
  }

  // "Sales, Cody." "Shop, Renee. What's broke?" "Gus Pappas, sales manager": hardly more than the name opens
  // the call, or the words of whoever takes it over.
  void collect_bare_greetings() {
    bool takes_over = true;
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.words() == 0) continue;
      if (is_rep_turn(turn) && takes_over && !introduces_in(turn)) add_bare_greeting(turn, view);
      const bool hands_over = conversation_.in_turn(Cue::Transfer, turn) || view.kind != TurnKind::Live;
      takes_over = takes_over ? !is_rep_turn(turn) && turn < 1 : false;
      takes_over = takes_over || hands_over;
    }
  }

  void add_bare_greeting(std::uint32_t turn, const TurnView& view) {
    const std::uint32_t end = std::min(view.last, view.first + kBareGreetingWords);
    for (std::uint32_t token = view.first; token < end; ++token) {
      const std::optional<SpokenName> name = name_at(conversation_, token);
      static constexpr std::array<std::string_view, 10> kToOthers = {
          "thanks", "thank", "okay", "ok", "alright", "hi", "hey", "yes", "well", "so"};
      if (is_one_of(kToOthers, tokens_[token].folded)) return;
      if (!name || (!name->sure && !may_be_unlisted(*name))) continue;
      const Token& word = tokens_[name->first];
      const char closes = tokens_[name->last - 1].after;
      const bool set_off =
          word.opens_sentence || word.before == ',' || tokens_[name->first - 1].is(kNeverName);
      // "Stavros, hey." greets.
      const bool greets = name->last < view.last && is_one_of(kToOthers, tokens_[name->last].folded);
      if (set_off && !greets && closes != '?' && (closes != ' ' || name->last == view.last)) add(*name, turn);
      return;
    }
  }

  // "Who's this?" "Shane."
  void collect_answers() {
    for (const CueHit& hit : conversation_.hits(Cue::AskName)) {
      const TurnView& asking = conversation_.turn(hit.turn);
      if (asking.side != Side::Caller || asking.kind != TurnKind::Live) continue;
      const auto reply = conversation_.next_turn(hit.turn, Side::Rep, 0);
      if (!reply || introduces_in(*reply)) continue;
      const TurnView& answer = conversation_.turn(*reply);
      for (std::uint32_t token = answer.first; token < std::min(answer.last, answer.first + kAnswerReach);
           ++token) {
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || tokens_[name->last - 1].after == '?') continue;
        if (!name->sure && !may_be_unlisted(*name)) continue;
        add(*name, *reply);
        break;
      }
    }
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  std::vector<Introduction> found_;
};

}  // namespace

bool speaks_as_rep(const Conversation& conversation, std::uint32_t turn) {
  const TurnView& view = conversation.turn(turn);
  return view.kind == TurnKind::Live && conversation.speaks(view, Side::Rep);
}

std::vector<Introduction> find_rep_introductions(const Conversation& conversation) {
  return IntroductionSearch(conversation).run();
}

}  // namespace calltracker::llm::offline
