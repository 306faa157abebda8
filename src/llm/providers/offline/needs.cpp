// SPDX-License-Identifier: MIT
#include "llm/providers/offline/needs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

#include "base/text.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::size_t kProductsMax = 4;
constexpr double kCallersWeight = 3;
constexpr double kInPassing = 2.5;
constexpr std::size_t kSummaryBytesMax = 220;
constexpr std::uint32_t kTurnsScannedMax = 60;

// "Truck Paper", "Commercial Truck Trader": where it was seen, and not what it is.
bool names_market(const Conversation& conversation, const CueHit& hit) {
  if (hit.last >= conversation.turn(hit.turn).last) return false;
  const std::string_view next = conversation.tokens()[hit.last].folded;
  return next == "paper" || next == "trader";
}

std::vector<std::string> find_products(const Knowledge& knowledge, const Conversation& conversation,
                                       const Statements& statements) {
  const std::vector<Product>& products = knowledge.workspace().products;
  std::vector<double> weights(products.size(), 0);
  for (const CueHit& hit : conversation.hits(Cue::Product)) {
    const TurnView& view = conversation.turn(hit.turn);
    if (hit.negated || view.kind != TurnKind::Live || names_market(conversation, hit)) continue;
    weights[hit.payload] += conversation.speaks(view, Side::Caller)
                                ? kCallersWeight * (1 + 2 * statements.share(Statement::NamesNeed, hit.turn))
                                : 1;
  }
  // What is named in passing beside what the call is about is not wanted.
  const double most = weights.empty() ? 0 : *std::max_element(weights.begin(), weights.end());
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index < products.size(); ++index) {
    if (weights[index] >= kCallersWeight && weights[index] * kInPassing > most) order.push_back(index);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&weights](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  std::vector<std::string> names;
  for (const std::size_t index : order) {
    if (names.size() < kProductsMax) names.push_back(products[index].name);
  }
  return names;
}

struct CueWeight {
  Cue cue;
  int value;
};
constexpr std::array kTelling = {CueWeight{Cue::WantsToBuy, 4},  CueWeight{Cue::QuoteNeed, 3},
                                 CueWeight{Cue::ServiceNeed, 3}, CueWeight{Cue::PartsNeed, 3},
                                 CueWeight{Cue::BillingNeed, 3}, CueWeight{Cue::ClaimNeed, 3},
                                 CueWeight{Cue::AsksPrice, 2},   CueWeight{Cue::CertificateNeed, 3},
                                 CueWeight{Cue::Product, 3},     CueWeight{Cue::Trade, 2}};

// How much a turn of the caller tells about the need; the first telling turns matter most.
int weigh_turn(const Conversation& conversation, std::uint32_t turn) {
  int weight = 0;
  for (const CueWeight& entry : kTelling) {
    if (conversation.in_turn(entry.cue, turn)) weight += entry.value;
  }
  return weight;
}

struct Sentence {
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  int weight = 0;
};

std::vector<Sentence> weighed_sentences(const Conversation& conversation, const TurnView& view,
                                        std::uint32_t turn) {
  std::vector<Sentence> sentences;
  for (std::uint32_t token = view.first; token < view.last;) {
    sentences.push_back({.first = token, .last = conversation.sentence_last(token)});
    token = sentences.back().last;
  }
  for (const CueWeight& entry : kTelling) {
    for (const CueHit& hit : conversation.hits_before(entry.cue, view.last, view.words())) {
      if (hit.turn != turn || hit.negated) continue;
      const auto after = std::upper_bound(
          sentences.begin(), sentences.end(), hit.first,
          [](std::uint32_t token, const Sentence& sentence) { return token < sentence.first; });
      if (after != sentences.begin()) std::prev(after)->weight += entry.value;
    }
  }
  return sentences;
}

// The turn's most telling sentence, with what follows it while there is room: greetings and names that stand
// before it say nothing about the need.
std::string quoted_need(const Conversation& conversation, std::uint32_t turn) {
  const TurnView& view = conversation.turn(turn);
  const std::vector<Sentence> sentences = weighed_sentences(conversation, view, turn);
  const auto best =
      std::max_element(sentences.begin(), sentences.end(),
                       [](const Sentence& one, const Sentence& other) { return one.weight < other.weight; });
  const std::vector<Token>& tokens = conversation.tokens();
  const char* const start = tokens[best->first].text.data();
  const auto length_to = [&tokens, start](std::uint32_t last) {
    const std::string_view word = tokens[last - 1].text;
    return static_cast<std::size_t>(word.data() + word.size() - start);
  };
  std::size_t length = length_to(best->last);
  for (auto next = std::next(best); next != sentences.end(); ++next) {
    if (length_to(next->last) > kSummaryBytesMax) break;
    length = length_to(next->last);
  }
  const char* const turn_end = view.text.data() + view.text.size();
  if (start + length != turn_end && std::ispunct(static_cast<unsigned char>(start[length])) != 0) ++length;
  return collapse_whitespace(truncate_utf8(std::string_view(start, length), kSummaryBytesMax));
}

// Where no sentence tells the need, what the caller first says at some length is the matter.
std::optional<std::uint32_t> longest_early_turn(const Conversation& conversation) {
  constexpr int kTurns = 5;
  constexpr std::uint32_t kWordsMin = 6;
  std::optional<std::uint32_t> longest;
  int heard = 0;
  for (std::uint32_t turn = 0; turn < conversation.turns().size() && heard < kTurns; ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.kind != TurnKind::Live || !conversation.speaks(view, Side::Caller)) continue;
    ++heard;
    const std::uint32_t most = longest ? conversation.turn(*longest).words() : kWordsMin - 1;
    if (view.words() > most) longest = turn;
  }
  return longest;
}

bool is_for_hire(std::string_view product) {
  return product.ends_with("rental") || product.ends_with("lease");
}

// What the caller wants, as a manager would say it in three words.
std::string_view wish_of(const Conversation& conversation, std::string_view subtype,
                         const std::vector<std::string>& products) {
  if (subtype == "service") return "Needs repair or maintenance";
  if (subtype == "parts") return "Needs parts";
  if (subtype == "billing") return "Asks about a bill or payment";
  if (subtype == "claim") return "Reports or follows a claim";
  if (subtype == "certificate") return "Needs a certificate";
  if (!products.empty() && is_for_hire(products.front())) return "Wants to rent or lease";
  if (conversation.heard(Cue::WantsToBuy, Side::Caller)) return "Wants to buy";
  if (conversation.heard(Cue::QuoteNeed, Side::Caller)) return "Wants a quote";
  if (conversation.heard(Cue::AsksPrice, Side::Caller)) return "Asks for a price";
  return "Interested";
}

}  // namespace

Need find_need(const Knowledge& knowledge, const Conversation& conversation, const Statements& statements,
               const TriageDecision& decision) {
  Need need;
  need.products = find_products(knowledge, conversation, statements);
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
  const auto quoted = need.turn ? need.turn : longest_early_turn(conversation);
  if (!quoted) return need;
  std::string about;
  for (const std::string& product : need.products) about += (about.empty() ? "" : ", ") + product;
  const std::string_view wish = wish_of(conversation, decision.subtype, need.products);
  need.summary = fmt::format("{}{}: “{}”", wish, about.empty() ? "" : fmt::format(" ({})", about),
                             quoted_need(conversation, *quoted));
  return need;
}

}  // namespace calltracker::llm::offline
