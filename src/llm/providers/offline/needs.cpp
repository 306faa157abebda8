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

}  // namespace calltracker::llm::offline
