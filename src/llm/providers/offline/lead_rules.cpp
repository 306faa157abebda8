// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lead_rules.hpp"

#include <algorithm>
#include <array>

namespace calltracker::llm::offline {
namespace {

std::string find_authority(const Conversation& conversation, std::vector<std::uint32_t>& turns) {
  const CueHit* asks_others = conversation.first(Cue::AuthorityNo, Side::Caller);
  const CueHit* own =
      conversation.first_of({Cue::AuthorityYes, Cue::RoleOwnerOperator, Cue::RoleOwner}, Side::Caller);
  // "I'm the owner, let me ask my wife" is still the owner.
  if (own != nullptr && asks_others != nullptr && own->turn == asks_others->turn &&
      own->first >= asks_others->first)
    own = nullptr;
  const CueHit* decides = own != nullptr ? own : asks_others;
  if (decides == nullptr) {
    decides = conversation.first_of(
        {Cue::RoleFleetManager, Cue::RolePurchasing, Cue::RoleGeneralManager, Cue::ReadyToBuy}, Side::Caller);
    if (decides == nullptr) return "unknown";
    turns.push_back(decides->turn);
    return "yes";
  }
  turns.push_back(decides->turn);
  return own != nullptr ? "yes" : "no";
}

ServiceFit find_fit(const Conversation& conversation, const TriageDecision& decision, const Need& need) {
  if (decision.classification != Classification::ValidSales) return ServiceFit::Mismatch;
  const int refused = conversation.count(Cue::CannotServe, Side::Rep);
  const int personal = conversation.count(Cue::PersonalVehicle, Side::Caller);
  const int offered =
      conversation.count(Cue::OfferOption, Side::Rep) + conversation.count(Cue::NextStep, Side::Rep);
  if (personal > 0 && need.products.empty()) return ServiceFit::Poor;
  if (refused >= 2 && offered <= refused) return ServiceFit::Poor;
  if (refused >= 1) return offered >= 2 ? ServiceFit::Decent : ServiceFit::Poor;
  const int trade =
      conversation.count(Cue::Trade, Side::Caller) + conversation.count(Cue::Product, Side::Caller);
  const bool offered_unit = conversation.count(Cue::Specific, Side::Rep) >= 3;
  const bool objects = conversation.heard_any(
      {Cue::ObjectionPrice, Cue::ObjectionCondition, Cue::ObjectionDistance}, Side::Caller);
  if (!need.products.empty() && trade >= 3 && !objects && offered_unit) return ServiceFit::Perfect;
  if (!need.products.empty() || trade >= 2) return ServiceFit::Good;
  return ServiceFit::Decent;
}

std::vector<TurnNote> find_red_flags(const Conversation& conversation) {
  struct Flag {
    Cue cue;
    std::string_view text;
  };
  constexpr std::array kFlags = {Flag{Cue::CreditTrouble, "credit trouble"},
                                 Flag{Cue::NoMoney, "no money or down payment"},
                                 Flag{Cue::PriceShopper, "compares prices only"},
                                 Flag{Cue::Uncooperative, "will not give information"},
                                 Flag{Cue::InsuranceTrouble, "lapse, losses or violations"},
                                 Flag{Cue::BuyerGone, "no longer interested or bought elsewhere"},
                                 Flag{Cue::LegalThreat, "threatens legal steps"},
                                 Flag{Cue::ObjectionCompetitor, "has or wants other offers"},
                                 Flag{Cue::ObjectionPrice, "finds the price too high"},
                                 Flag{Cue::TimeVague, "only looking for now"},
                                 Flag{Cue::PersonalVehicle, "personal, not commercial use"}};
  std::vector<TurnNote> flags;
  for (const Flag& flag : kFlags) {
    if (const CueHit* hit = conversation.first(flag.cue, Side::Caller))
      flags.push_back({std::string(flag.text), hit->turn});
  }
  return flags;
}

}  // namespace

LeadFacts find_lead_facts(const Conversation& conversation, const TriageDecision& decision,
                          const Need& need) {
  LeadFacts facts;
  if (decision.classification != Classification::ValidSales) return facts;
  const TimelineFound timeline = find_timeline(conversation);
  facts.timeline = timeline.timeline;
  if (timeline.turn) facts.turns.push_back(*timeline.turn);
  facts.has_authority = find_authority(conversation, facts.turns);
  facts.need_identified =
      need.turn.has_value() &&
      (!need.products.empty() ||
       conversation.heard_any({Cue::Trade, Cue::ServiceNeed, Cue::PartsNeed, Cue::ClaimNeed,
                               Cue::CertificateNeed, Cue::BillingNeed, Cue::QuoteNeed},
                              Side::Caller));
  if (need.turn) facts.turns.push_back(*need.turn);
  facts.service_fit = find_fit(conversation, decision, need);
  facts.red_flags = find_red_flags(conversation);
  std::sort(facts.turns.begin(), facts.turns.end());
  facts.turns.erase(std::unique(facts.turns.begin(), facts.turns.end()), facts.turns.end());
  return facts;
}

}  // namespace calltracker::llm::offline
