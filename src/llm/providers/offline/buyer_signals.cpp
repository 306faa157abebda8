// SPDX-License-Identifier: MIT
#include "llm/providers/offline/buyer_signals.hpp"

#include <algorithm>
#include <array>

namespace calltracker::llm::offline {

bool opens_with(const Conversation& talk, Cue cue, std::uint32_t turn) {
  return !talk.hits_before(cue, talk.turn(turn).first + 1, 1).empty();
}

namespace {

constexpr std::initializer_list<Cue> kOtherWishes = {Cue::Studies, Cue::Rival, Cue::Testing};
constexpr std::initializer_list<Cue> kLacking = {Cue::CreditTrouble, Cue::NoMoney, Cue::NotYetAble,
                                                 Cue::InsuranceTrouble};
constexpr std::initializer_list<Cue> kSteps = {Cue::Commits, Cue::NextStep, Cue::Appointment,
                                               Cue::FollowUpPromise};

constexpr int kKeen = 2;
constexpr int kSolid = 4;

// In a longer reply the no is followed by what is so instead.
constexpr std::uint32_t kShortReplyWords = 8;

// The caller's reply to one of these questions of the rep, where it begins with a no.
std::optional<std::uint32_t> says_no_when(const Conversation& talk, std::initializer_list<Cue> questions) {
  for (const Cue question : questions) {
    for (const CueHit& asked : talk.hits(question)) {
      const TurnView& view = talk.turn(asked.turn);
      if (view.side != Side::Rep || view.questions == 0) continue;
      const auto reply = talk.next_turn(asked.turn, Side::Caller, 0);
      if (reply && talk.turn(*reply).words() <= kShortReplyWords &&
          (opens_with(talk, Cue::No, *reply) || opens_with(talk, Cue::NotYet, *reply)))
        return *reply;
    }
  }
  return std::nullopt;
}

// "Can I get your name?" "No, I'll call."
std::optional<std::uint32_t> refuses_particulars(const Conversation& talk) {
  if (const CueHit* hit = talk.first(Cue::Uncooperative, Side::Caller)) return hit->turn;
  return says_no_when(talk, {Cue::AskName, Cue::AskPhone, Cue::AskCompany});
}

// "Do you have a truck and a license?" "Not yet."
std::optional<std::uint32_t> lacks_means(const Conversation& talk) {
  return says_no_when(talk, {Cue::AskMeans});
}

// Somebody takes something on and says when, and the caller does not leave it to chance.
bool agrees_on_step(const Conversation& talk) {
  const auto turns = static_cast<std::uint32_t>(talk.turns().size());
  for (std::uint32_t turn = turns / 3; turn < turns; ++turn) {
    const TurnView& view = talk.turn(turn);
    if (view.kind != TurnKind::Live || view.words() == 0) continue;
    const bool takes_on = view.side == Side::Rep
                              ? talk.in_turn_any(kSteps, turn) && !talk.in_turn(Cue::VagueStep, turn)
                              : talk.in_turn_any({Cue::Appointment, Cue::CallerStep}, turn);
    if (takes_on && talk.in_turn(Cue::TimeNamed, turn)) return true;
  }
  return false;
}

// What the caller calls about is a trailer of his own to sell; a fleet that trades in mentions its old ones
// later.
const CueHit* calls_to_sell(const Conversation& talk) {
  constexpr int kOpeningTurns = 3;
  const CueHit* hit = talk.first(Cue::SellsOwn, Side::Caller);
  if (hit == nullptr || talk.heard(Cue::ReadyToBuy, Side::Caller)) return nullptr;
  int spoken = 0;
  for (std::uint32_t turn = 0; turn < hit->turn; ++turn)
    spoken += talk.turn(turn).kind == TurnKind::Live && talk.speaks(talk.turn(turn), Side::Caller) ? 1 : 0;
  return spoken < kOpeningTurns ? hit : nullptr;
}

// How much the caller says of himself and of what happens next.
int count_given(const Conversation& talk, const CallerFacts& caller) {
  // Who hides who he is gives nothing.
  if (talk.heard(Cue::Uncooperative, Side::Caller)) return 0;
  int given = 0;
  given += caller.company ? 1 : 0;
  given += caller.name ? 1 : 0;
  given += caller.phone || talk.heard(Cue::EmailGiven, Side::Caller) ? 1 : 0;
  given += agrees_on_step(talk) ? 1 : 0;
  given += talk.heard_any({Cue::Decides, Cue::RoleOwnerOperator, Cue::RoleOwner}, Side::Caller) ? 1 : 0;
  given += talk.heard_any({Cue::StatesNeed, Cue::CertainUnit}, Side::Caller) ? 1 : 0;
  // Who wants to think has set no date, nor has he who finds it dear.
  given -= talk.heard(Cue::ObjectionThink, Side::Caller) ? 1 : 0;
  return given - (talk.heard(Cue::ObjectionPrice, Side::Caller) ? 1 : 0);
}

}  // namespace

BuyerSignals find_buyer_signals(const Conversation& talk, const CallerFacts& caller) {
  BuyerSignals buyer{.given = count_given(talk, caller)};
  const auto is = [&buyer](Intent intent, const CueHit* hit) {
    buyer.intent = intent;
    if (hit != nullptr) buyer.turn = hit->turn;
    return buyer;
  };
  const CueHit* other = talk.first_of(kOtherWishes, Side::Caller);
  const CueHit* ready = talk.last(Cue::ReadyToBuy, Side::Caller);
  if (other == nullptr) other = calls_to_sell(talk);
  if (other != nullptr) return is(Intent::None, other);
  const CueHit* gone = talk.last(Cue::BoughtElsewhere, Side::Caller);
  if (gone != nullptr && (ready == nullptr || ready->first < gone->first)) return is(Intent::None, gone);
  if (ready != nullptr) return is(Intent::Ready, ready);
  // Of somebody who gives all that, a stray "just curious" is manner.
  const CueHit* idle = talk.first_of({Cue::OnlyCurious, Cue::OnlyIf}, Side::Caller);
  if (idle != nullptr && buyer.given < kSolid) return is(Intent::Idle, idle);
  if (buyer.given >= kKeen) return is(Intent::Keen, nullptr);
  // "Maybe", "might" and "one of these days" from somebody who gives nothing of himself.
  constexpr int kMusings = 2;
  if (talk.count(Cue::Musing, Side::Caller) >= kMusings)
    return is(Intent::Idle, talk.first(Cue::Musing, Side::Caller));
  return is(Intent::Open, nullptr);
}

std::vector<TurnNote> find_red_flags(const Conversation& talk, const BuyerSignals& buyer) {
  struct Flag {
    Cue cue;
    std::string_view text;
  };
  constexpr std::array kFlags = {Flag{Cue::CreditTrouble, "credit trouble"},
                                 Flag{Cue::NoMoney, "little or no money"},
                                 Flag{Cue::NotYetAble, "cannot buy or operate yet"},
                                 Flag{Cue::PriceShopper, "compares prices only"},
                                 Flag{Cue::InsuranceTrouble, "losses, violations or no experience"},
                                 Flag{Cue::BuyerGone, "not interested any more"},
                                 Flag{Cue::BoughtElsewhere, "bought elsewhere or called off"},
                                 Flag{Cue::SellsOwn, "wants to sell, not to buy"},
                                 Flag{Cue::Unlawful, "asks for something that may not be done"},
                                 Flag{Cue::Studies, "asks for a study, not to buy"},
                                 Flag{Cue::Rival, "sells the same goods"},
                                 Flag{Cue::Testing, "plays or tests, does not buy"}};
  std::vector<TurnNote> flags;
  for (const Flag& flag : kFlags) {
    const CueHit* hit = talk.first(flag.cue, Side::Caller);
    if (hit == nullptr || (flag.cue == Cue::SellsOwn && buyer.intent != Intent::None)) continue;
    // Once in passing it takes nothing from a caller who gives everything else.
    if (buyer.given < kSolid || talk.count(flag.cue, Side::Caller) >= 2)
      flags.push_back({std::string(flag.text), hit->turn});
  }
  if (const CueHit* hit =
          talk.first_of({Cue::PersonalVehicle, Cue::NonCommercial, Cue::SmallTrailer}, Side::Caller))
    flags.push_back({"private, not commercial use", hit->turn});
  if (buyer.intent == Intent::Idle && buyer.turn) flags.push_back({"only wants to know", *buyer.turn});
  const auto lacking = lacks_means(talk);
  if (lacking && !talk.heard_any(kLacking, Side::Caller))
    flags.push_back({"has not what a buyer needs", *lacking});
  if (const CueHit* declined = talk.first(Cue::CreditDeclined, Side::Rep))
    flags.push_back({"refused by the lender", declined->turn});
  if (const auto refusal = refuses_particulars(talk))
    flags.push_back({"will not give information", *refusal});
  return flags;
}

int count_obstacles(const Conversation& talk) {
  int count = talk.heard(Cue::CreditDeclined, Side::Rep) ? 1 : 0;
  int said = 0;
  for (const Cue cue : kLacking) said += talk.heard(cue, Side::Caller) ? 1 : 0;
  return count + (said == 0 && lacks_means(talk) ? 1 : said);
}

}  // namespace calltracker::llm::offline
