// SPDX-License-Identifier: MIT
#include "llm/providers/offline/needs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::size_t kProductsMax = 4;
constexpr std::size_t kSummaryBytesMax = 220;
constexpr std::uint32_t kTurnsScannedMax = 60;

std::vector<std::string> find_products(const Knowledge& knowledge, const Conversation& conversation) {
  const std::vector<Product>& products = knowledge.workspace().products;
  std::vector<int> weights(products.size(), 0);
  for (const CueHit& hit : conversation.hits(Cue::Product)) {
    const TurnView& view = conversation.turn(hit.turn);
    if (hit.negated || view.kind != TurnKind::Live) continue;
    weights[hit.payload] += conversation.speaks(view, Side::Caller) ? 3 : 1;
  }
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index < products.size(); ++index) {
    if (weights[index] >= 3) order.push_back(index);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&weights](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  std::vector<std::string> names;
  for (const std::size_t index : order) {
    if (names.size() < kProductsMax) names.push_back(products[index].name);
  }
  return names;
}

// How much a turn of the caller tells about the need; the first telling turns matter most.
int weigh_turn(const Conversation& conversation, std::uint32_t turn) {
  struct Weight {
    Cue cue;
    int value;
  };
  constexpr std::array kWeights = {Weight{Cue::WantsToBuy, 4},  Weight{Cue::QuoteNeed, 3},
                                   Weight{Cue::ServiceNeed, 3}, Weight{Cue::PartsNeed, 3},
                                   Weight{Cue::BillingNeed, 3}, Weight{Cue::ClaimNeed, 3},
                                   Weight{Cue::AsksPrice, 2},   Weight{Cue::CertificateNeed, 3},
                                   Weight{Cue::Product, 3},     Weight{Cue::Trade, 2}};
  int weight = 0;
  for (const Weight& entry : kWeights) {
    if (conversation.in_turn(entry.cue, turn)) weight += entry.value;
  }
  return weight;
}

std::string quoted_need(const Conversation& conversation, std::uint32_t turn) {
  const TurnView& view = conversation.turn(turn);
  std::string text = collapse_whitespace(view.text);
  if (text.size() <= kSummaryBytesMax) return text;
  const CueHit* best = nullptr;
  for (const Cue cue : {Cue::WantsToBuy, Cue::QuoteNeed, Cue::ServiceNeed, Cue::PartsNeed, Cue::ClaimNeed,
                        Cue::CertificateNeed, Cue::BillingNeed, Cue::AsksPrice, Cue::Product, Cue::Trade}) {
    for (const CueHit& hit : conversation.hits_before(cue, view.last, view.words())) {
      if (hit.turn != turn || hit.negated) continue;
      if (best == nullptr) best = &hit;
      break;
    }
  }
  const std::string_view sentence = best == nullptr ? view.text : conversation.sentence_at(best->first);
  return collapse_whitespace(truncate_utf8(sentence, kSummaryBytesMax));
}

std::string_view verb_of(const Conversation& conversation, std::string_view subtype) {
  if (subtype == "service") return "Needs repair or maintenance work";
  if (subtype == "parts") return "Needs parts";
  if (subtype == "billing") return "Has a question about a bill or payment";
  if (subtype == "claim") return "Reports or follows an accident or claim";
  if (subtype == "certificate") return "Needs a certificate or proof of insurance";
  if (conversation.heard(Cue::QuoteNeed, Side::Caller) && !conversation.heard(Cue::WantsToBuy, Side::Caller))
    return "Wants a quote";
  return "Is interested";
}

// A step with a time to which a caller who came to buy agrees.
const CueHit* agreed_step(const Conversation& conversation) {
  if (!conversation.heard_any({Cue::WantsToBuy, Cue::QuoteNeed}, Side::Caller)) return nullptr;
  if (conversation.heard_any({Cue::PriceShopper, Cue::BuyerGone}, Side::Caller)) return nullptr;
  for (const CueHit& hit : conversation.hits(Cue::NextStep)) {
    if (hit.negated || conversation.turn(hit.turn).side != Side::Rep ||
        !conversation.in_turn(Cue::TimeNamed, hit.turn))
      continue;
    const auto reply = conversation.next_turn(hit.turn, Side::Caller);
    if (reply && conversation.in_turn_any({Cue::Yes, Cue::Thanks, Cue::CallerStep}, *reply)) return &hit;
  }
  return nullptr;
}

}  // namespace

Need find_need(const Knowledge& knowledge, const Conversation& conversation, const TriageDecision& decision) {
  Need need;
  const bool customer =
      decision.classification == Classification::ValidSales || decision.subtype == "voicemail";
  if (!customer) return need;
  need.products = find_products(knowledge, conversation);
  int best = 1;
  std::uint32_t scanned = 0;
  for (std::uint32_t turn = 0; turn < conversation.turns().size() && scanned < kTurnsScannedMax; ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.kind != TurnKind::Live || !conversation.speaks(view, Side::Caller) || view.words() == 0)
      continue;
    const int weight = weigh_turn(conversation, turn) * 10 - static_cast<int>(std::min(scanned, 10U)) * 4;
    ++scanned;
    if (weight <= best) continue;
    best = weight;
    need.turn = turn;
  }
  if (!need.turn) return need;
  std::string about;
  for (const std::string& product : need.products) about += (about.empty() ? "" : ", ") + product;
  if (!about.empty()) about = " (" + about + ")";
  need.summary = fmt::format("{}{}: “{}”", verb_of(conversation, decision.subtype), about,
                             quoted_need(conversation, *need.turn));
  return need;
}

TimelineFound find_timeline(const Conversation& conversation) {
  struct Level {
    Cue cue;
    Timeline timeline;
  };
  constexpr std::array kLevels = {
      Level{Cue::TimeNow, Timeline::Immediate}, Level{Cue::TimeSoon, Timeline::NearTerm},
      Level{Cue::TimeMonths, Timeline::OneToThreeMonths}, Level{Cue::TimeVague, Timeline::Vague}};
  // The answer to "when do you need it?" decides; otherwise the strongest thing the caller said unasked.
  for (const CueHit& asked : conversation.hits(Cue::AskTimeline)) {
    if (conversation.turn(asked.turn).side != Side::Rep) continue;
    const auto reply = conversation.next_turn(asked.turn, Side::Caller);
    if (!reply) continue;
    for (const Level& level : kLevels) {
      if (conversation.in_turn(level.cue, *reply)) return {level.timeline, *reply};
    }
    if (conversation.in_turn(Cue::TimeWord, *reply) && conversation.turn(*reply).words() <= 8)
      return {Timeline::NearTerm, *reply};
  }
  const CueHit* vague = conversation.first(Cue::TimeVague, Side::Caller);
  for (const Level& level : kLevels) {
    const CueHit* hit = conversation.first(level.cue, Side::Caller);
    if (hit == nullptr) continue;
    if (vague != nullptr && vague->turn == hit->turn) return {Timeline::Vague, vague->turn};
    return {level.timeline, hit->turn};
  }
  // Somebody who is ready to buy, or agrees on a visit, needs it soon without saying so.
  if (const CueHit* hit = conversation.first_of({Cue::ReadyToBuy, Cue::Appointment}, Side::Caller)) {
    return {Timeline::NearTerm, hit->turn};
  }
  // A breakdown, a claim or a gate that wants a certificate does not wait.
  if (const CueHit* hit =
          conversation.first_of({Cue::ClaimNeed, Cue::CertificateNeed, Cue::ServiceNeed}, Side::Caller)) {
    return {Timeline::NearTerm, hit->turn};
  }
  if (const CueHit* hit = agreed_step(conversation)) return {Timeline::NearTerm, hit->turn};
  const CueHit* visit = conversation.first(Cue::Appointment, Side::Rep);
  if (visit != nullptr && conversation.in_turn(Cue::TimeNamed, visit->turn))
    return {Timeline::NearTerm, visit->turn};
  return {};
}

Urgency urgency_of(Timeline timeline) {
  switch (timeline) {
    case Timeline::Immediate:
      return Urgency::Immediate;
    case Timeline::NearTerm:
    case Timeline::OneToThreeMonths:
      return Urgency::NearTerm;
    case Timeline::Vague:
      return Urgency::Exploring;
    case Timeline::None:
      break;
  }
  return Urgency::Unknown;
}

}  // namespace calltracker::llm::offline
