// SPDX-License-Identifier: MIT
#include <algorithm>

#include "llm/providers/offline/conversation.hpp"

// Which turns a machine spoke, and which side each turn really belongs to.

namespace calltracker::llm::offline {
namespace {

constexpr int kSwapMargin = 3;
constexpr std::uint32_t kAnnouncementWordsMax = 90;

// Words that only the company's side says, and words that only a customer says.
constexpr Cue kRepCues[] = {Cue::CompanyGreeting, Cue::OfferHelp, Cue::AskPhone, Cue::AskNeed, Cue::AskLoad};
constexpr Cue kCallerCues[] = {Cue::WantsToBuy, Cue::AsksPrice, Cue::QuoteNeed, Cue::Returning};

}  // namespace

void Conversation::assign_sides() {
  int lean = 0;  // above zero: the labels fit
  const auto weigh = [this, &lean](std::span<const Cue> cues, Speaker expected) {
    for (const Cue cue : cues) {
      for (const CueHit& hit : hits(cue)) {
        const Speaker label = turns_[hit.turn].label;
        if (label != Speaker::Other) lean += label == expected ? 1 : -1;
      }
    }
  };
  weigh(kRepCues, Speaker::Agent);
  weigh(kCallerCues, Speaker::Caller);
  // "What do you need from me?" deep in a call is no greeting.
  constexpr std::uint32_t kGreetingTurns = 4;
  const auto said_by = [this](Cue cue, Speaker label) {
    const std::span<const CueHit> all = hits(cue);
    return std::any_of(all.begin(), all.end(), [this, label](const CueHit& hit) {
      return hit.turn < kGreetingTurns && turns_[hit.turn].label == label;
    });
  };
  const bool greeting_by_caller =
      said_by(Cue::CompanyGreeting, Speaker::Caller) || said_by(Cue::OfferHelp, Speaker::Caller);
  const bool greeting_by_agent =
      said_by(Cue::CompanyGreeting, Speaker::Agent) || said_by(Cue::OfferHelp, Speaker::Agent);
  swapped_ =
      !opens_as_company(Speaker::Agent, false) && !greeting_by_agent &&
      ((lean <= -kSwapMargin && greeting_by_caller) || (lean < 0 && opens_as_company(Speaker::Caller, true)));
  for (TurnView& spoken : turns_) {
    if (spoken.label == Speaker::Other) continue;
    spoken.side = (spoken.label == Speaker::Agent) != swapped_ ? Side::Rep : Side::Caller;
  }
}

// "This is Maria", not "this is a recorded line".
bool Conversation::introduces_person(const CueHit& hit) const {
  return hit.last < turns_[hit.turn].last && tokens_[hit.last].is(kFirstName) &&
         !tokens_[hit.last].opens_sentence;
}

bool Conversation::rep_names_himself() const {
  const std::span<const CueHit> names = hits(Cue::SelfName);
  return std::any_of(names.begin(), names.end(), [this](const CueHit& hit) {
    const TurnView& spoken = turns_[hit.turn];
    return spoken.kind == TurnKind::Live && spoken.side == Side::Rep && introduces_person(hit);
  });
}

// The call opens with a person who names himself and the company, or one of the two, and is labelled so.
bool Conversation::opens_as_company(Speaker label, bool fully) const {
  if (turns_.empty() || turns_.front().label != label) return false;
  const bool company = in_turn(Cue::OwnCompany, 0);
  const std::span<const CueHit> names = hits(Cue::SelfName);
  const bool person = std::any_of(names.begin(), names.end(), [this](const CueHit& hit) {
    return hit.turn == 0 && introduces_person(hit);
  });
  return fully ? company && person : company || person;
}

void Conversation::classify_turns() {
  std::vector<std::uint32_t> last_machine(turns_.size(), 0);
  std::vector<bool> person_speaks(turns_.size(), false);
  for (const CueHit& hit : hits(Cue::OfferHelp)) person_speaks[hit.turn] = true;
  for (const CueHit& hit : hits(Cue::SelfName)) {
    if (introduces_person(hit)) person_speaks[hit.turn] = true;
  }
  const auto mark = [this, &last_machine, &person_speaks](Cue cue, TurnKind kind, bool even_beside_person) {
    for (const CueHit& hit : hits(cue)) {
      if (!even_beside_person && person_speaks[hit.turn]) continue;
      // A whole conversation that nobody cut into turns is no announcement, whatever words fall in it.
      if (turns_[hit.turn].side == Side::Unknown && turns_[hit.turn].words() > kAnnouncementWordsMax)
        continue;
      if (turns_[hit.turn].kind != TurnKind::Voicemail) turns_[hit.turn].kind = kind;
      last_machine[hit.turn] = std::max(last_machine[hit.turn], hit.last);
    }
  };
  mark(Cue::VoicemailGreeting, TurnKind::Voicemail, true);
  mark(Cue::HoldNotice, TurnKind::Hold, true);
  mark(Cue::MenuPrompt, TurnKind::Menu, true);
  mark(Cue::NoInput, TurnKind::Menu, true);
  mark(Cue::ClosedNotice, TurnKind::Menu, false);
  mark(Cue::RecordingNotice, TurnKind::Menu, false);
  // A person who picks up in the middle of a machine's turn: what follows the last announcement is a
  // greeting.
  for (const Cue cue : {Cue::OfferHelp, Cue::SelfName}) {
    for (const CueHit& hit : hits(cue)) {
      if (cue == Cue::SelfName && !introduces_person(hit)) continue;
      TurnView& spoken = turns_[hit.turn];
      const bool after_machine = spoken.kind != TurnKind::Live && hit.first >= last_machine[hit.turn];
      if (after_machine && spoken.kind != TurnKind::Voicemail) spoken.kind = TurnKind::Live;
    }
  }
  keep_callers_live();
}

// A caller who has been talking is no machine, whatever he says of messages and holding.
void Conversation::keep_callers_live() {
  constexpr std::uint32_t kTalksWords = 4;
  bool talks = false;
  for (TurnView& spoken : turns_) {
    if (spoken.side != Side::Caller) continue;
    if (talks) spoken.kind = TurnKind::Live;
    talks = talks || (spoken.kind == TurnKind::Live && spoken.words() >= kTalksWords);
  }
}

}  // namespace calltracker::llm::offline
