// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lead_rules.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::initializer_list<Cue> kOwners = {Cue::Decides, Cue::RoleOwnerOperator, Cue::RoleOwner};
constexpr std::initializer_list<Cue> kBuyers = {Cue::AuthorityYes, Cue::RoleFleetManager, Cue::RolePurchasing,
                                                Cue::RoleGeneralManager, Cue::ReadyToBuy};

struct Authority {
  std::string_view value = "unknown";
  std::optional<std::uint32_t> turn;
};

// "Pickens" of "Pickens and Sons": who bears the company's name owns it or belongs to those who do.
bool bears_company_name(const LeadContext& context) {
  if (!context.caller_name || !context.caller_company) return false;
  const std::string& name = context.caller_name->value;
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string::npos) return false;
  const std::string surname = to_lower_ascii(name.substr(blank + 1));
  const std::vector<std::string_view> words = split_words(context.caller_company->value);
  return std::any_of(words.begin(), words.end(),
                     [&surname](std::string_view word) { return to_lower_ascii(word) == surname; });
}

// What the caller says when asked who decides.
std::optional<Authority> asked_authority(const Conversation& talk) {
  for (const CueHit& asked : talk.hits(Cue::AskDecision)) {
    if (talk.turn(asked.turn).side != Side::Rep) continue;
    const auto reply = talk.next_turn(asked.turn, Side::Caller);
    if (!reply) continue;
    if (talk.in_turn_any(kOwners, *reply) || talk.in_turn(Cue::AuthorityYes, *reply))
      return Authority{"yes", *reply};
    if (talk.in_turn(Cue::AuthorityNo, *reply)) return Authority{"no", *reply};
    if (talk.in_turn(Cue::SharesDecision, *reply)) return Authority{"unknown", *reply};
  }
  return std::nullopt;
}

Authority find_authority(const LeadContext& context) {
  const Conversation& talk = context.conversation;
  if (const auto asked = asked_authority(talk)) return *asked;
  const CueHit* others = talk.first(Cue::AuthorityNo, Side::Caller);
  if (const CueHit* own = talk.first_of(kOwners, Side::Caller)) return {"yes", own->turn};
  if (others != nullptr) return {"no", others->turn};
  if (bears_company_name(context)) return {"yes", std::nullopt};
  if (const CueHit* buyer = talk.first_of(kBuyers, Side::Caller)) return {"yes", buyer->turn};
  return {};
}

// What the caller calls about is a trailer of his own to sell; a fleet that trades in mentions its old ones
// later.
bool calls_to_sell(const Conversation& talk) {
  constexpr int kOpeningTurns = 3;
  int seen = 0;
  for (std::uint32_t turn = 0; turn < talk.turns().size() && seen < kOpeningTurns; ++turn) {
    const TurnView& view = talk.turn(turn);
    if (view.kind != TurnKind::Live || !talk.speaks(view, Side::Caller)) continue;
    ++seen;
    if (talk.in_turn(Cue::SellsOwn, turn)) return !talk.heard(Cue::ReadyToBuy, Side::Caller);
  }
  return false;
}

ServiceFit find_fit(const LeadContext& context) {
  const Conversation& talk = context.conversation;
  if (context.decision.classification != Classification::ValidSales) return ServiceFit::Mismatch;
  const int refused = talk.count(Cue::CannotServe, Side::Rep);
  const int redirected = talk.count(Cue::Redirect, Side::Rep);
  const bool personal =
      talk.heard_any({Cue::PersonalVehicle, Cue::NonCommercial, Cue::SmallTrailer}, Side::Caller);
  const int steps = talk.count(Cue::NextStep, Side::Rep) + talk.count(Cue::Appointment, Side::Rep) +
                    talk.count(Cue::OfferOption, Side::Rep);
  const int turned_away = refused + redirected;
  if (personal) return turned_away > 0 ? ServiceFit::Mismatch : ServiceFit::Poor;
  if (refused > 0 && redirected > 0 && steps < 3 * turned_away)
    return steps > 0 ? ServiceFit::Poor : ServiceFit::Mismatch;
  // In a long talk something is always not to be had; it counts where little else is offered.
  if (turned_away > 0 && steps < 3 * turned_away)
    return steps > 0 && turned_away < 2 ? ServiceFit::Decent : ServiceFit::Poor;
  const int trade = talk.count(Cue::Trade, Side::Caller) + talk.count(Cue::Product, Side::Caller);
  const bool offered = talk.count(Cue::Specific, Side::Rep) >= 2;
  const bool agreed = talk.heard_any({Cue::ReadyToBuy, Cue::Appointment}, Side::Caller);
  if (calls_to_sell(talk)) return ServiceFit::Poor;
  const bool now = context.timeline.timeline == Timeline::Immediate;
  if (!context.need.products.empty() && offered && agreed && now) return ServiceFit::Perfect;
  if (!context.need.products.empty() || trade >= 2) return ServiceFit::Good;
  return ServiceFit::Decent;
}

std::vector<TurnNote> find_red_flags(const Conversation& conversation) {
  struct Flag {
    Cue cue;
    std::string_view text;
  };
  constexpr std::array kFlags = {Flag{Cue::CreditTrouble, "credit trouble"},
                                 Flag{Cue::NoMoney, "little or no money"},
                                 Flag{Cue::NotYetAble, "cannot buy or operate yet"},
                                 Flag{Cue::PriceShopper, "compares prices only"},
                                 Flag{Cue::Uncooperative, "will not give information"},
                                 Flag{Cue::InsuranceTrouble, "losses, violations or no experience"},
                                 Flag{Cue::BuyerGone, "no longer interested or bought elsewhere"},
                                 Flag{Cue::LegalThreat, "threatens legal steps"},
                                 Flag{Cue::PersonalVehicle, "personal, not commercial use"},
                                 Flag{Cue::NonCommercial, "private, not commercial use"},
                                 Flag{Cue::Testing, "plays or tests, does not buy"}};
  std::vector<TurnNote> flags;
  for (const Flag& flag : kFlags) {
    if (const CueHit* hit = conversation.first(flag.cue, Side::Caller))
      flags.push_back({std::string(flag.text), hit->turn});
  }
  return flags;
}

bool has_need(const LeadContext& context, ServiceFit fit) {
  const Conversation& talk = context.conversation;
  if (fit == ServiceFit::Mismatch) return false;
  // Who buys, or cannot wait, needs it, in whatever words.
  const bool buys = talk.heard(Cue::ReadyToBuy, Side::Caller);
  if (buys && context.timeline.timeline == Timeline::Immediate) return true;
  if (!context.need.turn || calls_to_sell(talk)) return false;
  // Somebody who only looks around has no need yet.
  if (context.timeline.timeline == Timeline::Vague && !talk.heard(Cue::ReadyToBuy, Side::Caller))
    return false;
  return !context.need.products.empty() ||
         talk.heard_any({Cue::Trade, Cue::ServiceNeed, Cue::PartsNeed, Cue::ClaimNeed, Cue::CertificateNeed,
                         Cue::BillingNeed, Cue::QuoteNeed, Cue::ReadyToBuy, Cue::AsksPrice},
                        Side::Caller);
}

}  // namespace

LeadFacts find_lead_facts(const LeadContext& context) {
  LeadFacts facts;
  if (context.decision.classification != Classification::ValidSales) return facts;
  facts.timeline = context.timeline.timeline;
  if (context.timeline.turn) facts.turns.push_back(*context.timeline.turn);
  const Authority authority = find_authority(context);
  facts.has_authority = authority.value;
  if (authority.turn) facts.turns.push_back(*authority.turn);
  facts.service_fit = find_fit(context);
  facts.need_identified = has_need(context, facts.service_fit);
  if (context.need.turn) facts.turns.push_back(*context.need.turn);
  facts.red_flags = find_red_flags(context.conversation);
  std::sort(facts.turns.begin(), facts.turns.end());
  facts.turns.erase(std::unique(facts.turns.begin(), facts.turns.end()), facts.turns.end());
  return facts;
}

}  // namespace calltracker::llm::offline
