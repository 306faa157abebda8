// SPDX-License-Identifier: MIT
#include "llm/providers/offline/locations.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/name_context.hpp"
#include "llm/providers/offline/places_heard.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kAnswerWordsBefore = 4;
constexpr std::uint32_t kOpeningTurns = 3;

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

class PlaceSearch {
 public:
  PlaceSearch(const Knowledge& knowledge, const Conversation& conversation, const KnownFacts& known)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        known_(known),
        places_(hear_places(knowledge, conversation, known.caller_phone)) {
    std::erase_if(places_, [this](const Place& place) { return is_person(place); });
  }

  std::optional<FoundFact> run() const {
    const Place* best = nullptr;
    int best_weight = kNever;
    for (const Place& place : places_) {
      // Of two places that come up alike, the one named in full is meant.
      const int weight = 2 * weight_of(place) + (place.state_said ? 1 : 0);
      if (weight <= std::max(best_weight, 1)) continue;
      best = &place;
      best_weight = weight;
    }
    if (best == nullptr) best = only_place();
    if (best == nullptr) return std::nullopt;
    return FoundFact{best->city + ", " + best->state, conversation_.turn(best->turn).number};
  }

 private:
  // "Marcus! It's Gary."
  bool is_person(const Place& place) const {
    const std::string_view word = tokens_[place.first].folded;
    const auto is_called = [word](const std::optional<FoundFact>& name) {
      return name && to_lower_ascii(name->value).find(word) != std::string::npos;
    };
    return !place.state_said && (is_called(known_.caller_name) || is_called(known_.rep_name));
  }

  // When one place alone comes up in the whole call, and is nobody else's, the caller is there.
  const Place* only_place() const {
    const Place* only = nullptr;
    for (const Place& place : places_) {
      if (conversation_.turn(place.turn).kind != TurnKind::Live) continue;
      if (only != nullptr && only->city != place.city) return nullptr;
      if (only == nullptr) only = &place;
    }
    if (only == nullptr || is_ours(*only) || starts_route(*only)) return nullptr;
    const bool by_rep = conversation_.turn(only->turn).side == Side::Rep;
    return by_rep || (!on_the_way(*only) && !is_of_others(*only)) ? only : nullptr;
  }

  // "Our yard in Tampa", "your lot in Tampa", "there's a place in Cocoa", "I'm loaded for Birmingham".
  bool is_ours(const Place& place) const {
    static constexpr std::array<std::string_view, 18> kOthers = {
        "he",       "she",   "guy",    "guys", "fella", "fellow",   "place",   "dealer",  "dealership",
        "mechanic", "buddy", "loaded", "load", "loads", "somebody", "someone", "auction", "another"};
    static constexpr std::array<std::string_view, 4> kReps = {"our", "we're", "here", "we've"};
    static constexpr std::array<std::string_view, 3> kCompanys = {"your", "you're", "y'all's"};
    const bool rep = conversation_.turn(place.turn).side == Side::Rep;
    for (std::uint32_t token = conversation_.sentence_first(place.first); token < place.last; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (is_one_of(kOthers, word) || (rep ? is_one_of(kReps, word) : is_one_of(kCompanys, word)))
        return true;
    }
    return false;
  }

  // A route or somebody else's place: the phrase ends at the city or reaches over it ("run from Dallas to").
  bool on_the_way(const Place& place) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::PlaceOther, place.first, 10)) {
      if (hit.turn == place.turn && hit.last + 1 >= place.first && !starts_anew(hit)) return true;
    }
    // "Gary to Detroit and back".
    const bool more = place.last < conversation_.turn(place.turn).last;
    return more && tokens_[place.last].folded == "to" && !tokens_[place.last].opens_sentence &&
           tokens_[place.last].before == ' ';
  }

  // "Put me on your list, I'm in Decatur": what began as somebody else's goes on about the speaker.
  bool starts_anew(const CueHit& hit) const {
    for (std::uint32_t token = hit.first + 1; token < hit.last; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (tokens_[token].before == ',' || word == "i'm" || word == "i" || word == "we're") return true;
    }
    return false;
  }

  // "Immokalee, where I live", "by Pensacola, that's where I am".
  bool is_where_i_am(const Place& place) const {
    constexpr std::uint32_t kReach = 4;
    // "Headed home to Thomasville".
    const std::uint32_t first = conversation_.turn(place.turn).first;
    for (std::uint32_t back = 1; back <= 2 && place.first >= first + back; ++back) {
      if (tokens_[place.first - back].folded == "home") return true;
    }
    const std::uint32_t end = std::min(conversation_.turn(place.turn).last, place.last + kReach);
    for (std::uint32_t token = place.last; token + 1 < end; ++token) {
      const std::string_view next = tokens_[token + 1].folded;
      const bool self = next == "i" || next == "i'm" || next == "we" || next == "we're";
      if (self && (tokens_[token].folded == "where" || tokens_[token].folded == "is")) return true;
      if (token == place.last && tokens_[token].folded == "i" && next == "live") return true;
    }
    return false;
  }

  // "From Dallas to Houston".
  bool starts_route(const Place& place) const {
    if (place.last + 1 >= conversation_.turn(place.turn).last || tokens_[place.last].folded != "to" ||
        tokens_[place.last].before != ' ')
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
      if (theirs && hit.turn == place.turn && hit.last + 1 >= place.first && !starts_anew(hit)) return true;
    }
    const CueHit* lead = place_lead_before(conversation_, place.first, place.turn);
    if (lead == nullptr || lead->last - lead->first > 1 || place.state_said) return false;
    const std::uint32_t first = conversation_.sentence_first(place.first);
    for (const CueHit& past : conversation_.hits_before(Cue::PastWord, place.first, place.first - first)) {
      if (past.turn == place.turn) return true;
    }
    return false;
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

  // "At Bloomingdale and 301": streets.
  bool is_crossing(const Place& place) const {
    const std::uint32_t last = conversation_.turn(place.turn).last;
    return place.last + 1 < last && tokens_[place.last].folded == "and" && tokens_[place.last + 1].digits;
  }

  // "I own a small carrier, fifteen trucks, Marietta."
  bool is_set_off(const Place& place) const {
    const char closes = tokens_[place.last - 1].after;
    for (std::uint32_t token = conversation_.sentence_first(place.first); token < place.first; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "he" || word == "he's" || word == "she" || word == "she's" || word == "driver")
        return false;
    }
    return tokens_[place.first].before == ',' && (closes == '.' || closes == ',');
  }

  int weight_of(const Place& place) const {
    const TurnView& turn = conversation_.turn(place.turn);
    if (turn.kind != TurnKind::Live) return kNever;
    const CueHit* lead = place_lead_before(conversation_, place.first, place.turn);
    const bool of_oneself = lead != nullptr && (lead->last - lead->first >= 2 || is_home_word(*lead));
    if (turn.side == Side::Rep) return rep_weight(place);
    const bool answer = answers_location(conversation_, place.first, place.turn);
    if (is_where_i_am(place)) return kOfOneself;
    if (is_crossing(place)) return kNever;
    if (!answer && (is_of_others(place) || starts_route(place))) return kNever;
    if (on_the_way(place) && !(answer && !of_oneself) && !is_home(lead)) return kNever;
    const bool close_by = lead != nullptr && is_close_by(*lead);
    if (answer)
      return kAnswer + (close_by ? kNever : of_oneself ? kOfOneself : lead != nullptr ? kInPlace : kNever);
    if (close_by) return kInPlace;
    if (of_oneself) return kOfOneself;
    if (lead != nullptr && asked_where(place)) return kSaidBack;
    if (lead != nullptr && !place.state_said && is_ours(place)) return kNever;
    if (lead != nullptr)
      return follows_name(lead->first, turn) ? kInPlace : is_sentence(place) ? kSetOff : kMentioned;
    if (asked_where(place)) return kSaidBack;
    // "Laredo, Texas." or "Tulsa." alone, as an answer or a signature.
    if (turn.words() <= place.last - place.first + 3 || is_sentence(place)) return kSetOff;
    if (tokens_[place.first].before == ',' && follows_name(place.first, turn)) return kInPlace;
    if (is_set_off(place) && place.turn <= kOpeningTurns) return kSetOff;
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
    if (reply && names_another(*reply, place)) return kNever;
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

  // "In Miami?" "Homestead. The mechanic is Miami."
  bool names_another(std::uint32_t turn, const Place& place) const {
    const std::uint32_t first = conversation_.turn(turn).first;
    for (const Place& other : places_) {
      if (other.turn == turn && other.first < first + 3) return other.city != place.city;
    }
    return false;
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

  // "Near Savannah", "about an hour from Savannah".
  bool is_close_by(const CueHit& lead) const {
    static constexpr std::array<std::string_view, 9> kDistances = {
        "hour", "hours", "minutes", "miles", "mile", "north", "south", "east", "west"};
    const std::uint32_t first = conversation_.turn(lead.turn).first;
    if (lead.first > first && is_one_of(kDistances, tokens_[lead.first - 1].folded)) return true;
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

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  const KnownFacts& known_;
  std::vector<Place> places_;
};

}  // namespace

std::optional<FoundFact> find_caller_location(const Knowledge& knowledge, const Conversation& conversation,
                                              const KnownFacts& known) {
  return PlaceSearch(knowledge, conversation, known).run();
}

}  // namespace calltracker::llm::offline
