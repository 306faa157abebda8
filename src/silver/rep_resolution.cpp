// SPDX-License-Identifier: MIT
#include "silver/rep_resolution.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "base/text.hpp"

namespace calltracker::silver {
namespace {

constexpr std::array<std::string_view, 34> kNoNames = {"thank",     "thanks",
                                                       "hello",     "hi",
                                                       "hey",       "good",
                                                       "morning",   "afternoon",
                                                       "evening",   "sales",
                                                       "service",   "parts",
                                                       "calling",   "sir",
                                                       "ma'am",     "yes",
                                                       "yeah",      "speaking",
                                                       "this",      "agent",
                                                       "rep",       "representative",
                                                       "unknown",   "operator",
                                                       "recording", "system",
                                                       "caller",    "customer",
                                                       "you",       "name",
                                                       "none",      "n/a",
                                                       "null",      "the"};

std::string with_spaces(std::string_view text) {
  std::string words = " ";
  for (const std::string_view word : split_words(text)) words += to_lower_ascii(word) + " ";
  return words;
}

bool holds_phrase(const std::string& spaced, std::string_view phrase) {
  const std::string wanted = with_spaces(phrase);
  return wanted.size() > 1 && spaced.find(wanted) != std::string::npos;
}

using CountHits = std::function<int(const Division&)>;

// The division with the most hits; nullopt when there is none or a tie.
std::optional<std::string> best_division(const Workspace& workspace, const CountHits& count_hits) {
  int best = 0;
  std::optional<std::string> name;
  for (const Division& division : workspace.divisions) {
    const int hits = count_hits(division);
    if (hits > best) {
      best = hits;
      name = division.name;
    } else if (hits == best) {
      name.reset();
    }
  }
  return name;
}

const Product* find_product(const Workspace& workspace, std::string_view text) {
  const std::string spaced = with_spaces(text);
  for (const Product& product : workspace.products) {
    const bool hit =
        holds_phrase(spaced, product.name) ||
        std::any_of(product.synonyms.begin(), product.synonyms.end(),
                    [&spaced](const std::string& synonym) { return holds_phrase(spaced, synonym); });
    if (hit) return &product;
  }
  return nullptr;
}

}  // namespace

bool is_no_name(std::string_view name, const Workspace& workspace) {
  const std::vector<std::string_view> words = split_words(name);
  if (words.empty()) return true;
  if (std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) return true;
  const auto is_stop_word = [](std::string_view word) {
    return std::any_of(kNoNames.begin(), kNoNames.end(),
                       [word](std::string_view stop) { return equals_ignoring_case(stop, word); });
  };
  if (is_stop_word(words.front())) return true;
  const std::string spaced = with_spaces(name);
  return std::any_of(workspace.company_names.begin(), workspace.company_names.end(),
                     [&spaced](const std::string& company) { return holds_phrase(spaced, company); });
}

const RosterRep* resolve_rep(const std::optional<std::string>& spoken_name, const CallRecord& call,
                             const Workspace& workspace) {
  if (spoken_name) return find_in_roster(workspace, *spoken_name);
  for (const Turn& turn : call.turns) {
    if (turn.speaker != Speaker::Agent || !turn.label) continue;
    if (const RosterRep* rep = find_in_roster(workspace, *turn.label)) return rep;
  }
  return call.agent_name ? find_in_roster(workspace, *call.agent_name) : nullptr;
}

std::optional<std::string> resolve_division(const RosterRep* rep, const CallRecord& call,
                                            const CallContext& context, const Workspace& workspace) {
  if (rep != nullptr) return rep->division;
  const std::string number_name = with_spaces(call.number_name.value_or(""));
  const auto by_number = best_division(workspace, [&number_name](const Division& division) {
    return static_cast<int>(
        std::count_if(division.keywords.begin(), division.keywords.end(),
                      [&](const std::string& keyword) { return holds_phrase(number_name, keyword); }));
  });
  if (by_number) return by_number;
  return best_division(workspace, [&](const Division& division) {
    int hits = 0;
    for (const std::string& interest : context.product_interest) {
      const Product* product = find_product(workspace, interest);
      if (product != nullptr && product->business == division.business) ++hits;
    }
    return hits;
  });
}

}  // namespace calltracker::silver
