// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kAnswerReach = 10;

struct Candidate {
  SpokenName name;
  std::uint32_t turn = 0;
  int weight = 0;
};

std::string first_name(std::string_view name) {
  return to_lower_ascii(name.substr(0, name.find(' ')));
}

class CallerSearch {
 public:
  CallerSearch(const Conversation& conversation, const std::optional<FoundFact>& rep)
      : conversation_(conversation), tokens_(conversation.tokens()), rep_(rep) {}

  std::optional<FoundFact> run() {
    collect_self_names();
    collect_names_before();
    collect_after_greeting();
    collect_signatures();
    collect_answers();
    collect_persons_met();
    collect_addressed();
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_) {
      if (best == nullptr || candidate.weight > best->weight) best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    std::string fullest = best->name.text;
    for (const Candidate& other : candidates_) {
      const bool same = first_name(other.name.text) == first_name(fullest);
      if (same && other.name.text.size() > fullest.size()) fullest = other.name.text;
    }
    if (fullest.find(' ') == std::string::npos && !surname_.empty() &&
        first_name(surname_) != first_name(fullest)) {
      fullest += " " + surname_;
    }
    if (fullest.find(' ') == std::string::npos) fullest = with_surname(fullest);
    return FoundFact{fullest, conversation_.turn(best->turn).number};
  }

 private:
  bool is_live(std::uint32_t turn, Side side) const {
    const TurnView& view = conversation_.turn(turn);
    return view.kind == TurnKind::Live && conversation_.speaks(view, side);
  }

  void add(const SpokenName& name, std::uint32_t turn, int weight) {
    if (rep_ && first_name(rep_->value) == first_name(name.text) && weight < 5) return;
    candidates_.push_back({name, turn, weight});
  }

  void collect_self_names() {
    for (const CueHit& hit : conversation_.hits(Cue::SelfName)) {
      const TurnView& view = conversation_.turn(hit.turn);
      if (hit.negated || !is_live(hit.turn, Side::Caller) || hit.last >= view.last) continue;
      if (tokens_[hit.last].opens_sentence) continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      if (!name || (view.side == Side::Unknown && is_rep(*name))) continue;
      const std::string_view lead = tokens_[hit.first].folded;
      const std::string_view before =
          hit.first > view.first ? tokens_[hit.first - 1].folded : std::string_view();
      static constexpr std::array kOther = {"your",   "his",       "her",     "their", "boss's",
                                            "wife's", "husband's", "company", "i"};
      if (std::find(kOther.begin(), kOther.end(), before) != kOther.end()) continue;
      const bool of_other =
          lead == "you've" || lead == "you" || lead == "you're" || lead == "speaking" || lead == "talking";
      if (of_other || tokens_[name->last - 1].after == '?') continue;
      const bool loose = lead == "it's" || lead == "i'm" || lead == "i" || lead == "habla" || lead == "soy";
      const bool whole = name->last - name->first >= 2;
      // "It's Tasheka, Rowe Express": a name nobody listed, set off in the caller's opening.
      const bool set_off = lead == "it's" && hit.turn <= 2 && tokens_[name->last - 1].after == ',';
      if (loose && !name->sure && !whole && !set_off) continue;
      add(*name, hit.turn, name->sure || whole ? 7 : 4);
    }
  }

  // "Dale here with Ozark Freight"; "Hi, Dale Hutchins with Ozark" as the first thing said.
  void collect_names_before() {
    collect_called();
    int opening_turns = 2;
    for (std::uint32_t turn = 0; turn < conversation_.turns().size() && opening_turns > 0; ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Caller || view.kind != TurnKind::Live || view.words() == 0) continue;
      --opening_turns;
      const std::uint32_t end = std::min(view.last, view.first + kAnswerReach);
      for (std::uint32_t token = view.first; token < end; ++token) {
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || name->last >= view.last) continue;
        if (!name->sure && name->last - name->first < 2) continue;
        const std::string_view next = tokens_[name->last].folded;
        const bool opens = tokens_[token].opens_sentence || tokens_[token].before == ',';
        static constexpr std::array kFollowers = {"here", "with", "from", "over", "at", "in", "out"};
        const bool placed = std::find(kFollowers.begin(), kFollowers.end(), next) != kFollowers.end();
        // "Kyle, Stan Wojcik, Great Lakes Steel": a whole name between commas is a signature, a first name a
        // greeting.
        const bool signature = name->last - name->first >= 2 && tokens_[name->last - 1].after != ' ';
        if (opens && !is_rep(*name) && (placed || signature)) add(*name, turn, 5);
        token = name->last - 1;
      }
    }
  }

  // "Walt, Cedric, Sunray Paving", "What's up Derek, Rod.", "Morning. Javier.": what follows the greeting of
  // the rep.
  void collect_after_greeting() {
    constexpr std::uint32_t kGreetingWords = 7;
    int opening_turns = 2;
    for (std::uint32_t turn = 0; turn < conversation_.turns().size() && opening_turns > 0; ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Caller || view.kind != TurnKind::Live || view.words() == 0) continue;
      --opening_turns;
      for (std::uint32_t token = view.first + 1; token < std::min(view.last, view.first + kGreetingWords);
           ++token) {
        if (tokens_[token].before == ' ' || !tokens_[token].capital) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || is_rep(*name) || tokens_[name->last - 1].after == ' ' ||
            tokens_[name->last - 1].after == '?')
          continue;
        const bool after_rep = rep_ && first_name(rep_->value) == tokens_[token - 1].folded;
        const bool sentence = tokens_[token].opens_sentence && tokens_[name->last - 1].after == '.';
        if (name->sure && (after_rep || sentence)) add(*name, turn, after_rep ? 5 : 4);
      }
    }
  }

  // "Gil's my name", "Nigel Ashworth is the name".
  void collect_called() {
    for (const CueHit& hit : conversation_.hits(Cue::NameBefore)) {
      const TurnView& view = conversation_.turn(hit.turn);
      if (!is_live(hit.turn, Side::Caller) || tokens_[hit.last - 1].folded != "name") continue;
      for (std::uint32_t back = 2; back >= 1; --back) {
        if (hit.first < view.first + back) continue;
        const std::optional<SpokenName> name = name_at(conversation_, hit.first - back, true);
        if (!name || name->last != hit.first) continue;
        add(*name, hit.turn, 7);
        break;
      }
    }
  }

  bool is_rep(const SpokenName& name) const {
    return rep_ && first_name(rep_->value) == first_name(name.text);
  }

  // A sentence that is nothing but a first name and a surname.
  void collect_signatures() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Caller || view.kind != TurnKind::Live) continue;
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        if (!tokens_[token].opens_sentence || !tokens_[token].is(kFirstName)) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || !name->sure || name->last - name->first < 2 || is_rep(*name)) continue;
        const char closes = tokens_[name->last - 1].after;
        if (closes == '.' || closes == ',') add(*name, turn, 4);
      }
    }
  }

  // Said once with the surname anywhere, the name is whole.
  std::string with_surname(const std::string& name) const {
    for (std::uint32_t token = 0; token + 1 < tokens_.size(); ++token) {
      if (!tokens_[token].is(kFirstName) || tokens_[token].folded != first_name(name)) continue;
      const std::optional<SpokenName> whole = name_at(conversation_, token);
      if (whole && whole->text.size() > name.size()) return whole->text;
    }
    return name;
  }

  void collect_answers() {
    for (const CueHit& hit : conversation_.hits(Cue::AskName)) {
      if (!is_live(hit.turn, Side::Rep)) continue;
      const auto reply = conversation_.next_turn(hit.turn, Side::Caller);
      if (!reply) continue;
      const TurnView& answer = conversation_.turn(*reply);
      const bool surname_only = asks_surname(hit);
      const std::uint32_t end = std::min(answer.last, answer.first + kAnswerReach);
      for (std::uint32_t token = answer.first; token < end; ++token) {
        const std::optional<SpokenName> name = answered_name(token, surname_only);
        if (!name || is_rep(*name)) continue;
        if (surname_only) {
          surname_ = name->text;
        } else {
          add(*name, *reply, name->sure ? 8 : 5);
        }
        if (name->last + 2 < answer.last && tokens_[name->last].folded == "last") {
          if (const auto surname = name_at(conversation_, name->last + 2)) surname_ = surname->text;
        }
        break;
      }
    }
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

  // The rep asks "is this Dale?" and the person agrees.
  void collect_persons_met() {
    for (const CueHit& hit : conversation_.hits(Cue::AskPerson)) {
      if (conversation_.turn(hit.turn).side != Side::Rep || hit.last >= conversation_.turn(hit.turn).last)
        continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      const auto reply = conversation_.next_turn(hit.turn, Side::Caller);
      if (!name || !reply) continue;
      if (conversation_.in_turn_any({Cue::ItIsMe, Cue::Yes}, *reply))
        add(*name, hit.turn, name->sure ? 6 : 4);
    }
  }

  // "Thanks, Dale." "Okay Dale," "Hi Dale"
  void collect_addressed() {
    static constexpr std::array kVocatives = {"thanks",  "you",       "okay",  "ok",         "alright", "hi",
                                              "hey",     "hello",     "well",  "perfect",    "great",   "so",
                                              "right",   "sir",       "yes",   "appreciate", "bye",     "it",
                                              "morning", "afternoon", "sorry", "understand"};
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Rep || view.kind != TurnKind::Live) continue;
      for (std::uint32_t token = view.first; token < view.last; ++token) {
        if (!tokens_[token].is(kFirstName) || !tokens_[token].capital) continue;
        const std::string_view before = token > view.first ? tokens_[token - 1].folded : std::string_view();
        const bool greeted = std::find(kVocatives.begin(), kVocatives.end(), before) != kVocatives.end();
        const bool set_off = tokens_[token].opens_sentence || tokens_[token].before == ',';
        if (!greeted && !set_off) continue;
        const std::optional<SpokenName> name = name_at(conversation_, token);
        if (!name || !name->sure || tokens_[name->last - 1].after == ' ') continue;
        add(*name, turn, greeted && !tokens_[token].opens_sentence ? 3 : 2);
      }
    }
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  const std::optional<FoundFact>& rep_;
  std::vector<Candidate> candidates_;
  std::string surname_;
};

}  // namespace

std::optional<FoundFact> find_caller_name(const Conversation& conversation,
                                          const std::optional<FoundFact>& rep) {
  return CallerSearch(conversation, rep).run();
}

}  // namespace calltracker::llm::offline
