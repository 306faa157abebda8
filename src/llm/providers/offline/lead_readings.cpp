// SPDX-License-Identifier: MIT
#include "llm/providers/offline/lead_readings.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.hpp"
#include "llm/providers/offline/service_fit.hpp"
#include "llm/providers/offline/timeline.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::string_view kReadingNames[] = {
#define CALLTRACKER_NAME(name) #name,
    CALLTRACKER_LEAD_READINGS(CALLTRACKER_NAME)
#undef CALLTRACKER_NAME
};

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

Readings readings_of(const LeadContext& context, const LeadFacts& facts, bool time_is_said) {
  Readings readings;
  const auto note = [&readings](Reading reading, bool found = true) {
    if (found) readings.set(static_cast<std::size_t>(reading));
  };
  constexpr std::array kTimes = {Reading::NeededAtOnce, Reading::NeededSoon, Reading::NeededInMonths,
                                 Reading::NeededSomeDay, Reading::NoTime};
  constexpr std::array kFits = {Reading::FitsPerfectly, Reading::FitsWell, Reading::FitsPartly,
                                Reading::FitsPoorly, Reading::NotOurs};
  note(kTimes.at(static_cast<std::size_t>(facts.timeline)));
  note(kFits.at(static_cast<std::size_t>(facts.service_fit)));
  note(Reading::TimeSaid, time_is_said);
  note(facts.has_authority == "yes"  ? Reading::Decides
       : facts.has_authority == "no" ? Reading::MustAsk
                                     : Reading::NobodyDecides);
  note(facts.need_identified ? Reading::Need : Reading::NoNeed);
  note(Reading::Flagged, !facts.red_flags.empty());
  note(Reading::FlaggedTwice, facts.red_flags.size() > 1);
  note(Reading::Urgent, facts.urgency == Urgency::Immediate);
  note(Reading::NotUrgent, facts.urgency == Urgency::NearTerm);
  note(Reading::Explores, facts.urgency == Urgency::Exploring);
  note(Reading::NameKnown, context.caller.name.has_value());
  note(Reading::CompanyKnown, context.caller.company.has_value());
  note(Reading::PhoneKnown, context.caller.phone.has_value());
  return readings;
}

}  // namespace

std::optional<Reading> parse_reading(std::string_view name) {
  const auto* found = std::find(std::begin(kReadingNames), std::end(kReadingNames), name);
  if (found == std::end(kReadingNames)) return std::nullopt;
  return static_cast<Reading>(found - std::begin(kReadingNames));
}

LeadWords read_lead_words(const LeadContext& context) {
  LeadWords reading;
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
  reading.readings = readings_of(context, facts, timeline.is_said);
  return reading;
}

}  // namespace calltracker::llm::offline
