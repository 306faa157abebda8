// SPDX-License-Identifier: MIT
#include "llm/providers/offline/locations.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/area_codes.hpp"
#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kUnlistedCityWordsMax = 3;
constexpr std::uint32_t kAnswerWordsBefore = 4;

// How surely a place is the caller's own, by how it comes up.
enum Weight : int {
  kNever = 0,
  kMentioned = 1,  // town and state, on no route
  kSetOff = 2,     // "Ozark Line Haul, Joplin."
  kInPlace = 3,    // "Sunray Paving in Brandon"
  kSaidBack = 4,   // "and you're right there in Gary?" "Fifty-one years."
  kOfOneself = 5,  // "we're up here in Wichita"
  kAnswer = 6,     // "where are you calling from?" "Tulsa."
};

struct Place {
  std::string city;
  std::string state;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t turn = 0;
  bool state_said = false;  // beside the city, not supplied from the map
};

class PlaceSearch {
 public:
  PlaceSearch(const Knowledge& knowledge, const Conversation& conversation,
              const std::optional<FoundFact>& caller_phone)
      : knowledge_(knowledge),
        conversation_(conversation),
        tokens_(conversation.tokens()),
        phone_state_(caller_phone ? state_of_phone(caller_phone->value) : std::nullopt) {}

  std::optional<FoundFact> run() {
    collect_states();
    collect_listed_cities();
    collect_unlisted_cities();
    const Place* best = nullptr;
    int best_weight = kNever;
    for (const Place& place : places_) {
      // Of two places that come up alike, the one named in full is meant.
      const int weight = 2 * weight_of(place) + (place.state_said ? 1 : 0);
      if (weight <= std::max(best_weight, 1)) continue;
      best = &place;
      best_weight = weight;
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
    for (const CueHit& hit : conversation_.hits(Cue::City)) {
      if (hit.payload != town.id) continue;
      if (const CueHit* state = state_after(hit.last, hit.turn)) return state;
    }
    return nullptr;
  }

  // "Buckeye Horn Logistics".
  bool name_goes_on(const CueHit& hit) const {
    if (hit.last >= conversation_.turn(hit.turn).last) return false;
    const Token& next = tokens_[hit.last];
    return next.capital && next.before == ' ' && !next.is(kNeverName) && state_at(hit.last) == nullptr;
  }

  // "Salinas Valley", a person called Roscoe, and "Cool." and "Price." which only happen to stand on the map.
  bool is_part_of_name(const CueHit& hit) const {
    const Token& word = tokens_[hit.first];
    const TurnView& turn = conversation_.turn(hit.turn);
    const bool has_begun = hit.first > turn.first && tokens_[hit.first - 1].capital && word.before == ' ' &&
                           !tokens_[hit.first - 1].is(kNeverName) && !tokens_[hit.first - 1].opens_sentence;
    const bool led = lead_before(hit.first, hit.turn) != nullptr || state_at(hit.last) != nullptr;
    const bool expected = led || answers_location(hit.turn);
    return has_begun || (!expected && (word.opens_sentence || word.is(kFirstName))) ||
           state_at(hit.first) != nullptr;
  }

  // Of several towns by one name, the one in a state that the caller speaks of.
  const CueHit* state_elsewhere(const Town& town) const {
    for (const CueHit& state : states_) {
      const TurnView& turn = conversation_.turn(state.turn);
      if (turn.kind == TurnKind::Live && conversation_.speaks(turn, Side::Caller) &&
          town.is_in(code_of(state)))
        return &state;
    }
    return nullptr;
  }

  // The state of a town that is named without it. Everybody's Columbus is in Ohio, but not that of a caller
  // from 706.
  std::optional<std::string> state_supplied(const Town& town) const {
    if (phone_state_ && town.is_in(*phone_state_)) return std::string(*phone_state_);
    if (const auto usual = town.usual_state()) return std::string(*usual);
    if (const CueHit* elsewhere = state_elsewhere(town)) return code_of(*elsewhere);
    return std::nullopt;
  }

  void collect_listed_cities() {
    for (const CueHit& hit : conversation_.hits(Cue::City)) {
      const Town town = town_of(hit.payload);
      Place place{.city = written(hit, town), .first = hit.first, .last = hit.last, .turn = hit.turn};
      const CueHit* state = state_after(hit.last, hit.turn);
      if (state == nullptr) state = state_asked_for(hit.turn);
      if (state == nullptr) state = state_said_with(town);
      if (!starts_like_place(hit, state) || name_goes_on(hit)) continue;
      if (!town.well_known && is_part_of_name(hit)) continue;
      if (state != nullptr) {
        place.state = code_of(*state);
        place.state_said = true;
        if (state->turn == hit.turn) place.last = state->last;
      } else if (const auto supplied = state_supplied(town)) {
        place.state = *supplied;
      } else {
        continue;
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
    const bool state_beside = state != nullptr && state->first == hit.last;
    return state_beside || lead_before(hit.first, hit.turn) != nullptr || answers_location(hit.turn);
  }

  // "in Lone Grove, Oklahoma": capitalised words between a lead and a state.
  void collect_unlisted_cities() {
    const std::vector<Place> listed = places_;
    for (const CueHit& state : states_) {
      const bool known = std::any_of(listed.begin(), listed.end(), [&state](const Place& place) {
        return place.turn == state.turn && place.first < state.last && state.first < place.last + 1;
      });
      if (known) continue;
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

  const CueHit* lead_before(std::uint32_t token, std::uint32_t turn) const {
    const CueHit* nearest = nullptr;
    for (const CueHit& hit : conversation_.hits_before(Cue::PlaceLead, token)) {
      if (hit.turn == turn && hit.last <= token && hit.last + 1 >= token) {
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
    // "Gary to Detroit and back".
    const bool more = place.last < conversation_.turn(place.turn).last;
    return more && tokens_[place.last].folded == "to" && !tokens_[place.last].opens_sentence &&
           tokens_[place.last].before == ' ';
  }

  // "From Dallas to Houston".
  bool starts_route(const Place& place) const {
    if (place.last + 1 >= conversation_.turn(place.turn).last || tokens_[place.last].folded != "to")
      return false;
    for (const CueHit& next : conversation_.hits_before(Cue::City, place.last + 2, 1)) {
      if (next.first == place.last + 1) return true;
    }
    return false;
  }

  // "Your yard in Tampa", "the last one I bought in Denver".
  bool is_of_others(const Place& place) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::PlaceOther, place.first, 10)) {
      const std::string_view word = tokens_[hit.first].folded;
      const bool theirs = word == "your" || word == "their" || word == "his" || word == "her";
      if (theirs && hit.turn == place.turn && hit.last + 1 >= place.first) return true;
    }
    const CueHit* lead = lead_before(place.first, place.turn);
    if (lead == nullptr || lead->last - lead->first > 1 || place.state_said) return false;
    const std::uint32_t first = conversation_.sentence_first(place.first);
    for (const CueHit& past : conversation_.hits_before(Cue::PastWord, place.first, place.first - first)) {
      if (past.turn == place.turn) return true;
    }
    return false;
  }

  bool answers_location(std::uint32_t turn) const {
    if (turn == 0) return false;
    if (conversation_.in_turn(Cue::AskLocation, turn - 1)) return true;
    return turn >= 2 && conversation_.turn(turn - 1).words() < 4 &&
           conversation_.in_turn(Cue::AskLocation, turn - 2);
  }

  // "Where would we drop them?" "delivery to where": any question after a place that the caller's first words
  // answer.
  bool asked_where(const Place& place) const {
    if (place.turn == 0 || place.first > conversation_.turn(place.turn).first + kAnswerWordsBefore)
      return false;
    const TurnView& asked = conversation_.turn(place.turn - 1);
    if (asked.side != Side::Rep || (asked.questions == 0 && !conversation_.without_capitals())) return false;
    bool found = false;
    for (std::uint32_t token = asked.first; token < asked.last; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "run" || word == "running" || word == "haul" || word == "hauling" || word == "pull")
        return false;
      found = found || word == "where" || word == "where's" || word == "where'd" || word == "town" ||
              word == "city" || word == "whereabouts" || word == "donde" || word == "located";
    }
    return found;
  }

  // "… Glades Sod. Belle Glade.", "Outta Dothan.": a sentence that says nothing else.
  bool is_sentence(const Place& place) const {
    const std::uint32_t first = conversation_.sentence_first(place.first);
    const std::uint32_t last = conversation_.sentence_last(place.first);
    return !conversation_.without_capitals() && last >= place.last &&
           last - first <= place.last - place.first + 2 && tokens_[last - 1].after != '?';
  }

  int weight_of(const Place& place) const {
    const TurnView& turn = conversation_.turn(place.turn);
    if (turn.kind != TurnKind::Live) return kNever;
    const CueHit* lead = lead_before(place.first, place.turn);
    const bool of_oneself = lead != nullptr && (lead->last - lead->first >= 2 || is_home_word(*lead));
    if (turn.side == Side::Rep) return rep_weight(place);
    const bool answer = answers_location(place.turn);
    if (!answer && (is_of_others(place) || starts_route(place))) return kNever;
    if (on_the_way(place) && !(answer && !of_oneself) && !is_home(lead)) return kNever;
    const bool close_by = lead != nullptr && is_close_by(*lead);
    if (answer)
      return kAnswer + (close_by ? kNever : of_oneself ? kOfOneself : lead != nullptr ? kInPlace : kNever);
    if (close_by) return kInPlace;
    if (of_oneself) return kOfOneself;
    if (lead != nullptr && asked_where(place)) return kSaidBack;
    if (lead != nullptr)
      return follows_name(lead->first, turn) ? kInPlace : is_sentence(place) ? kSetOff : kMentioned;
    if (asked_where(place)) return kSaidBack;
    // "Laredo, Texas." or "Tulsa." alone, as an answer or a signature.
    if (turn.words() <= place.last - place.first + 3 || is_sentence(place)) return kSetOff;
    if (tokens_[place.first].before == ',' && follows_name(place.first, turn)) return kInPlace;
    // City and state together, on no route, are hardly ever anything else.
    return place.state_said ? kMentioned : kNever;
  }

  // A company or person is named right before: "Sunray Paving in Brandon", "Roscoe Tindall, Fort Smith".
  bool follows_name(std::uint32_t token, const TurnView& turn) const {
    if (token <= turn.first) return false;
    const Token& word = tokens_[token - 1];
    const bool longer = token >= turn.first + 2 && tokens_[token - 2].capital && word.before == ' ';
    return (word.capital && (longer || !word.is(kNeverName))) || word.is(kCompanySuffix);
  }

  // The rep says the place back: "so you're in Tulsa?", "okay, Tulsa, Oklahoma?"
  int rep_weight(const Place& place) const {
    const auto reply = conversation_.next_turn(place.turn, Side::Caller);
    const char mark = tokens_[conversation_.sentence_last(place.first) - 1].after;
    const bool denied = reply && conversation_.turn(*reply).words() > 0 && opens_with(Cue::No, *reply);
    if (!reply || denied || mark != '?') return delivery_weight(place);
    bool to_caller = false;
    for (std::uint32_t token = conversation_.sentence_first(place.first); token < place.first; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "we" || word == "we're" || word == "our" || word == "us") return kNever;
      to_caller = to_caller || word == "you're" || word == "you" || word == "y'all" || word == "your" ||
                  word == "that's" || word == "that";
    }
    const std::uint32_t sentence_words =
        conversation_.sentence_last(place.first) - conversation_.sentence_first(place.first);
    const bool little_else = sentence_words <= place.last - place.first + 3;
    const bool agreed = opens_with(Cue::Yes, *reply);
    return to_caller || little_else || place.state_said || agreed ? kSaidBack : kNever;
  }

  bool opens_with(Cue cue, std::uint32_t turn) const {
    const std::uint32_t first = conversation_.turn(turn).first;
    for (const CueHit& hit : conversation_.hits_before(cue, first + 1, 1)) {
      if (hit.first == first) return true;
    }
    return false;
  }

  // "I could have it in Kearney, Nebraska, on Tuesday": where the rep would bring it.
  int delivery_weight(const Place& place) const {
    if (!place.state_said) return kNever;
    bool brings = false;
    for (std::uint32_t token = conversation_.sentence_first(place.first);
         token < conversation_.sentence_last(place.first); ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "our" || word == "we're" || word == "lot" || word == "yard" || word == "located" ||
          word == "nearby")
        return kNever;
      brings = brings || word == "deliver" || word == "delivered" || word == "delivery" || word == "you" ||
               word == "freight" || word == "to" || word == "bring" || word == "it";
    }
    return brings ? kMentioned : kNever;
  }

  bool is_home_word(const CueHit& lead) const {
    const std::string_view word = tokens_[lead.first].folded;
    return word == "from" || word == "desde";
  }

  bool is_close_by(const CueHit& lead) const {
    for (std::uint32_t token = lead.first; token < lead.last; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "near" || word == "outside" || word == "around" || word == "by") return true;
    }
    return false;
  }

  // "out of", "based in", "I'm in": a home even inside a sentence about routes.
  bool is_home(const CueHit* lead) const {
    if (lead == nullptr || lead->last - lead->first < 2) return false;
    const std::string_view first = tokens_[lead->first].folded;
    static constexpr std::string_view kHome[] = {
        "our",           "my",      "based",    "located", "live",   "here",      "i'm",
        "we're",         "i",       "we",       "yard",    "shop",   "domiciled", "garaged",
        "headquartered", "calling", "terminal", "driving", "coming", "heading",   "headed",
        "riding",        "other",   "located",  "farm",    "barn",   "plant",     "warehouse"};
    return std::find(std::begin(kHome), std::end(kHome), first) != std::end(kHome);
  }

  const Knowledge& knowledge_;
  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  std::optional<std::string_view> phone_state_;
  std::vector<CueHit> states_;
  std::vector<Place> places_;
};

}  // namespace

std::optional<FoundFact> find_caller_location(const Knowledge& knowledge, const Conversation& conversation,
                                              const std::optional<FoundFact>& caller_phone) {
  return PlaceSearch(knowledge, conversation, caller_phone).run();
}

}  // namespace calltracker::llm::offline
