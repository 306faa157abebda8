// SPDX-License-Identifier: MIT
#include "llm/providers/offline/caller_names_heard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "llm/providers/offline/places_heard.hpp"
#include "llm/providers/offline/spelled_words.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kAnswerReach = 10;
constexpr std::uint32_t kUncutWords = 60;
constexpr std::uint32_t kUncutReach = 50;
constexpr int kOpeningTurns = 2;
constexpr std::size_t kHintsMax = 100;  // nobody is named so often but in a table

class NameHearing {
 public:
  NameHearing(const Conversation& conversation, const std::optional<FoundFact>& rep)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        context_(conversation, rep),
        spelled_(find_spelled_words(conversation)) {}

  CallerNamesHeard run() {
    collect_self_names();
    collect_bare_this();
    collect_called();
    collect_openings();
    collect_signatures();
    collect_beside_contact();
    collect_answers();
    collect_spelled();
    for (CallerNameHint& hint : hear_names_called(conversation_, context_))
      heard_.hints.push_back(std::move(hint));
    return std::move(heard_);
  }

 private:
  // What the rep is called is the caller's name only when he gives it as his own.
  void add(const SpokenName& name, std::uint32_t turn, int weight) {
    if (heard_.hints.size() >= kHintsMax || (context_.is_rep(name) && weight != kGiven)) return;
    // "What city are you in?" "Winston-Salem."
    if (weight < kGiven && is_town(name) && answers_location(conversation_, name.first, turn)) return;
    heard_.hints.push_back({name, turn, weight});
  }

  bool is_town(const SpokenName& name) const {
    for (const CueHit& town : conversation_.hits_before(Cue::City, name.first + 1, 1)) {
      if (town.first == name.first && town.last >= name.last) return true;
    }
    return false;
  }

  void collect_self_names() {
    for (const CueHit& hit : conversation_.hits(Cue::SelfName)) {
      const TurnView& view = conversation_.turn(hit.turn);
      if (hit.negated || !context_.is_live(hit.turn, Side::Caller) || hit.last >= view.last) continue;
      if (tokens_[hit.last].opens_sentence) continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      if (!name || (view.side == Side::Unknown && context_.is_rep(*name))) continue;
      const std::string_view lead = tokens_[hit.first].folded;
      static constexpr std::array<std::string_view, 12> kOther = {
          "your",      "his",     "her", "their",    "boss's",   "wife's",
          "husband's", "company", "i",   "broker's", "driver's", "son's"};
      if (is_one_of(kOther, context_.word_before(hit.first))) continue;
      const bool of_other =
          lead == "you've" || lead == "you" || lead == "you're" || lead == "speaking" || lead == "talking";
      if (of_other || tokens_[name->last - 1].after == '?') continue;
      const bool loose = lead == "it's" || lead == "i'm" || lead == "i" || lead == "habla" || lead == "soy";
      // "It's Tasheka, Rowe Express", "I'm Kirsten.": a name nobody listed, set off.
      const bool set_off =
          tokens_[name->last - 1].after != ' ' || context_.is_placed(context_.word_after(*name));
      const bool early = lead != "it's" || hit.turn <= 2;
      // "I'm Juniper, by the way!": the capital says so.
      const bool written = lead != "it's" && !conversation_.without_capitals();
      if (loose && !name->sure && !context_.is_whole(*name) &&
          !(set_off && early && (written || context_.may_be_name(*name))))
        continue;
      if (context_.in_company(*name)) continue;
      add(*name, hit.turn, name->sure || context_.is_whole(*name) ? kGiven : kHinted);
    }
  }

  // "This Clarence Gadsden.", "hey miss lorraine this tyrell with bluff city".
  void collect_bare_this() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      if (!context_.is_live(turn, Side::Caller)) continue;
      const TurnView& view = conversation_.turn(turn);
      const std::uint32_t reach = view.side == Side::Unknown ? kUncutReach : kAnswerReach;
      for (std::uint32_t token = view.first; token + 1 < std::min(view.last, view.first + reach); ++token) {
        if (tokens_[token].folded != "this" || tokens_[token + 1].before != ' ') continue;
        const std::optional<SpokenName> name = name_at(conversation_, token + 1);
        if (!name || context_.in_company(*name)) continue;
        const bool placed = context_.is_placed(context_.word_after(*name)) ||
                            tokens_[name->last - 1].after == '.' || tokens_[name->last - 1].after == ',';
        const bool unmarked = conversation_.without_capitals() && name->sure;
        if ((placed || unmarked) && context_.may_be_name(*name))
          add(*name, turn, name->sure ? kMet : kHinted);
      }
    }
  }

  // "Gil's my name", "Nigel Ashworth is the name"; "Marlon, my name is…" goes on.
  void collect_called() {
    for (const CueHit& hit : conversation_.hits(Cue::NameBefore)) {
      const TurnView& view = conversation_.turn(hit.turn);
      if (!context_.is_live(hit.turn, Side::Caller) || tokens_[hit.last - 1].folded != "name") continue;
      if (hit.last < view.last && (tokens_[hit.last].folded == "is" || tokens_[hit.last].folded == "'s"))
        continue;
      for (std::uint32_t back = 2; back >= 1; --back) {
        if (hit.first < view.first + back) continue;
        const std::optional<SpokenName> name = name_at(conversation_, hit.first - back, true);
        if (!name || name->last != hit.first) continue;
        add(*name, hit.turn, kGiven);
        break;
      }
    }
  }

  // The name is set off from what stands before it, or follows the greeting of the rep.
  bool opens_clause(std::uint32_t token) const {
    if (tokens_[token].opens_sentence || tokens_[token].before == ',') return true;
    const std::string_view before = context_.word_before(token);
    static constexpr std::array<std::string_view, 13> kGreetings = {
        "hey",     "hi",  "hello", "yeah", "yes", "morning", "afternoon",
        "evening", "sir", "ma'am", "uh",   "um",  "it's"};
    return conversation_.without_capitals() &&
           (is_one_of(kGreetings, before) || context_.is_rep_word(before));
  }

  // "Dale here with Ozark Freight", "Cody, Ray McAllister in Macon", "Walt, Cedric, Sunray Paving", "Morning.
  // Javier.": in the first words the caller says.
  void collect_openings() {
    int opening_turns = kOpeningTurns;
    for (std::uint32_t turn = 0; turn < conversation_.turns().size() && opening_turns > 0; ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (!context_.is_live(turn, Side::Caller) || view.words() == 0) continue;
      --opening_turns;
      // A conversation that nobody cut into turns opens with the rep.
      const bool uncut = view.side == Side::Unknown && view.words() > kUncutWords;
      const std::uint32_t end = std::min(view.last, view.first + (uncut ? kUncutReach : kAnswerReach));
      for (std::uint32_t token = view.first; token < end; ++token) {
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name) continue;
        if (const int weight = weight_of_opening(*name, token, view); weight > 0) add(*name, turn, weight);
        token = name->last - 1;
      }
    }
  }

  int weight_of_opening(const SpokenName& name, std::uint32_t token, const TurnView& view) const {
    const char closes = tokens_[name.last - 1].after;
    if (context_.is_rep(name) || closes == '?' || !opens_clause(token) || context_.in_company(name)) return 0;
    const bool placed = context_.is_placed(context_.word_after(name));
    const bool after_rep = token > view.first && context_.is_rep_word(tokens_[token - 1].folded);
    if (!name.sure && !context_.is_whole(name)) {
      const bool set_off = placed || (after_rep && closes != ' ');
      return set_off && context_.may_be_name(name) && !is_place(conversation_, name.first, name.last)
                 ? kHinted
                 : 0;
    }
    if (placed) return name.sure ? kOpens : kHinted;
    // "Kyle, Stan Wojcik, Great Lakes Steel": a whole name between commas is a signature, a first name a
    // greeting.
    if (context_.is_whole(name) && closes != ' ') return name.sure ? kOpens : kGreeted;
    if (after_rep && closes != ' ') return kOpens;
    return token > view.first && tokens_[token].opens_sentence && closes == '.' ? kHinted : 0;
  }

  // A sentence that is nothing but a first name and a surname.
  void collect_signatures() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (!context_.is_live(turn, Side::Caller)) continue;
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        const bool set_off = tokens_[token].opens_sentence || tokens_[token].before == ',';
        if (!tokens_[token].is(kFirstName) || !set_off) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || !name->sure || !context_.is_whole(*name) || context_.in_company(*name)) continue;
        const char closes = tokens_[name->last - 1].after;
        const bool own = tokens_[token].opens_sentence || is_apposition(token);
        if (closes == '.' || (own && closes == ',')) add(*name, turn, own ? kHinted : kGreeted);
      }
    }
  }

  // "I am the owner, Ileana Castellanos."
  bool is_apposition(std::uint32_t token) const {
    const std::uint32_t first = conversation_.sentence_first(token);
    static constexpr std::array<std::string_view, 3> kSelf = {"i'm", "i", "it's"};
    return tokens_[token].before == ',' && token - first <= 7 && is_one_of(kSelf, tokens_[first].folded);
  }

  // "478-555-0168. Dontavius, in Warner Robins.", "Otis. Swainsboro.", "tell her Eugene called": a name set
  // off by itself beside a number or a place.
  void collect_beside_contact() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      if (!context_.is_live(turn, Side::Caller) || conversation_.without_capitals()) continue;
      const TurnView& view = conversation_.turn(turn);
      const bool number = context_.holds_number(view);
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        if (!tokens_[token].capital) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || name->first != token) continue;
        const std::string_view next = context_.word_after(*name);
        const bool called = next == "called" && name->sure;
        const bool place = context_.place_follows(*name, view);
        const bool alone = opens_clause(token) &&
                           (tokens_[name->last - 1].after == '.' || tokens_[name->last - 1].after == ',');
        const bool beside = alone && (number || place) && context_.may_be_name(*name) &&
                            !is_place(conversation_, token, name->last);
        if ((called || beside) && !context_.in_company(*name))
          add(*name, turn, name->sure ? kHinted : kGreeted);
        token = name->last - 1;
      }
    }
  }

  void collect_answers() {
    for (const CueHit& hit : conversation_.hits(Cue::AskName)) {
      if (!context_.is_live(hit.turn, Side::Rep)) continue;
      const TurnView& asking = conversation_.turn(hit.turn);
      if (asking.side == Side::Unknown) {
        read_answer(hit.turn, hit.last, asks_surname(hit));
        continue;
      }
      const auto reply = conversation_.next_turn(hit.turn, Side::Caller);
      if (reply) read_answer(*reply, conversation_.turn(*reply).first, asks_surname(hit));
    }
  }

  void read_answer(std::uint32_t reply, std::uint32_t first, bool surname_only) {
    const TurnView& answer = conversation_.turn(reply);
    const std::uint32_t end = std::min(answer.last, first + kAnswerReach);
    for (std::uint32_t token = first; token < end; ++token) {
      const std::optional<SpokenName> name = answered_name(token, surname_only);
      if (!name || context_.is_rep(*name) || context_.is_of_other(token) || context_.is_in_place(*name))
        continue;
      if (context_.in_company(*name)) {
        token = name->last;  // "Pruitt Berry Farms … Wendell Pruitt"
        continue;
      }
      if (surname_only) {
        heard_.surname = name->text;
      } else {
        add(first_name_given_last(*name), reply,
            name->sure || context_.may_be_name(*name) ? kAnswered : kOpens);
      }
      if (name->last + 2 < answer.last && tokens_[name->last].folded == "last") {
        if (const auto surname = name_at(conversation_, name->last + 2)) heard_.surname = surname->text;
      }
      break;
    }
  }

  // "Desrosiers. D, E, S, R, O… Jean-Claude."
  SpokenName first_name_given_last(const SpokenName& surname) const {
    if (context_.is_whole(surname)) return surname;
    for (const SpelledWord& spelled : spelled_) {
      if (spelled.first != surname.last || !spells(spelled, tokens_[surname.first].folded)) continue;
      if (spelled.last >= conversation_.turn(spelled.turn).last) break;
      std::optional<SpokenName> given = name_at(conversation_, spelled.last);
      if (!given || !tokens_[spelled.last].capital || tokens_[spelled.last].before == ' ') break;
      given->text += " " + surname.text;
      return *given;
    }
    return surname;
  }

  std::optional<SpokenName> answered_name(std::uint32_t token, bool surname_only) const {
    if (const std::optional<SpokenName> name = name_at(conversation_, token)) return name;
    const Token& word = tokens_[token];
    if (!surname_only || word.is(kNeverName) || word.digits || word.folded.size() < 3) return std::nullopt;
    if (!word.capital) return std::nullopt;
    return SpokenName{.text = std::string(word.text), .first = token, .last = token + 1};
  }

  bool asks_surname(const CueHit& hit) const {
    bool first = false;
    bool last = false;
    for (std::uint32_t token = hit.first; token < hit.last; ++token) {
      first = first || tokens_[token].folded == "first";
      last = last || tokens_[token].folded == "last";
    }
    return last && !first;
  }

  // A person's name is spelled: the word itself, or the surname of the words before it.
  void collect_spelled() {
    constexpr std::uint32_t kReach = 60;
    for (const SpelledWord& spelled : spelled_) {
      if (!context_.is_live(spelled.turn, Side::Caller)) continue;
      for (std::uint32_t token = spelled.first; token-- > spelled.first - std::min(spelled.first, kReach);) {
        if (!context_.is_live(tokens_[token].turn, Side::Caller) || !spells(spelled, tokens_[token].folded))
          continue;
        add_spelled(token, spelled);
        break;
      }
    }
  }

  void add_spelled(std::uint32_t token, const SpelledWord& spelled) {
    std::optional<SpokenName> name = token > 0 ? name_at(conversation_, token - 1) : std::nullopt;
    if (!name || name->first > token || name->last <= token) name = name_at(conversation_, token);
    if (!name || context_.in_company(*name) || context_.is_of_other(name->first)) return;
    static constexpr std::array<std::string_view, 8> kFirmLeads = {"with",    "from",   "at", "for",
                                                                   "company", "called", "is", "in"};
    if (!name->sure && is_one_of(kFirmLeads, context_.word_before(name->first)) &&
        context_.word_before(name->first) != "is")
      return;
    if (spelled.turn > 0 && conversation_.in_turn(Cue::AskCompany, spelled.turn - 1)) return;
    add(*name, tokens_[name->first].turn, name->sure || context_.is_whole(*name) ? kOpens : kHinted);
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  NameContext context_;
  std::vector<SpelledWord> spelled_;
  CallerNamesHeard heard_;
};

}  // namespace

CallerNamesHeard hear_caller_names(const Conversation& conversation, const std::optional<FoundFact>& rep) {
  return NameHearing(conversation, rep).run();
}

}  // namespace calltracker::llm::offline
