// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/locations.hpp"
#include "llm/providers/offline/names.hpp"
#include "llm/providers/offline/rep_introductions.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr int kCarriesWords = 25;

class RepSearch {
 public:
  explicit RepSearch(const Conversation& conversation)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        introductions_(find_rep_introductions(conversation)) {}

  RepIntroduction run() {
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
  bool is_rep_turn(std::uint32_t turn) const { return speaks_as_rep(conversation_, turn); }

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
    return vocative();
  }

  // "Hey Brian, …", "Derek. Can it leave today?", "Lorraine? It's Nadine.", "… right, Pete?"
  std::optional<FoundFact> vocative() const {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.side != Side::Caller || view.words() == 0 || view.kind != TurnKind::Live) continue;
      if (view.words() < 2 && !is_agreed(turn)) continue;
      static constexpr std::array<std::string_view, 12> kVocatives = {"hey",  "hi",      "hello", "morning",
                                                                      "okay", "alright", "well",  "listen",
                                                                      "look", "yeah",    "sure",  "brother"};
      std::uint32_t first = view.first;
      const bool greeted =
          std::find(kVocatives.begin(), kVocatives.end(), tokens_[first].folded) != kVocatives.end() &&
          view.words() > 1 && !tokens_[first + 1].opens_sentence;
      if (greeted) ++first;
      const bool answers_for_name = turn > 0 && conversation_.in_turn(Cue::AskName, turn - 1);
      if (!answers_for_name) {
        const std::optional<SpokenName> name = name_at(conversation_, first);
        const bool alone =
            name && name->last - name->first == 1 && (name->last < view.last || view.words() == 1);
        if (alone && name->sure && tokens_[name->last - 1].after != ' ' && !gives_own_name(*name) &&
            !is_denied(turn))
          return FoundFact{name->text, view.number};
      }
      const std::uint32_t last = view.last - 1;
      const std::optional<SpokenName> closing = name_at(conversation_, last);
      if (closing && closing->sure && tokens_[last].before == ',' && last > view.first + 2 &&
          !gives_own_name(*closing))
        return FoundFact{closing->text, view.number};
    }
    return std::nullopt;
  }

  // "Walt?" "Yep."
  bool is_agreed(std::uint32_t turn) const {
    const auto reply = conversation_.next_turn(turn, Side::Rep, 0);
    if (!reply || conversation_.turn(turn).questions == 0) return false;
    const std::uint32_t first = conversation_.turn(*reply).first;
    for (const CueHit& yes : conversation_.hits_before(Cue::Yes, first + 1, 1)) {
      if (yes.first == first) return true;
    }
    return false;
  }

  // "Ray?" "No ma'am, this is Nationwide Haul."
  bool is_denied(std::uint32_t turn) const {
    const auto reply = conversation_.next_turn(turn, Side::Rep, 0);
    if (!reply || conversation_.turn(turn).questions == 0) return false;
    const std::uint32_t first = conversation_.turn(*reply).first;
    for (const CueHit& no : conversation_.hits_before(Cue::No, first + 1, 1)) {
      if (no.first == first) return true;
    }
    return false;
  }

  // The caller says the same name of himself ("Fitz. Ozark Line Haul."), or a place's.
  bool gives_own_name(const SpokenName& name) const {
    if (is_place(conversation_, name.first, name.last)) return true;
    for (const Cue cue : {Cue::SelfName, Cue::AskName}) {
      for (const CueHit& hit : conversation_.hits(cue)) {
        const TurnView& view = conversation_.turn(hit.turn);
        const bool by_caller = cue == Cue::SelfName && view.side == Side::Caller;
        if (by_caller && hit.last < view.last && tokens_[hit.last].folded == tokens_[name.first].folded)
          return true;
      }
    }
    // What the rep calls the caller is the caller's name.
    for (std::uint32_t token = 0; token < tokens_.size(); ++token) {
      const TurnView& view = conversation_.turn(tokens_[token].turn);
      if (view.side == Side::Rep && tokens_[token].folded == tokens_[name.first].folded &&
          tokens_[token].capital)
        return true;
    }
    return false;
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
