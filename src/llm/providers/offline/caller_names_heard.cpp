// SPDX-License-Identifier: MIT
#include "llm/providers/offline/caller_names_heard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/spelled_words.hpp"
#include "llm/providers/offline/spoken_numbers.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kAnswerReach = 10;
constexpr int kOpeningTurns = 2;

// How surely a name is the caller's own, by how it comes up.
enum Weight : int {
  kCalledOnce = 1,  // "…, Oleg." by the rep, a name nobody listed
  kCalled = 2,      // "Okay, Dale." by the rep
  kGreeted = 3,     // "Thanks, Dale."
  kHinted = 4,      // "Dale Hutchins." alone, or a name nobody listed where one is given
  kOpens = 5,       // "Dale here with Ozark"
  kMet = 6,         // "Is this Dale?" "Yes."
  kGiven = 7,       // "My name is Dale"
  kAnswered = 8,    // "Who am I speaking with?" "Dale."
};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class NameHearing {
 public:
  NameHearing(const Conversation& conversation, const std::optional<FoundFact>& rep)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        rep_(rep),
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
    collect_persons_met();
    collect_addressed();
    return std::move(heard_);
  }

 private:
  bool is_live(std::uint32_t turn, Side side) const {
    const TurnView& view = conversation_.turn(turn);
    return view.kind == TurnKind::Live && conversation_.speaks(view, side);
  }

  bool is_rep(const SpokenName& name) const {
    return rep_ && (first_word(rep_->value) == first_word(name.text) ||
                    first_word(rep_->value) == tokens_[name.first].folded);
  }

  // What the rep is called is the caller's name only when he gives it as his own.
  void add(const SpokenName& name, std::uint32_t turn, int weight) {
    if (is_rep(name) && weight != kGiven) return;
    heard_.hints.push_back({name, turn, weight});
  }

  std::string_view word_before(std::uint32_t token) const {
    return token > conversation_.turn(tokens_[token].turn).first ? tokens_[token - 1].folded
                                                                 : std::string_view();
  }

  std::string_view word_after(const SpokenName& name) const {
    return name.last < conversation_.turn(tokens_[name.first].turn).last ? tokens_[name.last].folded
                                                                         : std::string_view();
  }

  static bool is_whole(const SpokenName& name) { return name.last - name.first >= 2; }

  // A word that is nothing else, and no firm's: it may be a name that nobody listed.
  bool may_be_name(const SpokenName& name) const {
    if (name.sure) return true;
    const Token& word = tokens_[name.first];
    static constexpr std::array<std::string_view, 6> kPeoples = {"american", "mexican", "cuban",
                                                                 "haitian",  "russian", "spanish"};
    return !is_everyday(word.folded) && !is_one_of(kPeoples, word.folded) && !in_company(name);
  }

  // "Polar Star Logistics", "Gadsden and Sons".
  bool in_company(const SpokenName& name) const {
    const std::uint32_t end = std::min(conversation_.turn(tokens_[name.first].turn).last, name.first + 5);
    for (std::uint32_t token = name.first + 1; token < end; ++token) {
      const Token& word = tokens_[token];
      if (word.opens_sentence || (word.before != ' ' && word.before != '&' && word.before != '-'))
        return false;
      if (word.is(kCompanySuffix) && (word.capital || conversation_.without_capitals())) return true;
      const bool joins = word.folded == "and" || word.folded == "of";
      if (joins && !name.sure && token + 1 < end && tokens_[token + 1].capital) return true;
      if (!word.capital && !joins) return false;
    }
    return false;
  }

  static bool is_placed(std::string_view follower) {
    static constexpr std::array<std::string_view, 15> kFollowers = {
        "here", "with",    "from",  "over", "at",       "in",    "out",   "up",
        "down", "calling", "again", "back", "speaking", "outta", "across"};
    return is_one_of(kFollowers, follower);
  }

  void collect_self_names() {
    for (const CueHit& hit : conversation_.hits(Cue::SelfName)) {
      const TurnView& view = conversation_.turn(hit.turn);
      if (hit.negated || !is_live(hit.turn, Side::Caller) || hit.last >= view.last) continue;
      if (tokens_[hit.last].opens_sentence) continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      if (!name || (view.side == Side::Unknown && is_rep(*name))) continue;
      const std::string_view lead = tokens_[hit.first].folded;
      static constexpr std::array<std::string_view, 12> kOther = {
          "your",      "his",     "her", "their",    "boss's",   "wife's",
          "husband's", "company", "i",   "broker's", "driver's", "son's"};
      if (is_one_of(kOther, word_before(hit.first))) continue;
      const bool of_other =
          lead == "you've" || lead == "you" || lead == "you're" || lead == "speaking" || lead == "talking";
      if (of_other || tokens_[name->last - 1].after == '?') continue;
      const bool loose = lead == "it's" || lead == "i'm" || lead == "i" || lead == "habla" || lead == "soy";
      // "It's Tasheka, Rowe Express", "I'm Kirsten.": a name nobody listed, set off.
      const bool set_off = tokens_[name->last - 1].after != ' ' || is_placed(word_after(*name));
      const bool early = lead != "it's" || hit.turn <= 2;
      if (loose && !name->sure && !is_whole(*name) && !(set_off && early && may_be_name(*name))) continue;
      if (!name->sure && in_company(*name)) continue;
      add(*name, hit.turn, name->sure || is_whole(*name) ? kGiven : kHinted);
    }
  }

  // "This Clarence Gadsden.", "hey miss lorraine this tyrell with bluff city".
  void collect_bare_this() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      if (!is_live(turn, Side::Caller)) continue;
      const TurnView& view = conversation_.turn(turn);
      for (std::uint32_t token = view.first; token + 1 < std::min(view.last, view.first + kAnswerReach);
           ++token) {
        if (tokens_[token].folded != "this" || tokens_[token + 1].before != ' ') continue;
        const std::optional<SpokenName> name = name_at(conversation_, token + 1);
        if (!name || in_company(*name)) continue;
        const bool placed = is_placed(word_after(*name)) || tokens_[name->last - 1].after == '.' ||
                            tokens_[name->last - 1].after == ',';
        if (placed && may_be_name(*name)) add(*name, turn, name->sure ? kMet : kHinted);
      }
    }
  }

  // "Gil's my name", "Nigel Ashworth is the name"; "Marlon, my name is…" goes on.
  void collect_called() {
    for (const CueHit& hit : conversation_.hits(Cue::NameBefore)) {
      const TurnView& view = conversation_.turn(hit.turn);
      if (!is_live(hit.turn, Side::Caller) || tokens_[hit.last - 1].folded != "name") continue;
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
    const std::string_view before = word_before(token);
    static constexpr std::array<std::string_view, 13> kGreetings = {
        "hey",     "hi",  "hello", "yeah", "yes", "morning", "afternoon",
        "evening", "sir", "ma'am", "uh",   "um",  "it's"};
    return conversation_.without_capitals() && (is_one_of(kGreetings, before) || is_rep_word(before));
  }

  bool is_rep_word(std::string_view word) const { return rep_ && first_word(rep_->value) == word; }

  // "Dale here with Ozark Freight", "Cody, Ray McAllister in Macon", "Walt, Cedric, Sunray Paving", "Morning.
  // Javier.": in the first words the caller says.
  void collect_openings() {
    int opening_turns = kOpeningTurns;
    for (std::uint32_t turn = 0; turn < conversation_.turns().size() && opening_turns > 0; ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Caller || view.kind != TurnKind::Live || view.words() == 0) continue;
      --opening_turns;
      const std::uint32_t end = std::min(view.last, view.first + kAnswerReach);
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
    if (is_rep(name) || closes == '?' || !opens_clause(token) || in_company(name)) return 0;
    const bool placed = is_placed(word_after(name));
    const bool after_rep = token > view.first && is_rep_word(tokens_[token - 1].folded);
    if (!name.sure && !is_whole(name)) {
      const bool set_off = placed || (after_rep && closes != ' ');
      return set_off && may_be_name(name) && !is_place(conversation_, name.first, name.last) ? kHinted : 0;
    }
    if (placed) return name.sure ? kOpens : kHinted;
    // "Kyle, Stan Wojcik, Great Lakes Steel": a whole name between commas is a signature, a first name a
    // greeting.
    if (is_whole(name) && closes != ' ') return name.sure ? kOpens : kGreeted;
    if (after_rep && closes != ' ') return kOpens;
    return token > view.first && tokens_[token].opens_sentence && closes == '.' ? kHinted : 0;
  }

  // A sentence that is nothing but a first name and a surname.
  void collect_signatures() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Caller || view.kind != TurnKind::Live) continue;
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        if (!tokens_[token].opens_sentence || !tokens_[token].is(kFirstName)) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || !name->sure || !is_whole(*name) || in_company(*name)) continue;
        const char closes = tokens_[name->last - 1].after;
        if (closes == '.' || closes == ',') add(*name, turn, kHinted);
      }
    }
  }

  // "478-555-0168. Dontavius, in Warner Robins.", "Otis. Swainsboro.", "tell her Eugene called": a name set
  // off by itself beside a number or a place.
  void collect_beside_contact() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      if (!is_live(turn, Side::Caller) || conversation_.without_capitals()) continue;
      const TurnView& view = conversation_.turn(turn);
      const bool number = holds_number(view);
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        if (!tokens_[token].capital) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || name->first != token) continue;
        const std::string_view next = word_after(*name);
        const bool called = next == "called" && name->sure;
        const bool place = place_follows(*name, view);
        const bool alone = opens_clause(token) &&
                           (tokens_[name->last - 1].after == '.' || tokens_[name->last - 1].after == ',');
        const bool beside =
            alone && (number || place) && may_be_name(*name) && !is_place(conversation_, token, name->last);
        if ((called || beside) && !in_company(*name)) add(*name, turn, name->sure ? kHinted : kGreeted);
        token = name->last - 1;
      }
    }
  }

  bool holds_number(const TurnView& view) const {
    std::uint32_t digits = 0;
    for (std::uint32_t token = view.first; token < view.last; ++token) {
      if (is_number_word(tokens_[token])) digits += tokens_[token].digits ? 3 : 1;
    }
    return digits >= 7;
  }

  bool place_follows(const SpokenName& name, const TurnView& view) const {
    for (std::uint32_t next = name.last; next < std::min(view.last, name.last + 2); ++next) {
      for (const CueHit& town : conversation_.hits_before(Cue::City, next + 1, 1)) {
        if (town.first == next) return true;
      }
    }
    return false;
  }

  void collect_answers() {
    for (const CueHit& hit : conversation_.hits(Cue::AskName)) {
      if (!is_live(hit.turn, Side::Rep)) continue;
      const auto reply = conversation_.next_turn(hit.turn, Side::Caller);
      if (!reply) continue;
      read_answer(*reply, asks_surname(hit));
    }
  }

  void read_answer(std::uint32_t reply, bool surname_only) {
    const TurnView& answer = conversation_.turn(reply);
    const std::uint32_t end = std::min(answer.last, answer.first + kAnswerReach);
    for (std::uint32_t token = answer.first; token < end; ++token) {
      const std::optional<SpokenName> name = answered_name(token, surname_only);
      if (!name || is_rep(*name) || is_of_other(token)) continue;
      if (in_company(*name)) {
        token = name->last;  // "Pruitt Berry Farms … Wendell Pruitt"
        continue;
      }
      if (surname_only) {
        heard_.surname = name->text;
      } else {
        add(first_name_given_last(*name), reply, name->sure || may_be_name(*name) ? kAnswered : kOpens);
      }
      if (name->last + 2 < answer.last && tokens_[name->last].folded == "last") {
        if (const auto surname = name_at(conversation_, name->last + 2)) heard_.surname = surname->text;
      }
      break;
    }
  }

  // "Put it to the attention of Kenny", "my husband Randy".
  bool is_of_other(std::uint32_t token) const {
    static constexpr std::array<std::string_view, 14> kOthers = {
        "attention", "attn", "my",      "his", "her",    "husband", "wife",
        "boss",      "son",  "brother", "dad", "father", "nephew",  "partner"};
    return is_one_of(kOthers, word_before(token));
  }

  // "Desrosiers. D, E, S, R, O… Jean-Claude."
  SpokenName first_name_given_last(const SpokenName& surname) const {
    if (is_whole(surname)) return surname;
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
      if (!is_live(spelled.turn, Side::Caller)) continue;
      for (std::uint32_t token = spelled.first; token-- > spelled.first - std::min(spelled.first, kReach);) {
        if (!is_live(tokens_[token].turn, Side::Caller) || !spells(spelled, tokens_[token].folded)) continue;
        add_spelled(token, spelled);
        break;
      }
    }
  }

  void add_spelled(std::uint32_t token, const SpelledWord& spelled) {
    std::optional<SpokenName> name = token > 0 ? name_at(conversation_, token - 1) : std::nullopt;
    if (!name || name->first > token || name->last <= token) name = name_at(conversation_, token);
    if (!name || in_company(*name) || is_of_other(name->first)) return;
    static constexpr std::array<std::string_view, 8> kFirmLeads = {"with",    "from",   "at", "for",
                                                                   "company", "called", "is", "in"};
    if (!name->sure && is_one_of(kFirmLeads, word_before(name->first)) && word_before(name->first) != "is")
      return;
    if (spelled.turn > 0 && conversation_.in_turn(Cue::AskCompany, spelled.turn - 1)) return;
    add(*name, tokens_[name->first].turn, name->sure || is_whole(*name) ? kOpens : kHinted);
  }

  // The rep asks "is this Dale?" and the person agrees.
  void collect_persons_met() {
    for (const CueHit& hit : conversation_.hits(Cue::AskPerson)) {
      if (conversation_.turn(hit.turn).side != Side::Rep || hit.last >= conversation_.turn(hit.turn).last)
        continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      const auto reply = conversation_.next_turn(hit.turn, Side::Caller);
      if (!name || !reply) continue;
      const bool agreed = conversation_.in_turn_any({Cue::ItIsMe, Cue::Yes}, *reply);
      // Whom the rep calls, unless somebody says that it is another.
      const bool undenied = hit.turn <= 2 && name->sure && !conversation_.in_turn(Cue::No, *reply);
      if (agreed || undenied) add(*name, hit.turn, !agreed ? kGreeted : name->sure ? kMet : kHinted);
    }
    collect_names_read_back();
  }

  // "And you're Mrs. Hollis?" "That's me."
  void collect_names_read_back() {
    for (const CueHit& hit : conversation_.hits(Cue::ItIsMe)) {
      if (!is_live(hit.turn, Side::Caller) || hit.turn == 0) continue;
      const TurnView& view = conversation_.turn(hit.turn);
      const TurnView& asked = conversation_.turn(hit.turn - 1);
      if (asked.side != Side::Rep || hit.first > view.first + 2 || asked.words() == 0) continue;
      for (std::uint32_t token = asked.last - std::min(asked.words(), 4U); token < asked.last; ++token) {
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || name->last != asked.last || is_place(conversation_, name->first, name->last)) continue;
        const bool titled = is_title(word_before(name->first));
        if (name->sure || titled) add(*name, hit.turn - 1, kHinted);
        break;
      }
    }
  }

  // "Thanks, Dale." "Okay Dale," "Hi Dale"
  void collect_addressed() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Rep || view.kind != TurnKind::Live) continue;
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        const bool listed = tokens_[token].is(kFirstName);
        if (!listed && !tokens_[token].capital) continue;
        if (!tokens_[token].capital && !conversation_.without_capitals()) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || name->first != token) continue;
        if (const int weight = weight_of_address(*name, view); weight > 0) add(*name, turn, weight);
      }
    }
  }

  int weight_of_address(const SpokenName& name, const TurnView& view) const {
    static constexpr std::array<std::string_view, 22> kVocatives = {
        "thanks", "you",     "okay",    "ok",        "alright", "hi",        "hey", "hello",
        "well",   "perfect", "great",   "so",        "right",   "sir",       "yes", "appreciate",
        "bye",    "it",      "morning", "afternoon", "sorry",   "understand"};
    const Token& word = tokens_[name.first];
    const bool greeted = is_one_of(kVocatives, word_before(name.first));
    const bool set_off = word.opens_sentence || word.before == ',';
    const bool closed = tokens_[name.last - 1].after != ' ' || conversation_.without_capitals();
    if (is_title(word_before(name.first))) return closed ? kCalledOnce : 0;
    if (!closed || (!greeted && !set_off)) return 0;
    if (name.sure) return greeted && !word.opens_sentence ? kGreeted : kCalled;
    const bool in_company_turn = in_company(name) || is_whole(name) || view.words() < 2;
    const bool vocative = word.before == ',' || (word.opens_sentence && tokens_[name.last - 1].after == ',');
    return vocative && !in_company_turn && may_be_name(name) && said_by_caller(word.folded) ? kCalledOnce : 0;
  }

  bool said_by_caller(std::string_view folded) const {
    return std::any_of(tokens_.begin(), tokens_.end(), [this, folded](const Token& token) {
      return token.folded == folded && conversation_.turn(token.turn).side == Side::Caller;
    });
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  const std::optional<FoundFact>& rep_;
  std::vector<SpelledWord> spelled_;
  CallerNamesHeard heard_;
};

}  // namespace

std::string first_word(std::string_view name) {
  return to_lower_ascii(name.substr(0, name.find(' ')));
}

CallerNamesHeard hear_caller_names(const Conversation& conversation, const std::optional<FoundFact>& rep) {
  return NameHearing(conversation, rep).run();
}

}  // namespace calltracker::llm::offline
