// SPDX-License-Identifier: MIT
#include "llm/providers/offline/locations.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kUnlistedCityWordsMax = 3;

struct Place {
  std::string city;
  std::string state;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t turn = 0;
  int weight = 0;
  bool state_said = false;  // beside the city, not supplied from the list
};

class PlaceSearch {
 public:
  PlaceSearch(const Knowledge& knowledge, const Conversation& conversation)
      : knowledge_(knowledge), conversation_(conversation), tokens_(conversation.tokens()) {}

  std::optional<FoundFact> run() {
    collect_states();
    collect_listed_cities();
    collect_unlisted_cities();
    const Place* best = nullptr;
    for (Place& place : places_) {
      place.weight = weight_of(place);
      if (place.weight > 0 && (best == nullptr || place.weight > best->weight)) best = &place;
    }
    if (best == nullptr) return std::nullopt;
    return FoundFact{best->city + ", " + best->state, conversation_.turn(best->turn).number};
  }

 private:
  // "in", "or", "me" and "ok" are words unless they stand in capitals.
  bool is_state(const CueHit& hit) const {
    const Token& token = tokens_[hit.first];
    if (hit.last - hit.first > 1 || token.folded.size() > 2) return true;
    return token.text.size() == 2 && token.text[0] >= 'A' && token.text[0] <= 'Z' && token.text[1] >= 'A' &&
           token.text[1] <= 'Z';
  }

  void collect_states() {
    for (const CueHit& hit : conversation_.hits(Cue::State)) {
      if (is_state(hit)) states_.push_back(hit);
    }
  }

  const CueHit* state_at(std::uint32_t token) const {
    const auto found = std::lower_bound(states_.begin(), states_.end(), token,
                                        [](const CueHit& hit, std::uint32_t at) { return hit.first < at; });
    return found != states_.end() && found->first == token ? &*found : nullptr;
  }

  // The state named beside a city, or just after it by either side ("What state?" "Texas.").
  const CueHit* state_after(std::uint32_t token, std::uint32_t turn) const {
    if (const CueHit* state = state_at(token)) return state;
    if (token + 1 < tokens_.size() && tokens_[token].folded.size() <= 3) {
      if (const CueHit* state = state_at(token + 1); state != nullptr && state->turn == turn) return state;
    }
    return nullptr;
  }

  const CueHit* state_asked_for(std::uint32_t turn) const {
    for (std::uint32_t index = turn + 1; index < conversation_.turns().size() && index <= turn + 3; ++index) {
      if (!conversation_.in_turn(Cue::AskState, index)) continue;
      const auto answer =
          std::lower_bound(states_.begin(), states_.end(), index + 1,
                           [](const CueHit& hit, std::uint32_t wanted) { return hit.turn < wanted; });
      if (answer != states_.end() && answer->turn == index + 1) return &*answer;
    }
    return nullptr;
  }

  void collect_listed_cities() {
    const std::span<const CueHit> hits = conversation_.hits(Cue::City);
    for (std::size_t index = 0; index < hits.size(); ++index) {
      const CueHit& hit = hits[index];
      const bool inside_longer =
          index > 0 && hits[index - 1].last >= hit.last && hits[index - 1].first < hit.first;
      if (inside_longer || !starts_like_place(hit)) continue;
      const City& city = knowledge_.cities()[hit.payload];
      Place place{.city = city.name, .first = hit.first, .last = hit.last, .turn = hit.turn};
      const CueHit* state = state_after(hit.last, hit.turn);
      if (state == nullptr) state = state_asked_for(hit.turn);
      if (state != nullptr) {
        place.state = knowledge_.states()[state->payload].code;
        place.state_said = true;
        if (state->turn == hit.turn) place.last = state->last;
      } else if (const City* dominant = dominant_city(city.name)) {
        place.state = dominant->state;
      } else {
        continue;
      }
      places_.push_back(std::move(place));
    }
  }

  // "reading", "mobile", "norman" are places only when written like names, or after "in".
  bool starts_like_place(const CueHit& hit) const {
    if (tokens_[hit.first].capital) return true;
    return tokens_[hit.first].folded.size() > 3 && lead_before(hit.first, hit.turn) != nullptr;
  }

  const City* dominant_city(const std::string& name) const {
    const auto found = std::find_if(knowledge_.cities().begin(), knowledge_.cities().end(),
                                    [&name](const City& city) { return city.dominant && city.name == name; });
    return found == knowledge_.cities().end() ? nullptr : &*found;
  }

  // "in Lone Grove, Oklahoma": capitalised words between a lead and a state.
  void collect_unlisted_cities() {
    const std::size_t listed_end = places_.size();
    std::size_t listed = 0;
    for (const CueHit& state : states_) {
      while (listed < listed_end && places_[listed].last < state.last) ++listed;
      if (listed < listed_end && places_[listed].first <= state.first) continue;
      std::uint32_t first = state.first;
      const std::uint32_t turn_first = conversation_.turn(state.turn).first;
      while (first > turn_first && state.first - first < kUnlistedCityWordsMax && is_city_word(first - 1))
        --first;
      if (first == state.first) continue;
      bool led = lead_before(first, state.turn) != nullptr || answers_location(state.turn);
      if (!led && tokens_[state.first].before == ',') {
        // "Acme Steel, Warren, Michigan": the words after the last comma.
        first = state.first - 1;
        while (first > turn_first && tokens_[first].before == ' ' &&
               state.first - first < kUnlistedCityWordsMax && is_city_word(first - 1))
          --first;
        led = tokens_[first].before == ',' || tokens_[first].opens_sentence;
      }
      if (!led) continue;
      std::string name;
      for (std::uint32_t token = first; token < state.first; ++token) {
        name += (name.empty() ? "" : " ") + capitalised(tokens_[token].text);
      }
      places_.push_back({.city = name,
                         .state = knowledge_.states()[state.payload].code,
                         .first = first,
                         .last = state.last,
                         .turn = state.turn,
                         .state_said = true});
    }
  }

  bool is_city_word(std::uint32_t token) const {
    const Token& word = tokens_[token];
    if (!word.capital || word.digits || word.folded == "i") return false;
    if (tokens_[token + 1].opens_sentence) return false;
    return !word.is(kNeverName) || word.folded == "new" || word.folded == "grand";
  }

  const CueHit* lead_before(std::uint32_t token, std::uint32_t turn) const {
    return hit_before(Cue::PlaceLead, token, turn, 1);
  }

  const CueHit* hit_before(Cue cue, std::uint32_t token, std::uint32_t turn, std::uint32_t reach) const {
    const CueHit* nearest = nullptr;
    for (const CueHit& hit : conversation_.hits_before(cue, token)) {
      if (hit.turn == turn && hit.last <= token && hit.last + reach >= token) {
        if (nearest == nullptr || hit.first < nearest->first) nearest = &hit;
      }
    }
    return nearest;
  }

  // A route or somebody else's place: the phrase ends at the city or reaches over it ("run from Dallas to").
  bool on_the_way(const Place& place) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::PlaceOther, place.first, 10)) {
      if (hit.turn == place.turn && hit.last + 1 >= place.first) return true;
    }
    return false;
  }

  bool answers_location(std::uint32_t turn) const {
    if (turn == 0) return false;
    if (conversation_.in_turn(Cue::AskLocation, turn - 1)) return true;
    return turn >= 2 && conversation_.turn(turn - 1).words() < 4 &&
           conversation_.in_turn(Cue::AskLocation, turn - 2);
  }

  int weight_of(const Place& place) const {
    const TurnView& turn = conversation_.turn(place.turn);
    if (turn.kind != TurnKind::Live) return 0;
    const CueHit* lead = lead_before(place.first, place.turn);
    const bool other = on_the_way(place);
    const bool sure_lead = lead != nullptr && (lead->last - lead->first >= 2 || is_home_word(*lead));
    if (turn.side == Side::Rep) return rep_weight(place, sure_lead);
    const bool answer = answers_location(place.turn);
    if (other && !(answer && !sure_lead) && !is_home(lead)) return 0;
    int weight = answer ? 6 : 0;
    if (sure_lead)
      weight += 5;
    else if (lead != nullptr)
      weight += 3;
    // "Laredo, Texas." or "Tulsa." alone, as an answer or a signature.
    if (weight == 0 && turn.words() <= place.last - place.first + 3) weight = 2;
    if (weight == 0 && place.first > turn.first && tokens_[place.first].before == ',' &&
        follows_company(place))
      weight = 2;
    // City and state together, on no route, are hardly ever anything else.
    if (weight == 0 && place.state_said) weight = 1;
    return weight;
  }

  // The rep says the place back: "so you're in Tulsa?", "okay, Tulsa, Oklahoma".
  int rep_weight(const Place& place, bool sure_lead) const {
    const auto reply = conversation_.next_turn(place.turn, Side::Caller);
    const bool agreed = reply && conversation_.in_turn(Cue::Yes, *reply);
    if (!agreed || conversation_.turn(place.turn).questions == 0) return delivery_weight(place);
    for (std::uint32_t token = conversation_.sentence_first(place.first); token < place.first; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "we" || word == "we're" || word == "our" || word == "us") return 0;
      if (word == "you're" || word == "you" || word == "y'all" || word == "that") return sure_lead ? 2 : 1;
    }
    return 0;
  }

  // "I could have it in Kearney, Nebraska, on Tuesday": where the rep would bring it.
  int delivery_weight(const Place& place) const {
    if (!place.state_said) return 0;
    bool brings = false;
    for (std::uint32_t token = conversation_.sentence_first(place.first);
         token < conversation_.sentence_last(place.first); ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "our" || word == "we're" || word == "lot" || word == "yard" || word == "located") return 0;
      brings = brings || word == "deliver" || word == "delivered" || word == "delivery" || word == "you" ||
               word == "freight" || word == "to";
    }
    return brings ? 1 : 0;
  }

  bool is_home_word(const CueHit& lead) const {
    const std::string_view word = tokens_[lead.first].folded;
    return word == "from" || word == "outside" || word == "near" || word == "desde";
  }

  // "out of", "based in", "I'm in": a home even inside a sentence about routes.
  bool is_home(const CueHit* lead) const {
    if (lead == nullptr || lead->last - lead->first < 2) return false;
    const std::string_view first = tokens_[lead->first].folded;
    static constexpr std::string_view kHome[] = {
        "based", "located", "live",      "here",    "i'm",           "we're",   "i",       "we",
        "yard",  "shop",    "domiciled", "garaged", "headquartered", "calling", "terminal"};
    return std::find(std::begin(kHome), std::end(kHome), first) != std::end(kHome);
  }

  bool follows_company(const Place& place) const {
    return place.first > 0 && tokens_[place.first - 1].is(kCompanySuffix);
  }

  const Knowledge& knowledge_;
  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  std::vector<CueHit> states_;
  std::vector<Place> places_;
};

}  // namespace

std::optional<FoundFact> find_caller_location(const Knowledge& knowledge, const Conversation& conversation) {
  return PlaceSearch(knowledge, conversation).run();
}

bool is_place(const Conversation& conversation, std::uint32_t first, std::uint32_t last) {
  for (const Cue cue : {Cue::City, Cue::State}) {
    for (const CueHit& hit : conversation.hits_before(cue, first + 1, 1)) {
      if (hit.first == first && hit.last >= last) return true;
    }
  }
  return false;
}

}  // namespace calltracker::llm::offline
