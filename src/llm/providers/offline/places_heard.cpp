// SPDX-License-Identifier: MIT
#include "llm/providers/offline/places_heard.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "call/area_codes.hpp"
#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/name_context.hpp"
#include "llm/providers/offline/spoken_numbers.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kUnlistedCityWordsMax = 3;
constexpr int kPlacesBack = 4;

class PlaceHearing {
 public:
  PlaceHearing(const Knowledge& knowledge, const Conversation& conversation,
               const std::optional<FoundFact>& caller_phone)
      : knowledge_(knowledge),
        conversation_(conversation),
        tokens_(conversation.tokens()),
        phone_state_(caller_phone ? state_of_phone(caller_phone->value) : std::nullopt) {}

  std::vector<Place> run() {
    collect_states();
    note_states();
    collect_listed_cities();
    collect_unlisted_cities();
    return std::move(places_);
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

  const std::string& code_of(const CueHit& state) const { return knowledge_.states()[state.payload].code; }

  const CueHit* state_at(std::uint32_t token) const {
    const auto found = std::lower_bound(states_.begin(), states_.end(), token,
                                        [](const CueHit& hit, std::uint32_t at) { return hit.first < at; });
    return found != states_.end() && found->first == token ? &*found : nullptr;
  }

  // The state named beside a city: "Tulsa, Oklahoma", "Tulsa up in Oklahoma", "Tulsa, Tulsa Oklahoma".
  const CueHit* state_after(std::uint32_t token, std::uint32_t turn) const {
    constexpr std::uint32_t kReach = 3;
    for (std::uint32_t at = token; at < token + kReach && at < conversation_.turn(turn).last; ++at) {
      if (const CueHit* state = state_at(at)) return state;
      if (tokens_[at].folded.size() > 3 || tokens_[at].opens_sentence) return nullptr;
    }
    return nullptr;
  }

  // "What state?" "Texas."
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

  // "You're in Charleston?" "Charleston, West Virginia."
  const CueHit* state_said_with(const Town& town) const {
    const auto found = said_with_.find(town.id);
    return found == said_with_.end() ? nullptr : found->second;
  }

  void note_states() {
    for (const CueHit& hit : conversation_.hits(Cue::City)) {
      const CueHit* state = state_after(hit.last, hit.turn);
      if (state != nullptr) said_with_.emplace(hit.payload, state);
    }
    for (const CueHit& state : states_) {
      const TurnView& turn = conversation_.turn(state.turn);
      if (turn.kind == TurnKind::Live && conversation_.speaks(turn, Side::Caller))
        callers_states_.emplace(code_of(state), &state);
    }
  }

  // "Buckeye Horn Logistics".
  bool name_goes_on(const CueHit& hit) const {
    if (hit.last >= conversation_.turn(hit.turn).last) return false;
    const Token& next = tokens_[hit.last];
    return next.capital && next.before == ' ' && !next.is(kNeverName) && state_at(hit.last) == nullptr;
  }

  // What stands before or beside the name asks for a place.
  bool is_expected(const CueHit& hit) const {
    return place_lead_before(conversation_, hit.first, hit.turn) != nullptr ||
           state_at(hit.last) != nullptr ||
           (answers_location(conversation_, hit.first, hit.turn) && tokens_[hit.first].opens_sentence);
  }

  // "In English" and "in the Panhandle" are no villages, "in Ludowici" is.
  bool may_be_village(const CueHit& hit) const {
    if (state_at(hit.last) != nullptr) return true;
    const CueHit* lead = place_lead_before(conversation_, hit.first, hit.turn);
    const bool led = lead != nullptr && lead->last == hit.first;
    return (led || is_expected(hit)) && (led || lead == nullptr) &&
           (hit.last - hit.first > 1 || !is_everyday(tokens_[hit.first].folded));
  }

  // "Salinas Valley", a person called Roscoe, and "Cool." and "Price." which only happen to stand on the map.
  bool is_part_of_name(const CueHit& hit) const {
    const Token& word = tokens_[hit.first];
    const TurnView& turn = conversation_.turn(hit.turn);
    const bool after_capital = hit.first > turn.first && tokens_[hit.first - 1].capital && word.before == ' ';
    const bool has_begun = after_capital && !tokens_[hit.first - 1].is(kNeverName) &&
                           (!tokens_[hit.first - 1].opens_sentence ||
                            place_lead_before(conversation_, hit.first, hit.turn) == nullptr);
    // "In August".
    if (hit.last - hit.first == 1 && word.is(kNeverName) && state_at(hit.last) == nullptr) return true;
    if (is_expected(hit)) return has_begun || state_at(hit.first) != nullptr;
    const bool is_word = hit.last - hit.first == 1 && is_everyday(word.folded);
    return has_begun || is_word || word.is(kFirstName) || is_make(hit) || state_at(hit.first) != nullptr;
  }

  // "A Wabash", "that 2013 Wilson hopper": who built the trailer is no place, nor is "Mr. Abernathy".
  bool is_make(const CueHit& hit) const {
    static constexpr std::array<std::string_view, 14> kMakes = {
        "wabash", "wilson", "dorsey",  "holland", "stoughton", "mack",  "walker",
        "polar",  "benson", "clement", "strick",  "reliance",  "keith", "sterling"};
    if (is_one_of(kMakes, tokens_[hit.first].folded)) return true;
    if (hit.first == conversation_.turn(hit.turn).first) return false;
    const Token& before = tokens_[hit.first - 1];
    if (is_title(before.folded)) return true;
    if (tokens_[hit.first].before != ' ') return false;
    return before.digits || before.folded == "a" || before.folded == "an" || is_number_word(before);
  }

  // Of several towns by one name, the one in a state that the caller speaks of.
  const CueHit* state_elsewhere(const Town& town) const {
    const CueHit* first = nullptr;
    for (const auto& [code, state] : callers_states_) {
      if (town.is_in(code) && (first == nullptr || state->first < first->first)) first = state;
    }
    return first;
  }

  // The state of a town that is named without it. Everybody's Columbus is in Ohio, but not that of a caller
  // from 706.
  std::optional<std::string> state_supplied(const Town& town) const {
    if (phone_state_ && town.is_in(*phone_state_)) return std::string(*phone_state_);
    const auto& from = conversation_.input().number_from;
    if (from && town.is_in(*from)) return *from;
    if (const auto usual = town.usual_state()) return std::string(*usual);
    if (const CueHit* elsewhere = state_elsewhere(town)) return code_of(*elsewhere);
    return std::nullopt;
  }

  void collect_listed_cities() {
    for (const CueHit& hit : conversation_.hits(Cue::City)) {
      const Town town = town_of(hit.payload);
      Place place{
          .city = written(hit, town), .state = {}, .first = hit.first, .last = hit.last, .turn = hit.turn};
      const CueHit* state = state_after(hit.last, hit.turn);
      if (state == nullptr) state = state_asked_for(hit.turn);
      if (state == nullptr) state = state_said_with(town);
      if (!starts_like_place(hit, state) || name_goes_on(hit)) continue;
      if ((!town.well_known || is_make(hit)) && is_part_of_name(hit)) continue;
      if (town.village && !may_be_village(hit)) continue;
      if (town.key.ends_with(" county")) continue;
      if (state != nullptr) {
        place.state = code_of(*state);
        place.state_said = true;
        if (state->turn == hit.turn) place.last = state->last;
      } else if (const auto supplied = state_supplied(town)) {
        place.state = *supplied;
      }
      places_.push_back(std::move(place));
    }
  }

  // As the transcript has it, or as the map does where speech recognition wrote no capitals.
  std::string written(const CueHit& hit, const Town& town) const {
    if (!tokens_[hit.first].capital || !tokens_[hit.last - 1].capital) return town.name();
    const std::string_view begin = tokens_[hit.first].text;
    const std::string_view end = tokens_[hit.last - 1].text;
    return collapse_whitespace(
        {begin.data(), static_cast<std::size_t>(end.data() + end.size() - begin.data())});
  }

  // "reading", "mobile", "norman" are places only when written like names, or where a place is expected.
  bool starts_like_place(const CueHit& hit, const CueHit* state) const {
    if (tokens_[hit.first].capital) return true;
    if (tokens_[hit.first].folded.size() <= 3) return false;
    if (!is_everyday(tokens_[hit.first].folded)) return true;
    const bool state_beside = state != nullptr && state->first == hit.last;
    return state_beside || place_lead_before(conversation_, hit.first, hit.turn) != nullptr ||
           answers_location(conversation_, hit.first, hit.turn);
  }

  // "in Lone Grove, Oklahoma": capitalised words between a lead and a state.
  void collect_unlisted_cities() {
    const std::vector<Place> listed = places_;
    for (const CueHit& state : states_) {
      // Places stand in the order in which they were heard, so only those right before the state can hold it.
      auto place = std::partition_point(listed.begin(), listed.end(), [&state](const Place& earlier) {
        return earlier.first < state.last;
      });
      bool known = false;
      for (int back = 0; back < kPlacesBack && place != listed.begin() && !known; ++back) {
        --place;
        known = place->turn == state.turn && state.first < place->last + 1;
      }
      if (known) continue;
      std::uint32_t first = state.first;
      const std::uint32_t turn_first = conversation_.turn(state.turn).first;
      while (first > turn_first && state.first - first < kUnlistedCityWordsMax && is_city_word(first - 1))
        --first;
      if (first == state.first) continue;
      bool led = place_lead_before(conversation_, first, state.turn) != nullptr ||
                 answers_location(conversation_, first, state.turn);
      if (!led && tokens_[state.first].before == ',') {
        // "Acme Steel, Warren, Michigan": the words after the last comma.
        first = state.first - 1;
        while (first > turn_first && tokens_[first].before == ' ' &&
               state.first - first < kUnlistedCityWordsMax && is_city_word(first - 1))
          --first;
        led = tokens_[first].before == ',' || tokens_[first].opens_sentence;
      }
      // "at the Claxton yard, Claxton Georgia".
      led = led || tokens_[first].before == ',';
      if (!led) continue;
      std::string name;
      for (std::uint32_t token = first; token < state.first; ++token) {
        name += (name.empty() ? "" : " ") + capitalised(tokens_[token].text);
      }
      places_.push_back({.city = name,
                         .state = code_of(state),
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
    return !word.is(kNeverName) || word.folded == "new" || word.folded == "grand" || word.folded == "the";
  }

  const Knowledge& knowledge_;
  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  std::optional<std::string_view> phone_state_;
  std::vector<CueHit> states_;
  std::map<std::uint32_t, const CueHit*> said_with_;  // by town: the first state said beside it
  std::map<std::string, const CueHit*, std::less<>>
      callers_states_;  // by code: where the caller first says it
  std::vector<Place> places_;
};

}  // namespace

std::vector<Place> hear_places(const Knowledge& knowledge, const Conversation& conversation,
                               const std::optional<FoundFact>& caller_phone) {
  return PlaceHearing(knowledge, conversation, caller_phone).run();
}

const CueHit* place_lead_before(const Conversation& conversation, std::uint32_t token, std::uint32_t turn) {
  const CueHit* nearest = nullptr;
  for (const CueHit& hit : conversation.hits_before(Cue::PlaceLead, token)) {
    if (hit.turn == turn && hit.last <= token && hit.last + 1 >= token) {
      if (nearest == nullptr || hit.first < nearest->first) nearest = &hit;
    }
  }
  return nearest;
}

bool answers_location(const Conversation& conversation, std::uint32_t token, std::uint32_t turn) {
  if (conversation.turn(turn).side == Side::Unknown) {
    constexpr std::uint32_t kReach = 8;
    for (const CueHit& hit : conversation.hits_before(Cue::AskLocation, token, kReach)) {
      if (hit.turn == turn && hit.first + 1 < token) return true;
    }
  }
  if (turn == 0) return false;
  if (conversation.in_turn(Cue::AskLocation, turn - 1)) return true;
  return turn >= 2 && conversation.turn(turn - 1).words() < 4 &&
         conversation.in_turn(Cue::AskLocation, turn - 2);
}

}  // namespace calltracker::llm::offline
