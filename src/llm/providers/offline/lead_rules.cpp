// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lead_rules.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "llm/providers/offline/lead_card.hpp"
#include "llm/providers/offline/service_fit.hpp"
#include "llm/providers/offline/timeline.hpp"

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
  if (!context.caller.name || !context.caller.company) return false;
  const std::string& name = context.caller.name->value;
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string::npos) return false;
  const std::string surname = to_lower_ascii(name.substr(blank + 1));
  const std::vector<std::string_view> words = split_words(context.caller.company->value);
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

Authority find_authority(const LeadContext& context, bool has_need) {
  const Conversation& talk = context.conversation;
  if (const auto asked = asked_authority(talk)) return *asked;
  const CueHit* others = talk.first(Cue::AuthorityNo, Side::Caller);
  for (const Cue cue : kOwners) {
    const CueHit* own = talk.first(cue, Side::Caller);
    if (own != nullptr && !talk.in_turn(Cue::Uncooperative, own->turn)) return {"yes", own->turn};
  }
  if (others != nullptr) return {"no", others->turn};
  // Who has no truck or licence yet, or needs nothing, has nothing to decide on.
  if (!has_need || talk.heard(Cue::NotYetAble, Side::Caller)) return {};
  if (bears_company_name(context)) return {"yes", std::nullopt};
  if (const CueHit* buyer = talk.first_of(kBuyers, Side::Caller)) return {"yes", buyer->turn};
  return {};
}

// Something is asked for, that we have, by somebody who means to have it: a question for a price alone is no
// need, but the wish said, or the question for one certain unit.
bool has_need(const LeadContext& context, const BuyerSignals& buyer, ServiceFit fit) {
  const Conversation& talk = context.conversation;
  const bool wish_said = talk.heard(Cue::StatesNeed, Side::Caller);
  if ((!context.need.turn && !wish_said) || fit == ServiceFit::Mismatch || buyer.intent < Intent::Open)
    return false;
  const bool ours = !context.need.products.empty();
  if (fit == ServiceFit::Poor && !ours) return false;
  if (wish_said || buyer.intent >= Intent::Keen ||
      talk.heard_any(
          {Cue::ServiceNeed, Cue::PartsNeed, Cue::ClaimNeed, Cue::CertificateNeed, Cue::BillingNeed},
          Side::Caller))
    return true;
  const int goods = talk.count(Cue::Trade, Side::Caller) + talk.count(Cue::Product, Side::Caller);
  return goods >= 3 || (goods > 0 && talk.heard(Cue::CertainUnit, Side::Caller));
}

// What the rules read out of the words.
struct Reading {
  LeadFacts facts;
  bool time_is_said = false;
};

Reading read_words(const LeadContext& context) {
  Reading reading;
  LeadFacts& facts = reading.facts;
  const Conversation& talk = context.conversation;
  const BuyerSignals buyer = find_buyer_signals(talk, context.caller);
  const TimelineFound timeline = find_timeline(talk, context.need, context.decision, buyer);
  facts.urgency = timeline.urgency;
  if (context.decision.classification != Classification::ValidSales) return reading;
  facts.service_fit = find_service_fit(talk, context.need, buyer);
  // However soon a horse trailer is needed, nothing of ours is; nor where no date was said.
  const bool is_private =
      talk.heard_any({Cue::PersonalVehicle, Cue::NonCommercial, Cue::SmallTrailer}, Side::Caller);
  const bool not_ours = facts.service_fit == ServiceFit::Mismatch && (is_private || !timeline.is_said);
  facts.timeline = not_ours ? Timeline::None : timeline.timeline;
  reading.time_is_said = timeline.is_said;
  // Whoever lacks the money twice over cannot be served, whatever he asks for.
  const bool unable = count_obstacles(talk) >= 2 && buyer.intent != Intent::Ready;
  if (unable) facts.service_fit = std::max(facts.service_fit, ServiceFit::Poor);
  facts.need_identified = !unable && has_need(context, buyer, facts.service_fit);
  const Authority authority = find_authority(context, facts.need_identified);
  facts.has_authority = authority.value;
  facts.red_flags = find_red_flags(talk, buyer);
  for (const auto& turn : {timeline.turn, authority.turn, context.need.turn, buyer.turn}) {
    if (turn) facts.turns.push_back(*turn);
  }
  return reading;
}

SignsFound signs_of(const LeadContext& context, const LeadFacts& facts) {
  return {.pressing = facts.timeline == Timeline::Immediate,
          .some_day = facts.timeline == Timeline::Vague,
          .no_time = facts.timeline == Timeline::None,
          .decides = facts.has_authority == "yes",
          .must_ask = facts.has_authority == "no",
          .need = facts.need_identified,
          .not_ours = facts.service_fit == ServiceFit::Mismatch,
          .flagged = !facts.red_flags.empty(),
          .nobody_decides = facts.has_authority == "unknown",
          .name_known = context.caller.name.has_value()};
}

// What was read is weighed with what else the call shows.
void weigh(const LeadContext& context, bool time_is_said, LeadFacts& facts) {
  const SignsFound found = signs_of(context, facts);
  const auto level_on = [&](LeadScale scale, std::optional<std::string_view> said = std::nullopt) {
    const Weighed weighed = LeadCard::built_in().weigh(scale, context.conversation, found, said);
    if (weighed.turn) facts.turns.push_back(*weighed.turn);
    return weighed.level;
  };
  std::optional<std::string_view> time;
  if (time_is_said) time = name_of(facts.timeline);
  facts.timeline = parse<Timeline>(level_on(LeadScale::Timeline, time)).value();
  facts.has_authority = level_on(LeadScale::Authority);
  facts.need_identified = level_on(LeadScale::Need) == "yes";
  facts.service_fit = parse<ServiceFit>(level_on(LeadScale::Fit)).value();
  // One doubt in a call that speaks for the lead is none.
  if (level_on(LeadScale::Flags) == "none" && facts.red_flags.size() <= 1) facts.red_flags.clear();
}

}  // namespace

LeadFacts find_lead_facts(const LeadContext& context) {
  Reading reading = read_words(context);
  LeadFacts facts = std::move(reading.facts);
  if (context.decision.classification != Classification::ValidSales) return facts;
  weigh(context, reading.time_is_said, facts);
  std::sort(facts.turns.begin(), facts.turns.end());
  facts.turns.erase(std::unique(facts.turns.begin(), facts.turns.end()), facts.turns.end());
  return facts;
}

}  // namespace calltracker::llm::offline
