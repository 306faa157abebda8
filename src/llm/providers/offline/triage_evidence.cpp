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

// "I", "me", "my": announcements speak as "we".
bool speaks_of_himself(const Conversation& conversation) {
  static constexpr std::string_view kSelf[] = {"i", "i'm", "i'll", "i've", "i'd", "me", "my"};
  for (const TurnView& view : conversation.turns()) {
    if (view.side != Side::Rep || view.kind != TurnKind::Live) continue;
    for (std::uint32_t token = view.first; token < view.last; ++token) {
      const std::string_view word = conversation.tokens()[token].folded;
      if (std::find(std::begin(kSelf), std::end(kSelf), word) != std::end(kSelf)) return true;
    }
  }
  return false;
}

void count_turns(const Conversation& conversation, TriageEvidence& evidence) {
  for (const TurnView& turn : conversation.turns()) {
    if (turn.words() == 0) continue;
    if (turn.kind == TurnKind::Voicemail) evidence.voicemail = true;
    if (turn.kind == TurnKind::Voicemail && turn.side == Side::Caller) evidence.customers_mailbox = true;
    if (turn.kind == TurnKind::Hold) evidence.hold = true;
    if (turn.kind != TurnKind::Live) {
      ++evidence.machine_turns;
    } else if (turn.side == Side::Rep) {
      ++evidence.rep_turns;
    } else if (turn.side == Side::Caller) {
      ++evidence.caller_turns;
    }
  }
  constexpr Cue kPersonal[] = {Cue::OfferHelp, Cue::AskName, Cue::AskPhone,    Cue::AskNeed, Cue::AskLocation,
                               Cue::FindsOut,  Cue::Apology, Cue::LineTrouble, Cue::AskLoad};
  for (const Cue cue : kPersonal)
    evidence.rep_is_person = evidence.rep_is_person || conversation.heard(cue, Side::Rep);
  evidence.rep_is_person = evidence.rep_is_person || conversation.rep_names_himself();
  evidence.rep_says_i = speaks_of_himself(conversation);
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

// A recording that speaks on the caller's side and does not name the company sells something.
bool is_recorded_pitch(const Conversation& conversation) {
  constexpr std::uint32_t kWordsMin = 12;
  std::uint32_t recorded = 0;
  for (std::uint32_t turn = 0; turn < conversation.turns().size(); ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.side != Side::Caller) continue;
    if (conversation.in_turn(Cue::OwnCompany, turn)) return false;
    if (view.kind == TurnKind::Menu || view.kind == TurnKind::Hold) recorded += view.words();
  }
  return recorded >= kWordsMin && conversation.live_words(Side::Caller) < static_cast<int>(recorded);
}

// A seller is known by several ways of talking at once: what he offers, that he speaks of our business
// instead of his need, that he asks for whoever decides, what he promises, and how he is answered.
// "Tina from Gulfshore Benefits", and not a word of what she needs: customers come to their matter at once.
bool presents_an_organisation(const Conversation& conversation) {
  static constexpr std::string_view kOf[] = {"with", "from", "at", "for", "of"};
  int opening_turns = 2;
  bool presents = false;
  for (std::uint32_t turn = 0; turn < conversation.turns().size() && opening_turns > 0; ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.side != Side::Caller || view.kind != TurnKind::Live || view.words() == 0) continue;
    --opening_turns;
    if (conversation.in_turn_any({Cue::WantsToBuy, Cue::AsksPrice, Cue::QuoteNeed, Cue::ServiceNeed,
                                  Cue::PartsNeed, Cue::ClaimNeed, Cue::BillingNeed, Cue::CertificateNeed,
                                  Cue::ExistingCustomer, Cue::Returning, Cue::ReadyToBuy},
                                 turn))
      return false;
    for (std::uint32_t token = view.first; token + 1 < view.last; ++token) {
      const Token& word = conversation.tokens()[token];
      const bool of = std::find(std::begin(kOf), std::end(kOf), word.folded) != std::end(kOf);
      const Token& next = conversation.tokens()[token + 1];
      presents = presents || (of && next.capital && !next.is(kNeverName) && !next.opens_sentence);
    }
  }
  return presents;
}

int weigh_seller(const Conversation& conversation, const TriageEvidence& evidence) {
  const auto said = [&conversation](Cue cue) { return std::min(conversation.count(cue, Side::Caller), 2); };
  const int offers = said(Cue::SellerOffer);
  const int targets = said(Cue::SellerTarget);
  const int asks = said(Cue::Gatekeeper) + said(Cue::PitchManner);
  const int promises = said(Cue::Promotion);
  const int words = std::min(conversation.count(Cue::SellerWord, Side::Caller), 4);
  const int ways = (offers > 0) + (targets > 0) + (asks > 0) + (promises > 0) + (words > 1);
  // A customer may be turned away as well, and speak of websites; a seller has no wish for a trailer.
  const bool wishes =
      evidence.trade > 1 && conversation.heard_any({Cue::WantsToBuy, Cue::AsksPrice}, Side::Caller);
  const bool turned_away = evidence.declined && !wishes;
  const bool presents = !wishes && presents_an_organisation(conversation);
  const int kinds = ways + (turned_away ? 1 : 0) + (presents ? 1 : 0);
  const int said_in_all =
      offers + targets + asks + promises + words + (presents ? 1 : 0) + (turned_away ? 1 : 0);
  if (kinds < 2 || said_in_all < 2 || ways == 0) return 0;
  return (presents ? 2 : 0) + 2 * offers + 2 * targets + 2 * asks + promises + words;
}

// "Let me speak to Bob." "We don't have a Bob."
bool asks_for_a_stranger(const Conversation& conversation) {
  for (const CueHit& asked : conversation.hits(Cue::AskPerson)) {
    const TurnView& view = conversation.turn(asked.turn);
    if (view.side != Side::Caller || asked.last >= view.last || !conversation.tokens()[asked.last].capital)
      continue;
    const auto reply = conversation.next_turn(asked.turn, Side::Rep);
    if (!reply) continue;
    const TurnView& answer = conversation.turn(*reply);
    bool named = false;
    bool denied = false;
    for (std::uint32_t token = answer.first; token < answer.last; ++token) {
      const std::string_view word = conversation.tokens()[token].folded;
      named =
          named || word == conversation.tokens()[asked.last].folded || word == "nobody" || word == "wrong";
      denied =
          denied || word == "no" || word == "don't" || word == "nobody" || word == "wrong" || word == "never";
    }
    if (named && denied) return true;
  }
  return false;
}

// The last thing heard from the company is "hello?", or the caller puts the matter off before it was begun.
bool went_away(const Conversation& conversation, const TriageEvidence& evidence) {
  constexpr int kBegunWords = 45;
  constexpr int kBegunHelp = 3;
  if (evidence.caller_words >= kBegunWords || evidence.engaged >= kBegunHelp) return false;
  const auto turns = static_cast<std::uint32_t>(conversation.turns().size());
  const std::uint32_t late = turns - std::min(turns, 3U);
  for (std::uint32_t turn = late; turn < turns; ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.kind != TurnKind::Live) continue;
    if (view.side == Side::Rep && conversation.in_turn(Cue::LineTrouble, turn)) return true;
    if (view.side == Side::Rep && turn + 1 == turns && conversation.in_turn(Cue::HelloProbe, turn))
      return true;
    if (view.side == Side::Caller && conversation.in_turn(Cue::CallsLater, turn) && evidence.engaged < 2)
      return true;
  }
  return false;
}

// The caller's own words of the trade; "truck trailers?" after "we sell truck trailers" is an echo.
int count_own_words(const Conversation& conversation, Cue cue) {
  int counted = 0;
  for (const CueHit& hit : conversation.hits(cue)) {
    const TurnView& view = conversation.turn(hit.turn);
    if (hit.negated || view.kind != TurnKind::Live || !conversation.speaks(view, Side::Caller)) continue;
    if (hit.turn == 0 || !conversation.in_turn(Cue::NotOurs, hit.turn - 1)) ++counted;
  }
  return counted;
}

void weigh_help(const Conversation& conversation, TriageEvidence& evidence) {
  constexpr Cue kHelp[] = {Cue::AskNeed,     Cue::AskLoad,  Cue::AskBusiness, Cue::AskTimeline,
                           Cue::AskBudget,   Cue::AskPhone, Cue::AskLocation, Cue::AskDecision,
                           Cue::OfferOption, Cue::NextStep, Cue::FindsOut,    Cue::Specific};
  for (const Cue cue : kHelp) evidence.engaged += conversation.heard(cue, Side::Rep) ? 1 : 0;
  evidence.trade = count_own_words(conversation, Cue::Product) + count_own_words(conversation, Cue::Trade);
  evidence.lost = went_away(conversation, evidence);
}

void weigh_spam(const Conversation& conversation, TriageEvidence& evidence) {
  evidence.declined = conversation.heard(Cue::Declined, Side::Rep);
  // Sellers speak on the caller's side; machines may be filed under either.
  const int named = 3 * count_anywhere(conversation, Cue::Solicitation, Side::Caller) +
                    2 * count_anywhere(conversation, Cue::SellsToUs, Side::Caller);
  // Nobody helps a seller along with questions, figures and steps of many kinds.
  constexpr int kHelpedAlong = 5;
  const int seller = evidence.engaged >= kHelpedAlong ? 0 : weigh_seller(conversation, evidence);
  evidence.pitch = named + seller;
  const int manner = conversation.count(Cue::PitchManner, Side::Caller);
  evidence.robocall = 3 * count_anywhere(conversation, Cue::RobocallPitch, Side::Caller);
  if (is_recorded_pitch(conversation)) evidence.robocall += 6;
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
  evidence.spam = evidence.pitch + evidence.robocall + evidence.scam;
  if (evidence.spam > 0) evidence.spam += std::min(manner, 3) * 2 + (evidence.declined ? 4 : 0);
  evidence.demand = 2 * std::min(conversation.count(Cue::WantsToBuy, Side::Caller), 2) +
                    2 * conversation.count(Cue::AsksPrice, Side::Caller) +
                    conversation.count(Cue::Product, Side::Caller) +
                    conversation.count(Cue::ServiceNeed, Side::Caller) +
                    2 * conversation.count(Cue::ExistingCustomer, Side::Caller) +
                    conversation.count(Cue::Trade, Side::Caller);
  // A seller who is turned away asks "do you have" and names trailers too.
  if (evidence.declined) evidence.demand /= 2;
  if (conversation.heard(Cue::Gatekeeper, Side::Caller)) evidence.demand /= 2;
  constexpr int kOutspoken = 6;
  if (seller >= kOutspoken) evidence.demand /= 2;
}

void weigh_wrong(const Conversation& conversation, TriageEvidence& evidence) {
  const auto caller = [&conversation](Cue cue) { return conversation.count(cue, Side::Caller); };
  const int denied =
      conversation.count(Cue::NotOurs, Side::Rep) + conversation.count(Cue::PersonNotHere, Side::Rep);
  const bool stranger = asks_for_a_stranger(conversation);
  evidence.denied = denied > 0 || stranger;
  const int admitted = caller(Cue::WrongNumber);
  const int told = conversation.count(Cue::WrongNumber, Side::Rep);
  evidence.job = 7 * caller(Cue::JobSeeker);
  // Who asks a trailer dealer for a trailer has called the right place, even for a horse or a boat.
  const bool small = conversation.heard(Cue::SmallTrailer, Side::Caller);
  const bool wants_trailer =
      small ||
      (evidence.trade > 0 && conversation.heard_any({Cue::WantsToBuy, Cue::AsksPrice}, Side::Caller));
  evidence.wants_trailer = wants_trailer;
  evidence.personal = wants_trailer ? 0 : 3 * caller(Cue::PersonalVehicle);
  evidence.other_business = (wants_trailer ? 0 : 3 * caller(Cue::OtherBusiness)) + 3 * admitted + 6 * told +
                            (stranger ? 4 : 0) +
                            (evidence.personal + evidence.job == 0 && !wants_trailer ? 3 * denied : 0);
  evidence.wrong = evidence.job + evidence.personal + evidence.other_business;
  // "We don't carry horse trailers" turns nobody away who had the wrong number.
  if (small && evidence.job + admitted + told == 0) {
    evidence.wrong = 0;
    evidence.denied = false;
  }
  if (evidence.wrong > 0) evidence.wrong += 3 * denied;
}

void weigh_business(const Conversation& conversation, TriageEvidence& evidence) {
  constexpr Cue kNeeds[] = {Cue::WantsToBuy, Cue::AsksPrice,   Cue::QuoteNeed, Cue::ServiceNeed,
                            Cue::PartsNeed,  Cue::BillingNeed, Cue::ClaimNeed, Cue::CertificateNeed};
  int needs = 0;
  for (const Cue cue : kNeeds) needs += std::min(conversation.count(cue, Side::Caller), 3);
  const int trade = std::min(evidence.trade, 6);
  const int spoken_to =
      std::min(conversation.count(Cue::Product, Side::Rep) + conversation.count(Cue::Trade, Side::Rep), 4);
  const int customer = conversation.count(Cue::ExistingCustomer, Side::Caller);
  const int deal =
      conversation.count(Cue::ReadyToBuy, Side::Caller) + conversation.count(Cue::BuyerGone, Side::Caller);
  evidence.business = 2 * trade + spoken_to + needs + 2 * customer + deal;
  // Wishes without a word of the trade may be for pizza.
  if (trade == 0 && spoken_to == 0 && customer + deal == 0)
    evidence.business = std::min(evidence.business, 3);
}

}  // namespace

TriageEvidence weigh_triage_evidence(const Conversation& conversation) {
  TriageEvidence evidence;
  count_turns(conversation, evidence);
  evidence.live = is_live(conversation, evidence);
  weigh_help(conversation, evidence);
  weigh_spam(conversation, evidence);
  weigh_wrong(conversation, evidence);
  weigh_business(conversation, evidence);
  // A wish told to a person who answered is a conversation, even if nothing more is heard.
  const bool both = evidence.rep_turns > 0 && evidence.caller_turns > 0;
  evidence.live = evidence.live || (both && !evidence.voicemail && evidence.business >= 2);
  // Without labels nobody can tell the sides apart; a talk of some length about the trade has two.
  constexpr int kTalkWords = 40;
  constexpr int kTalkBusiness = 4;
  const bool unlabelled = evidence.rep_turns == 0 && evidence.caller_turns == 0 && !evidence.voicemail;
  if (unlabelled && evidence.caller_words >= kTalkWords && evidence.business >= kTalkBusiness)
    evidence.live = true;
  if (broke_off(conversation, evidence)) evidence.live = false;
  return evidence;
}

}  // namespace calltracker::llm::offline
