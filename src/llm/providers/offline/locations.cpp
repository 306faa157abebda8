// SPDX-License-Identifier: MIT
#include "llm/providers/offline/locations.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/candidate_points.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(PlaceSign::Count)> kSignNames = {
#define CALLTRACKER_NAME(name) #name,
    CALLTRACKER_PLACE_SIGNS(CALLTRACKER_NAME)
#undef CALLTRACKER_NAME
};

// "Marcus! It's Gary."
bool is_person(const Place& place, const Conversation& conversation, const KnownFacts& known) {
  const std::string_view word = conversation.tokens()[place.first].folded;
  const auto is_called = [word](const std::optional<FoundFact>& name) {
    return name && to_lower_ascii(name->value).find(word) != std::string::npos;
  };
  return !place.state_said && (is_called(known.caller_name) || is_called(known.rep_name));
}

}  // namespace

std::optional<FoundFact> find_caller_location(const Knowledge& knowledge, const Conversation& conversation,
                                              const KnownFacts& known) {
  static const std::vector<int> points = built_in_candidate_points("places.txt", kSignNames);
  std::vector<Place> places = hear_places(knowledge, conversation, known.caller_phone);
  std::erase_if(places, [&](const Place& place) {
    return conversation.turn(place.turn).kind != TurnKind::Live || is_person(place, conversation, known);
  });
  const std::size_t best = best_candidate(signs_of_places(conversation, known, places), points);
  if (best == places.size()) return std::nullopt;
  const Place& place = places[best];
  return FoundFact{place.state.empty() ? place.city : place.city + ", " + place.state,
                   conversation.turn(place.turn).number};
}

}  // namespace calltracker::llm::offline
