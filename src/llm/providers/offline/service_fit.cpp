// SPDX-License-Identifier: MIT
#include "llm/providers/offline/service_fit.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::initializer_list<Cue> kAskedFor = {Cue::WantsToBuy, Cue::Product,     Cue::Trade,
                                                  Cue::QuoteNeed,  Cue::ServiceNeed, Cue::PartsNeed,
                                                  Cue::SellsOwn};

// What the rep's turns say to the wish, counted.
struct Answers {
  int refusals = 0;
  int offers = 0;
  bool sent_away = false;       // to somebody else
  bool refusal_stands = false;  // nothing is offered after the last refusal
};

// "Do you have a forty five foot flatbed?" "No sir." A no to anything else says nothing about the fit.
bool says_no_to_wish(const Conversation& talk, std::uint32_t turn) {
  if (!opens_with(talk, Cue::SaysNo, turn)) return false;
  const auto asked = talk.previous_turn(turn, Side::Caller, 0);
  return asked && talk.turn(*asked).questions > 0 && talk.in_turn_any(kAskedFor, *asked);
}

bool offers_something(const Conversation& talk, std::uint32_t turn) {
  return talk.in_turn_any({Cue::OfferOption, Cue::Specific, Cue::Figure, Cue::Appointment, Cue::NextStep},
                          turn);
}

Answers count_answers(const Conversation& talk) {
  Answers answers;
  const auto turns = static_cast<std::uint32_t>(talk.turns().size());
  for (std::uint32_t turn = 0; turn < turns; ++turn) {
    const TurnView& view = talk.turn(turn);
    if (view.kind != TurnKind::Live || view.words() == 0) continue;
    if (view.side != Side::Rep) {
      // What is offered does not suit the caller: as good as not having it.
      if (answers.offers == 0 || !talk.in_turn(Cue::Unsuited, turn)) continue;
      ++answers.refusals;
      answers.refusal_stands = true;
      continue;
    }
    const bool sends_away = talk.in_turn(Cue::Redirect, turn);
    const bool refuses =
        sends_away || talk.in_turn_any({Cue::CannotServe, Cue::NotOurs}, turn) || says_no_to_wish(talk, turn);
    if (refuses) {
      ++answers.refusals;
      answers.sent_away = answers.sent_away || sends_away;
      answers.refusal_stands = true;
    } else if (offers_something(talk, turn)) {
      ++answers.offers;
      answers.refusal_stands = false;
    }
  }
  return answers;
}

}  // namespace

ServiceFit find_service_fit(const Conversation& talk, const Need& need, const BuyerSignals& buyer) {
  const Answers answers = count_answers(talk);
  const int trade = talk.count(Cue::Trade, Side::Caller) + talk.count(Cue::Product, Side::Caller);
  const bool ours = !need.products.empty() || trade > 0;
  const bool ready = buyer.intent == Intent::Ready;
  if (talk.heard_any({Cue::PersonalVehicle, Cue::NonCommercial, Cue::SmallTrailer}, Side::Caller))
    return answers.refusals > 0 || !ours ? ServiceFit::Mismatch : ServiceFit::Poor;
  if (answers.refusals > 0 && !ready) {
    if (answers.refusal_stands)
      return answers.sent_away || !ours || answers.refusals >= 2 || buyer.intent == Intent::None
                 ? ServiceFit::Mismatch
                 : ServiceFit::Poor;
    if (answers.offers < 2 * answers.refusals) return ServiceFit::Poor;
  }
  if (buyer.intent == Intent::None) return ours ? ServiceFit::Decent : ServiceFit::Poor;
  if (answers.offers < 3 * answers.refusals) return ServiceFit::Decent;
  const bool quoted = talk.count(Cue::Specific, Side::Rep) >= 2;
  if (!need.products.empty() && quoted && (ready || talk.heard(Cue::Appointment, Side::Caller)))
    return ServiceFit::Perfect;
  return !need.products.empty() || trade >= 2 || ready ? ServiceFit::Good : ServiceFit::Decent;
}

}  // namespace calltracker::llm::offline
