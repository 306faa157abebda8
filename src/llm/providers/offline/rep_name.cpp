// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kGreetingReach = 6;
constexpr int kCarriesWords = 25;

struct Introduction {
  SpokenName name;
  std::uint32_t turn = 0;
};

class RepSearch {
 public:
  explicit RepSearch(const Conversation& conversation)
      : conversation_(conversation), tokens_(conversation.tokens()) {}

  RepIntroduction run() {
    collect_self_names();
    collect_names_before();
    collect_greeting_names();
    collect_bare_greeting();
    std::sort(introductions_.begin(), introductions_.end(),
              [](const Introduction& a, const Introduction& b) { return a.name.first < b.name.first; });
    RepIntroduction result;
    const Introduction* chosen = carrying_introduction();
    if (chosen != nullptr) {
      result.name = FoundFact{fullest(*chosen), conversation_.turn(chosen->turn).number};
      result.introduced_properly = company_said_beside(chosen->turn);
      result.pattern = opening_sentence(chosen->turn, chosen->name.last);
    } else {
      // A name that a caller leaves on a recorder or calls into a dead line is nobody's who was heard.
      if (conversation_.live_turns(Side::Rep) >= 2) result.name = addressed_name();
      if (const auto opening = first_rep_turn()) result.pattern = opening_sentence(*opening, 0);
    }
    return result;
  }

 private:
  bool is_rep_turn(std::uint32_t turn) const {
    const TurnView& view = conversation_.turn(turn);
    return view.kind == TurnKind::Live && conversation_.speaks(view, Side::Rep);
  }

  std::string_view word_before(std::uint32_t token, std::uint32_t turn) const {
    return token > conversation_.turn(turn).first ? tokens_[token - 1].folded : std::string_view();
  }

  // "Am I speaking with Dale?", "is it Dale?" and "your name is Dale?" name the other person.
  bool names_other(const CueHit& hit, const SpokenName& name) const {
    const std::string_view before = word_before(hit.first, hit.turn);
    static constexpr std::string_view kOther[] = {"i",  "your",  "his", "her",     "their",
                                                  "is", "whose", "if",  "and your"};
    if (std::find(std::begin(kOther), std::end(kOther), before) != std::end(kOther)) return true;
    const std::string_view lead = tokens_[hit.first].folded;
    const bool question = tokens_[name.last - 1].after == '?';
    return question &&
           (lead == "speaking" || lead == "talking" || lead == "it's" || lead == "you're" || lead == "this");
  }

  void add(const SpokenName& name, std::uint32_t turn) { introductions_.push_back({name, turn}); }

  void collect_self_names() {
    for (const CueHit& hit : conversation_.hits(Cue::SelfName)) {
      if (hit.negated || !is_rep_turn(hit.turn) || hit.last >= conversation_.turn(hit.turn).last) continue;
      if (tokens_[hit.last].opens_sentence && tokens_[hit.last].before != ',') continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      if (!name || names_other(hit, *name)) continue;
      const std::string_view lead = tokens_[hit.first].folded;
      const bool loose = lead == "it's" || lead == "i'm" || lead == "i" || lead == "you've" || lead == "you";
      if (loose && !name->sure) continue;
      add(*name, hit.turn);
    }
  }

  // "Carlos speaking", "Dave here", "Brian Keller with Nationwide".
  void collect_names_before() {
    for (const CueHit& hit : conversation_.hits(Cue::NameBefore)) {
      if (!is_rep_turn(hit.turn)) continue;
      const std::uint32_t turn_first = conversation_.turn(hit.turn).first;
      for (std::uint32_t back = 2; back >= 1; --back) {
        if (hit.first < turn_first + back) continue;
        const std::optional<SpokenName> name = name_at(conversation_, hit.first - back);
        if (!name || name->last != hit.first) continue;
        // "Okay Dale here is the thing" names the caller; a name of one's own opens its clause.
        const Token& opener = tokens_[name->first];
        const bool opens =
            opener.opens_sentence || opener.before == ',' || inside_greeting(name->first, hit.turn);
        if (opens && name->sure) add(*name, hit.turn);
        break;
      }
    }
  }

  bool inside_greeting(std::uint32_t token, std::uint32_t turn) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::OwnCompany, token)) {
      if (hit.turn == turn && hit.last + 2 >= token) return true;
    }
    return false;
  }

  // "Brian Keller, Nationwide Haul": a whole name right before the company's.
  void add_name_ending_at(std::uint32_t token, std::uint32_t turn) {
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
        if (!name || !name->sure) continue;
        const std::string_view before = tokens_[token - 1].folded;
        static constexpr std::array kToOthers = {"for", "to",      "with",      "hi",      "hello",
                                                 "hey", "morning", "afternoon", "evening", "thanks"};
        if (std::find(kToOthers.begin(), kToOthers.end(), before) != kToOthers.end()) break;
        const char closes = tokens_[name->last - 1].after;
        if (closes != ' ' || token == company.last) add(*name, company.turn);
        break;
      }
    }
  }

  // "Sales, Cody." "Cody.": the first thing said by a rep is hardly more than the name.
  void collect_bare_greeting() {
    const std::optional<std::uint32_t> turn = first_rep_turn();
    if (!turn || conversation_.turn(*turn).words() > 4) return;
    for (std::uint32_t token = conversation_.turn(*turn).first; token < conversation_.turn(*turn).last;
         ++token) {
      const std::optional<SpokenName> name = name_at(conversation_, token);
      if (name && name->sure && tokens_[name->last - 1].after != '?') return add(*name, *turn);
    }
  }

  int rep_words_between(std::uint32_t from_turn, std::uint32_t to_turn) const {
    int words = 0;
    for (std::uint32_t turn = from_turn; turn < to_turn; ++turn) {
      if (is_rep_turn(turn)) words += static_cast<int>(conversation_.turn(turn).words());
    }
    return words;
  }

  static std::string first_name(const std::string& name) {
    return to_lower_ascii(name.substr(0, name.find(' ')));
  }

  const Introduction* carrying_introduction() const {
    const Introduction* best = nullptr;
    int best_words = -1;
    const auto turns_end = static_cast<std::uint32_t>(conversation_.turns().size());
    for (std::size_t index = 0; index < introductions_.size(); ++index) {
      const Introduction& introduction = introductions_[index];
      std::uint32_t end = turns_end;
      for (std::size_t later = index + 1; later < introductions_.size(); ++later) {
        if (first_name(introductions_[later].name.text) == first_name(introduction.name.text)) continue;
        end = std::max(introductions_[later].turn, introduction.turn);
        break;
      }
      // Without labels it is the first to give a name who answers; the next is the caller.
      if (conversation_.turn(introduction.turn).side == Side::Unknown) return &introduction;
      const int words = rep_words_between(introduction.turn, end);
      const bool same = best != nullptr && first_name(best->name.text) == first_name(introduction.name.text);
      if (same) continue;
      if (best == nullptr || words >= kCarriesWords || words > best_words) {
        best = &introduction;
        best_words = words;
      }
    }
    return best;
  }

  std::string fullest(const Introduction& chosen) const {
    std::string fullest = chosen.name.text;
    for (const Introduction& other : introductions_) {
      if (first_name(other.name.text) == first_name(fullest) && other.name.text.size() > fullest.size()) {
        fullest = other.name.text;
      }
    }
    return fullest;
  }

  bool company_said_beside(std::uint32_t turn) const {
    for (const CueHit& hit : conversation_.hits(Cue::OwnCompany)) {
      if (is_rep_turn(hit.turn) && hit.turn <= turn + 2 && turn <= hit.turn + 2) return true;
    }
    return false;
  }

  std::optional<std::uint32_t> first_rep_turn() const {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      if (is_rep_turn(turn) && conversation_.turn(turn).words() > 0) return turn;
    }
    return std::nullopt;
  }

  // From the turn's start, or the name's sentence when machines spoke before it, to the end of the greeting's
  // sentence.
  std::string opening_sentence(std::uint32_t turn, std::uint32_t name_last) const {
    const TurnView& view = conversation_.turn(turn);
    const std::uint32_t anchor = name_last > view.first ? name_last - 1 : view.first;
    std::uint32_t first = view.first;
    if (anchor - first > 24) first = conversation_.sentence_first(anchor);
    const std::string_view begin = tokens_[first].text;
    const std::string_view end = tokens_[conversation_.sentence_last(anchor) - 1].text;
    return std::string(begin.data(), static_cast<std::size_t>(end.data() + end.size() - begin.data()));
  }

  // The name by which the caller speaks to the rep.
  std::optional<FoundFact> addressed_name() const {
    if (std::optional<FoundFact> asked = asked_for_and_met()) return asked;
    for (const Cue cue : {Cue::Thanks, Cue::HelloProbe, Cue::Goodbye}) {
      for (const CueHit& hit : conversation_.hits(cue)) {
        const TurnView& view = conversation_.turn(hit.turn);
        if (view.side != Side::Caller || hit.last >= view.last || tokens_[hit.last].opens_sentence) continue;
        const std::optional<SpokenName> name = name_at(conversation_, hit.last);
        if (name && name->sure) return FoundFact{name->text, view.number};
      }
    }
    for (const TurnView& view : conversation_.turns()) {
      if (view.side != Side::Caller || view.words() < 2 || view.kind != TurnKind::Live) continue;
      static constexpr std::array kVocatives = {"hey", "hi", "hello", "morning", "okay", "alright"};
      const std::string_view opener = tokens_[view.first].folded;
      if (std::find(kVocatives.begin(), kVocatives.end(), opener) == kVocatives.end()) continue;
      if (tokens_[view.first + 1].opens_sentence) continue;
      const std::optional<SpokenName> name = name_at(conversation_, view.first + 1);
      if (name && name->sure && tokens_[name->last - 1].after != ' ')
        return FoundFact{name->text, view.number};
    }
    return std::nullopt;
  }

  // "Can I speak to Brian?" "This is he."
  std::optional<FoundFact> asked_for_and_met() const {
    for (const CueHit& hit : conversation_.hits(Cue::AskPerson)) {
      const TurnView& view = conversation_.turn(hit.turn);
      if (view.side != Side::Caller || hit.last >= view.last) continue;
      const std::optional<SpokenName> name = name_at(conversation_, hit.last);
      const auto reply = conversation_.next_turn(hit.turn, Side::Rep);
      if (!name || !name->sure || !reply) continue;
      const TurnView& answer = conversation_.turn(*reply);
      for (const CueHit& met : conversation_.hits_before(Cue::ItIsMe, answer.last, answer.words())) {
        if (met.turn == *reply && met.first < answer.first + 4) return FoundFact{name->text, view.number};
      }
    }
    return std::nullopt;
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  std::vector<Introduction> introductions_;
};

}  // namespace

RepIntroduction find_rep(const Conversation& conversation) {
  return RepSearch(conversation).run();
}

}  // namespace calltracker::llm::offline
