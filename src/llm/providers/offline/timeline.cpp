// SPDX-License-Identifier: MIT
#include "llm/providers/offline/timeline.hpp"

#include <algorithm>
#include <array>

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kAnchorReach = 8;

struct Level {
  Cue cue;
  Timeline timeline;
};

constexpr std::array kDated = {Level{Cue::DayWord, Timeline::Immediate},
                               Level{Cue::WeekWord, Timeline::NearTerm},
                               Level{Cue::MonthWord, Timeline::OneToThreeMonths}};

class TimelineSearch {
 public:
  TimelineSearch(const Conversation& conversation, const Need& need, const TriageDecision& decision,
                 const BuyerSignals& buyer)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        need_(need),
        decision_(decision),
        buyer_(buyer) {}

  TimelineFound run() const {
    if (buyer_.intent == Intent::None) return without_wish();
    if (const auto told = answer_to_when()) return *told;
    const CueHit* vague = conversation_.first_of({Cue::TimeVague, Cue::OnlyCurious}, Side::Caller);
    const CueHit* pressing = first_pressing();
    const auto dated = soonest_date();
    if (vague != nullptr && pressing == nullptr && (!dated || dated->timeline != Timeline::Immediate))
      return {Timeline::Vague, vague->turn};
    if (pressing != nullptr) return {Timeline::Immediate, pressing->turn};
    if (dated) return *dated;
    TimelineFound shown = by_conduct();
    shown.is_said = false;
    return shown;
  }

 private:
  const CueHit* first_pressing() const {
    for (const Cue cue : {Cue::TimeNow, Cue::Pressing}) {
      for (const CueHit& hit : conversation_.hits(cue)) {
        const TurnView& view = conversation_.turn(hit.turn);
        if (hit.negated || view.kind != TurnKind::Live || !conversation_.speaks(view, Side::Caller)) continue;
        // "Last time they cancelled me" is over.
        bool over = false;
        for (std::uint32_t token = conversation_.sentence_first(hit.first); token < hit.first; ++token)
          over = over || tokens_[token].folded == "last" || tokens_[token].folded == "used";
        if (!over) return &hit;
      }
    }
    return nullptr;
  }

  // The answer to "when do you need it?" decides.
  std::optional<TimelineFound> answer_to_when() const {
    for (const CueHit& asked : conversation_.hits(Cue::AskTimeline)) {
      if (conversation_.turn(asked.turn).side != Side::Rep) continue;
      const auto reply = conversation_.next_turn(asked.turn, Side::Caller);
      if (!reply) continue;
      if (conversation_.in_turn(Cue::TimeVague, *reply)) return TimelineFound{Timeline::Vague, *reply};
      if (conversation_.in_turn_any({Cue::TimeNow, Cue::Pressing}, *reply))
        return TimelineFound{Timeline::Immediate, *reply};
      for (const Level& level : kDated) {
        for (const CueHit& hit : conversation_.hits(level.cue)) {
          if (hit.turn == *reply && !is_past(hit)) return TimelineFound{level.timeline, *reply};
        }
      }
    }
    return std::nullopt;
  }

  // The soonest date that the caller ties to the need.
  std::optional<TimelineFound> soonest_date() const {
    for (const Level& level : kDated) {
      for (const CueHit& hit : conversation_.hits(level.cue)) {
        const TurnView& view = conversation_.turn(hit.turn);
        if (view.kind != TurnKind::Live || !conversation_.speaks(view, Side::Caller)) continue;
        if (!is_past(hit) && is_tied_to_need(hit)) return TimelineFound{level.timeline, hit.turn};
      }
    }
    return std::nullopt;
  }

  // "last December", "since June", "two weeks ago".
  bool is_past(const CueHit& hit) const {
    static constexpr std::array kBefore = {"last", "since", "past", "every", "each", "back", "ago", "hace"};
    static constexpr std::array kAfter = {"ago", "pasado", "pasada"};
    const TurnView& view = conversation_.turn(hit.turn);
    const auto is_one_of = [this](std::uint32_t token, const auto& words) {
      return std::find(words.begin(), words.end(), tokens_[token].folded) != words.end();
    };
    if (hit.last < view.last && is_one_of(hit.last, kAfter)) return true;
    const std::uint32_t from = std::max(view.first, hit.first - std::min(hit.first, 2U));
    for (std::uint32_t token = from; token < hit.first; ++token) {
      if (is_one_of(token, kBefore)) return true;
    }
    return false;
  }

  std::uint32_t nearest(Cue cue, const CueHit& hit) const {
    const std::uint32_t first = conversation_.sentence_first(hit.first);
    const std::uint32_t last = conversation_.sentence_last(hit.first);
    std::uint32_t best = kAnchorReach + 1;
    const std::uint32_t reach = hit.last + kAnchorReach;
    for (const CueHit& word : conversation_.hits_before(cue, reach, reach - first)) {
      if (word.first < first || word.first >= last || word.first == hit.first) continue;
      const std::uint32_t distance = word.first < hit.first ? hit.first - std::min(word.last, hit.first)
                                                            : word.first - std::min(hit.last, word.first);
      best = std::min(best, distance);
    }
    return best;
  }

  bool is_tied_to_need(const CueHit& hit) const {
    const std::uint32_t anchor = nearest(Cue::TimeAnchor, hit);
    return anchor <= kAnchorReach && anchor <= nearest(Cue::ContactWord, hit) &&
           anchor <= nearest(Cue::PastWord, hit);
  }

  // A seller may be in a hurry; nobody else who does not buy has a time for it.
  TimelineFound without_wish() const {
    const auto dated = soonest_date();
    TimelineFound found{.turn = dated ? dated->turn : buyer_.turn, .urgency = Urgency::Exploring};
    if (dated && conversation_.heard(Cue::SellsOwn, Side::Caller)) found.urgency = Urgency::NearTerm;
    return found;
  }

  // What the caller does where no time is named.
  TimelineFound by_conduct() const {
    if (buyer_.intent == Intent::Ready)
      return {is_deal_dated() ? Timeline::Immediate : Timeline::NearTerm, buyer_.turn};
    if (decision_.subtype == "claim" || decision_.subtype == "certificate")
      return {Timeline::Immediate, need_.turn};
    if (conversation_.heard_any({Cue::NonCommercial, Cue::PersonalVehicle, Cue::SmallTrailer}, Side::Caller))
      return {Timeline::Vague, need_.turn};
    const auto matter = need_.turn ? need_.turn : first_telling_turn();
    // Whoever says who he is and how to go on wants it in the near future, named or not; from him who only
    // asks nothing is known.
    if (buyer_.intent == Intent::Keen && need_.turn) return {Timeline::NearTerm, matter};
    if (decision_.classification != Classification::ValidSales || !matter) return {};
    return {Timeline::Vague, matter, Urgency::NearTerm};
  }

  // The rep names the day on which it is handed over, fetched or signed.
  bool is_deal_dated() const {
    for (const CueHit& day : conversation_.hits(Cue::DayWord)) {
      if (conversation_.turn(day.turn).side == Side::Rep &&
          conversation_.in_turn(Cue::TimeAnchor, day.turn) &&
          conversation_.in_turn_any({Cue::Commits, Cue::NextStep, Cue::Appointment}, day.turn))
        return true;
    }
    return false;
  }

  std::optional<std::uint32_t> first_telling_turn() const {
    constexpr std::uint32_t kTellingWords = 6;
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.kind == TurnKind::Live && conversation_.speaks(view, Side::Caller) &&
          view.words() >= kTellingWords)
        return turn;
    }
    return std::nullopt;
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  const Need& need_;
  const TriageDecision& decision_;
  const BuyerSignals& buyer_;
};

}  // namespace

Urgency urgency_of(Timeline timeline) {
  switch (timeline) {
    case Timeline::Immediate:
      return Urgency::Immediate;
    case Timeline::NearTerm:
      return Urgency::NearTerm;
    case Timeline::OneToThreeMonths:
    case Timeline::Vague:
    case Timeline::None:
      break;
  }
  return Urgency::Exploring;
}

TimelineFound find_timeline(const Conversation& conversation, const Need& need,
                            const TriageDecision& decision, const BuyerSignals& buyer) {
  TimelineFound found = TimelineSearch(conversation, need, decision, buyer).run();
  if (found.urgency == Urgency::Unknown) found.urgency = urgency_of(found.timeline);
  return found;
}

}  // namespace calltracker::llm::offline
