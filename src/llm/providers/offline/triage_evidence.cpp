// SPDX-License-Identifier: MIT
#include "llm/providers/offline/triage_evidence.hpp"

#include <algorithm>

namespace calltracker::llm::offline {
namespace {

// Hits in any turn of a side, machines included: a robocall is a machine.
int count_anywhere(const Conversation& conversation, Cue cue, Side side) {
  int counted = 0;
  for (const CueHit& hit : conversation.hits(cue)) {
    if (!hit.negated && conversation.speaks(conversation.turn(hit.turn), side)) ++counted;
  }
  return counted;
}

const CueHit* first_anywhere(const Conversation& conversation, std::initializer_list<Cue> cues) {
  const CueHit* earliest = nullptr;
  for (const Cue cue : cues) {
    for (const CueHit& hit : conversation.hits(cue)) {
      if (hit.negated) continue;
      if (earliest == nullptr || hit.first < earliest->first) earliest = &hit;
      break;
    }
  }
  return earliest;
}

void count_turns(const Conversation& conversation, TriageEvidence& evidence) {
  for (const TurnView& turn : conversation.turns()) {
    if (turn.words() == 0) continue;
    if (turn.kind == TurnKind::Voicemail) evidence.voicemail = true;
    if (turn.kind == TurnKind::Hold) evidence.hold = true;
    if (turn.kind != TurnKind::Live) {
      ++evidence.machine_turns;
    } else if (turn.side == Side::Rep) {
      ++evidence.rep_turns;
    } else if (turn.side == Side::Caller) {
      ++evidence.caller_turns;
    }
  }
  evidence.caller_words = conversation.live_words(Side::Caller);
  evidence.left_message =
      conversation.heard(Cue::LeftMessage, Side::Caller) || conversation.heard(Cue::LeftMessage, Side::Rep);
}

// Neither side understood the other before the line broke.
bool broke_off(const Conversation& conversation, const TriageEvidence& evidence) {
  constexpr int kHardlyAnyWords = 30;
  const int trouble =
      conversation.count(Cue::LineTrouble, Side::Rep) + conversation.count(Cue::LineTrouble, Side::Caller);
  return trouble >= 2 && evidence.caller_words < kHardlyAnyWords;
}

// A person's greeting or answer, the other side's words, and a reply to them.
bool is_live(const Conversation& conversation, const TriageEvidence& evidence) {
  if (evidence.rep_turns == 0 && evidence.caller_turns == 0)
    return conversation.live_turns(Side::Unknown) >= 4;
  int exchanges = 0;
  bool greeting_only = true;
  const TurnView* previous = nullptr;
  int caller_words = 0;
  for (const TurnView& turn : conversation.turns()) {
    if (turn.kind != TurnKind::Live || turn.words() == 0) continue;
    if (previous != nullptr && previous->side != turn.side) ++exchanges;
    if (turn.side == Side::Caller) caller_words += static_cast<int>(turn.words());
    if (turn.side == Side::Rep && exchanges >= 1) greeting_only = false;
    previous = &turn;
  }
  const bool unlabelled = evidence.rep_turns + evidence.caller_turns < conversation.live_turns(Side::Unknown);
  if (unlabelled && conversation.live_turns(Side::Unknown) >= 4) return true;
  if (evidence.rep_turns == 0 || evidence.caller_turns == 0) return false;
  if (evidence.voicemail && evidence.rep_turns <= 1 && greeting_only) return false;
  return caller_words >= 3 &&
         (exchanges >= 2 || (exchanges == 1 && caller_words >= 12 && !evidence.voicemail));
}

void weigh_spam(const Conversation& conversation, TriageEvidence& evidence) {
  // Sellers speak on the caller's side; machines may be filed under either.
  evidence.pitch = 3 * count_anywhere(conversation, Cue::Solicitation, Side::Caller) +
                   2 * count_anywhere(conversation, Cue::SellsToUs, Side::Caller);
  const int manner = conversation.count(Cue::PitchManner, Side::Caller);
  evidence.robocall = 3 * count_anywhere(conversation, Cue::RobocallPitch, Side::Caller);
  evidence.scam = 3 * count_anywhere(conversation, Cue::Scam, Side::Caller);
  if (evidence.caller_turns == 0 || !evidence.live) {
    evidence.robocall =
        std::max(evidence.robocall, 3 * count_anywhere(conversation, Cue::RobocallPitch, Side::Rep));
    evidence.scam = std::max(evidence.scam, 3 * count_anywhere(conversation, Cue::Scam, Side::Rep));
    if (evidence.robocall > 0 && evidence.caller_words == 0) {
      evidence.pitch =
          std::max(evidence.pitch, 3 * count_anywhere(conversation, Cue::Solicitation, Side::Rep));
    }
  }
  evidence.declined = conversation.heard(Cue::Declined, Side::Rep);
  evidence.spam = evidence.pitch + evidence.robocall + evidence.scam;
  if (evidence.spam > 0) evidence.spam += std::min(manner, 3) * 2 + (evidence.declined ? 4 : 0);
  if (evidence.spam == 0 && manner >= 2 && evidence.declined) evidence.spam = 5;
  evidence.spam_hit = first_anywhere(
      conversation, {Cue::Solicitation, Cue::RobocallPitch, Cue::Scam, Cue::SellsToUs, Cue::PitchManner});
  evidence.demand = 2 * conversation.count(Cue::WantsToBuy, Side::Caller) +
                    2 * conversation.count(Cue::AsksPrice, Side::Caller) +
                    conversation.count(Cue::Product, Side::Caller) +
                    conversation.count(Cue::ServiceNeed, Side::Caller) +
                    2 * conversation.count(Cue::ExistingCustomer, Side::Caller) +
                    conversation.count(Cue::Trade, Side::Caller);
  // A seller who is turned away asks "do you have" and names trailers too.
  if (evidence.declined) evidence.demand /= 2;
}

void weigh_wrong(const Conversation& conversation, TriageEvidence& evidence) {
  const auto caller = [&conversation](Cue cue) { return conversation.count(cue, Side::Caller); };
  const int denied =
      conversation.count(Cue::NotOurs, Side::Rep) + conversation.count(Cue::PersonNotHere, Side::Rep);
  evidence.denied = denied > 0;
  const int admitted = caller(Cue::WrongNumber);
  const int told = conversation.count(Cue::WrongNumber, Side::Rep);
  evidence.job = 7 * caller(Cue::JobSeeker);
  evidence.personal = 3 * caller(Cue::PersonalVehicle);
  evidence.other_business = 3 * caller(Cue::OtherBusiness) + 3 * admitted + 6 * told +
                            (evidence.personal + evidence.job == 0 ? 3 * denied : 0);
  evidence.wrong = evidence.job + evidence.personal + evidence.other_business;
  if (evidence.wrong > 0) evidence.wrong += 3 * denied;
  evidence.wrong_hit = conversation.first_of(
      {Cue::JobSeeker, Cue::PersonalVehicle, Cue::OtherBusiness, Cue::WrongNumber}, Side::Caller);
  if (evidence.wrong_hit == nullptr) {
    evidence.wrong_hit =
        conversation.first_of({Cue::WrongNumber, Cue::NotOurs, Cue::PersonNotHere}, Side::Rep);
  }
}

void weigh_business(const Conversation& conversation, TriageEvidence& evidence) {
  constexpr Cue kNeeds[] = {Cue::WantsToBuy, Cue::AsksPrice,   Cue::QuoteNeed, Cue::ServiceNeed,
                            Cue::PartsNeed,  Cue::BillingNeed, Cue::ClaimNeed, Cue::CertificateNeed};
  std::uint32_t earliest = 0;
  int needs = 0;
  for (const Cue cue : kNeeds) {
    needs += std::min(conversation.count(cue, Side::Caller), 3);
    const CueHit* hit = conversation.first(cue, Side::Caller);
    const bool particular = cue != Cue::WantsToBuy && cue != Cue::AsksPrice && cue != Cue::QuoteNeed;
    if (hit == nullptr || !particular) continue;
    if (evidence.first_need == Cue::Count || hit->first < earliest) {
      evidence.first_need = cue;
      earliest = hit->first;
    }
  }
  const int trade = std::min(
      conversation.count(Cue::Product, Side::Caller) + conversation.count(Cue::Trade, Side::Caller), 6);
  const int spoken_to =
      std::min(conversation.count(Cue::Product, Side::Rep) + conversation.count(Cue::Trade, Side::Rep), 4);
  const int customer = conversation.count(Cue::ExistingCustomer, Side::Caller);
  evidence.business = 2 * trade + spoken_to + needs + 2 * customer;
  // Wishes without a word of the trade may be for pizza.
  if (trade == 0 && spoken_to == 0) evidence.business = std::min(evidence.business, 3);
}

}  // namespace

TriageEvidence weigh_triage_evidence(const Conversation& conversation) {
  TriageEvidence evidence;
  count_turns(conversation, evidence);
  evidence.live = is_live(conversation, evidence);
  weigh_spam(conversation, evidence);
  weigh_wrong(conversation, evidence);
  weigh_business(conversation, evidence);
  // A wish told to a person who answered is a conversation, even if nothing more is heard.
  const bool both = evidence.rep_turns > 0 && evidence.caller_turns > 0;
  evidence.live = evidence.live || (both && !evidence.voicemail && evidence.business >= 2);
  if (broke_off(conversation, evidence)) evidence.live = false;
  return evidence;
}

}  // namespace calltracker::llm::offline
