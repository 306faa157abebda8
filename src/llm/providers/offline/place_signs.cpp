// SPDX-License-Identifier: MIT
#include "llm/providers/offline/place_signs.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "call/area_codes.hpp"
#include "llm/providers/offline/name_context.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kAnswerWordsBefore = 4;
constexpr std::uint32_t kOpeningTurns = 3;

// What the words of a sentence say about the place in it.
struct WordKind {
  PlaceSign sign;
  std::span<const std::string_view> words;
};

constexpr std::string_view kMyself[] = {"i",     "i'm",   "i've",  "i'd",     "i'll", "we",
                                        "we're", "we've", "estoy", "estamos", "soy",  "vivo"};
constexpr std::string_view kMine[] = {"my", "our", "mi", "nuestro", "nuestra"};
constexpr std::string_view kYours[] = {"you",  "you're", "you've",  "y'all",
                                       "your", "yours",  "y'all's", "you'd"};
constexpr std::string_view kOthers[] = {
    "he",      "he's",   "she",      "she's",   "they",    "they're",  "his",        "her",      "their",
    "guy",     "guys",   "fella",    "fellow",  "man",     "lady",     "driver",     "drivers",  "broker",
    "dealer",  "shop's", "somebody", "someone", "buddy",   "mechanic", "dealership", "customer", "customers",
    "brother", "son",    "cousin",   "place",   "auction", "another",  "receiver",   "shipper",  "wife"};
constexpr std::string_view kSitting[] = {"have", "got",     "sitting", "lot",    "stock",   "sits",
                                         "one",  "there's", "it's",    "listed", "listing", "ours"};
constexpr std::string_view kBase[] = {
    "based",     "located", "live",    "lives",  "shop",     "yard",      "office",        "garaged",
    "store",     "farm",    "plant",   "house",  "home",     "warehouse", "headquartered", "terminal",
    "domiciled", "company", "address", "kept",   "parked",   "ranch",     "mill",          "facility",
    "calling",   "operate", "stay",    "outfit", "business", "here",      "work"};
constexpr std::string_view kCargo[] = {
    "load",   "loads", "loaded", "loading", "freight",   "pallets",  "port",  "dock",   "tons",      "broke",
    "broken", "exit",  "mile",   "stuck",   "truckstop", "shoulder", "pilot", "flying", "interstate"};
constexpr WordKind kCallersKinds[] = {{PlaceSign::OfMyself, kMyself}, {PlaceSign::ToUs, kYours}};
constexpr WordKind kKinds[] = {
    {PlaceSign::OfOthers, kOthers}, {PlaceSign::Sits, kSitting}, {PlaceSign::Cargo, kCargo}};

constexpr std::string_view kFrom[] = {"from", "desde", "outta"};
constexpr std::string_view kNear[] = {"near", "outside", "around", "by", "close"};
constexpr std::string_view kPlain[] = {
    "in", "en",   "from", "desde", "outta", "near", "outside", "around", "by",      "close", "of",
    "to", "into", "at",   "here",  "there", "the",  "a",       "for",    "through", "and",   "or"};
constexpr std::string_view kRouteQuestion[] = {"run",  "running", "haul",   "hauling",
                                               "pull", "going",   "deliver"};

class SignFinder {
 public:
  SignFinder(const Conversation& conversation, const KnownFacts& known, const std::vector<Place>& places)
      : conversation_(conversation), tokens_(conversation.tokens()), known_(known), places_(places) {}

  PlaceSigns find(std::size_t index) {
    const Place& place = places_[index];
    signs_.reset();
    const TurnView& turn = conversation_.turn(place.turn);
    note(PlaceSign::SaidByRep, turn.side == Side::Rep);
    note_question(place, turn);
    note_words_before(place, turn);
    note_words_after(place, turn);
    note_sentence(place, turn);
    note_reply(place, turn);
    note_call(index);
    return signs_;
  }

 private:
  void note(PlaceSign sign, bool found) {
    if (found) signs_.set(static_cast<std::size_t>(sign));
  }

  // "Where would we drop them?" "delivery to where": any question after a place that the caller's first words
  // answer.
  void note_question(const Place& place, const TurnView& turn) {
    if (turn.side == Side::Rep) return;
    note(PlaceSign::Asked, answers_location(conversation_, place.first, place.turn));
    if (place.turn == 0 || place.first > turn.first + kAnswerWordsBefore) return;
    const TurnView& asked = conversation_.turn(place.turn - 1);
    if (asked.side == turn.side) return;
    note(PlaceSign::AfterQuestion, asked.questions > 0);
    for (std::uint32_t token = asked.first; token < asked.last; ++token) {
      const std::string_view word = tokens_[token].folded;
      note(PlaceSign::AskedRoute, is_one_of(kRouteQuestion, word));
      note(PlaceSign::AskedWhere, word == "where" || word == "where's" || word == "where'd" ||
                                      word == "town" || word == "city" || word == "whereabouts" ||
                                      word == "donde" || word == "located");
    }
  }

  void note_words_before(const Place& place, const TurnView& turn) {
    const CueHit* lead = place_lead_before(conversation_, place.first, place.turn);
    note(PlaceSign::LongLead, lead != nullptr && lead->last - lead->first >= 2);
    note(PlaceSign::HomeLead, lead != nullptr && is_home(*lead));
    note(PlaceSign::CloseBy, lead != nullptr && is_close_by(*lead));
    if (place.first == turn.first) return;
    const Token& before = tokens_[place.first - 1];
    const char mark = tokens_[place.first].before;
    if (mark != ' ') return;
    const std::string_view word = before.folded;
    note(PlaceSign::AfterIn, word == "in" || word == "en");
    note(PlaceSign::AfterFrom, is_one_of(kFrom, word));
    note(PlaceSign::AfterNear, is_one_of(kNear, word));
    note(PlaceSign::AfterOf, word == "of");
    note(PlaceSign::AfterTo, word == "to" || word == "into");
    note(PlaceSign::AfterFor, word == "for" || word == "through");
    const bool known = is_one_of(kPlain, word);
    note(PlaceSign::AfterName, !known && before.capital && !before.opens_sentence);
    note(PlaceSign::AfterOther, !known && !before.capital);
  }

  void note_words_after(const Place& place, const TurnView& turn) {
    const bool stops = place.last >= turn.last || tokens_[place.last].opens_sentence;
    note(PlaceSign::BeforeStop, stops);
    note(PlaceSign::BeforeComma, !stops && tokens_[place.last].before == ',');
  }

  void note_sentence(const Place& place, const TurnView& turn) {
    const std::uint32_t first = std::max(conversation_.sentence_first(place.first), turn.first);
    const std::uint32_t last = conversation_.sentence_last(place.first);
    const std::uint32_t own = place.last - place.first;
    note(PlaceSign::Alone, last >= place.last && last - first <= own + 2);
    note(PlaceSign::ShortTurn, turn.words() <= own + 3);
    const char closes = tokens_[place.last - 1].after;
    note(PlaceSign::SetOff, tokens_[place.first].before == ',' && (closes == '.' || closes == ','));
    note(PlaceSign::Question, tokens_[last - 1].after == '?');
    note(PlaceSign::Opening, place.turn <= kOpeningTurns);
    note(PlaceSign::RouteBefore, after_route(place));
    note(PlaceSign::OthersBefore, after_others(place));
    note(PlaceSign::WhereIAm, is_where_i_am(place));
    for (std::uint32_t token = first; token < last; ++token) {
      if (token >= place.first && token < place.last) continue;
      note_word(tokens_[token].folded, kKinds);
      if (turn.side != Side::Rep) note_word(tokens_[token].folded, kCallersKinds);
    }
  }

  void note_word(std::string_view word, std::span<const WordKind> kinds) {
    for (const WordKind& kind : kinds) note(kind.sign, is_one_of(kind.words, word));
  }

  // The rep says the place back: "so you're in Tulsa?", "okay, Tulsa, Oklahoma?"
  void note_reply(const Place& place, const TurnView& turn) {
    if (turn.side != Side::Rep) return;
    const auto reply = conversation_.next_turn(place.turn, Side::Caller);
    if (!reply) return;
    note(PlaceSign::Denied, opens_with(Cue::No, *reply));
    const std::uint32_t first = conversation_.turn(*reply).first;
    for (const Place& other : places_) {
      note(PlaceSign::AnsweredByAnother,
           other.turn == *reply && other.first < first + 3 && other.city != place.city);
    }
  }

  void note_call(std::size_t index) {
    const Place& place = places_[index];
    bool only = true;
    for (const Place& other : places_) {
      if (other.city == place.city) {
        note(PlaceSign::SaidByBoth,
             conversation_.turn(other.turn).side != conversation_.turn(place.turn).side);
        continue;
      }
      only = false;
    }
    note(PlaceSign::OnlyTown, only);
    const int number = conversation_.turn(place.turn).number;
    note(PlaceSign::WithCompany, known_.caller_company && known_.caller_company->turn == number);
    note(PlaceSign::WithName, known_.caller_name && known_.caller_name->turn == number);
    note(PlaceSign::WithPhone, known_.caller_phone && known_.caller_phone->turn == number);
    note(PlaceSign::StateSaid, place.state_said);
    const auto town = find_town(place.city);
    const auto dialled = known_.caller_phone ? state_of_phone(known_.caller_phone->value) : std::nullopt;
    const auto& from = conversation_.input().number_from;
    note(PlaceSign::PhoneState, dialled && may_be_in(place, *dialled));
    note(PlaceSign::OtherPhoneState, dialled && !may_be_in(place, *dialled));
    note(PlaceSign::NumberState, from && may_be_in(place, *from));
    note(PlaceSign::OtherNumberState, from && !may_be_in(place, *from));
    note(PlaceSign::WellKnown, town && town->well_known);
    note(PlaceSign::Village, !town || town->village);
    note(PlaceSign::NoCustomer, !known_.customer);
    note(PlaceSign::FirstName, !place.state_said && tokens_[place.first].is(kFirstName));
  }

  static bool may_be_in(const Place& place, std::string_view state) {
    const auto town = find_town(place.city);
    return place.state == state || (!place.state_said && town && town->is_in(state));
  }

  // A route or somebody else's place: the phrase ends at the city or reaches over it ("run from Dallas to").
  bool after_route(const Place& place) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::PlaceOther, place.first, 10)) {
      if (hit.turn == place.turn && hit.last + 1 >= place.first && !starts_anew(hit)) return true;
    }
    return false;
  }

  // "Put me on your list, I'm in Decatur": what began as somebody else's goes on about the speaker.
  bool starts_anew(const CueHit& hit) const {
    for (std::uint32_t token = hit.first + 1; token < hit.last; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (tokens_[token].before == ',' || word == "i'm" || word == "i" || word == "we're") return true;
    }
    return false;
  }

  // "Your yard in Tampa", our yard in the mouth of the rep, "the last one I bought in Denver".
  bool after_others(const Place& place) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::PlaceOther, place.first, 10)) {
      const std::string_view word = tokens_[hit.first].folded;
      const bool rep = conversation_.turn(place.turn).side == Side::Rep;
      const bool theirs = rep ? word == "our" || word == "we're"
                              : word == "your" || word == "their" || word == "his" || word == "her";
      if (theirs && hit.turn == place.turn && hit.last + 1 >= place.first && !starts_anew(hit)) return true;
    }
    const CueHit* lead = place_lead_before(conversation_, place.first, place.turn);
    if (lead == nullptr || lead->last - lead->first > 1 || place.state_said) return false;
    const std::uint32_t reach = place.first - conversation_.sentence_first(place.first);
    const auto past = conversation_.hits_before(Cue::PastWord, place.first, reach);
    return std::any_of(past.begin(), past.end(),
                       [&place](const CueHit& hit) { return hit.turn == place.turn; });
  }

  // "Immokalee, where I live", "by Pensacola, that's where I am", "headed home to Thomasville".
  bool is_where_i_am(const Place& place) const {
    constexpr std::uint32_t kReach = 4;
    const TurnView& turn = conversation_.turn(place.turn);
    for (std::uint32_t back = 1; back <= 2 && place.first >= turn.first + back; ++back) {
      if (tokens_[place.first - back].folded == "home") return true;
    }
    const std::uint32_t end = std::min(turn.last, place.last + kReach);
    for (std::uint32_t token = place.last; token + 1 < end; ++token) {
      const std::string_view next = tokens_[token + 1].folded;
      const bool self = next == "i" || next == "i'm" || next == "we" || next == "we're";
      if (self && (tokens_[token].folded == "where" || tokens_[token].folded == "is")) return true;
      if (token == place.last && tokens_[token].folded == "i" && next == "live") return true;
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

  // "Near Savannah", "about an hour from Savannah".
  bool is_close_by(const CueHit& lead) const {
    static constexpr std::string_view kDistances[] = {"hour",  "hours", "minutes", "miles", "mile",
                                                      "north", "south", "east",    "west"};
    const std::uint32_t first = conversation_.turn(lead.turn).first;
    if (lead.first > first && is_one_of(kDistances, tokens_[lead.first - 1].folded)) return true;
    for (std::uint32_t token = lead.first; token < lead.last; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (is_one_of(kNear, word)) return true;
    }
    return false;
  }

  // "out of", "based in", "I'm in": a home even inside a sentence about routes.
  bool is_home(const CueHit& lead) const {
    if (lead.last - lead.first < 2) return false;
    const std::string_view first = tokens_[lead.first].folded;
    return is_one_of(kBase, first) || is_one_of(kMyself, first) || is_one_of(kMine, first) || first == "out";
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  const KnownFacts& known_;
  const std::vector<Place>& places_;
  PlaceSigns signs_;
};

}  // namespace

std::vector<PlaceSigns> signs_of_places(const Conversation& conversation, const KnownFacts& known,
                                        const std::vector<Place>& places) {
  SignFinder finder(conversation, known, places);
  std::vector<PlaceSigns> signs;
  signs.reserve(places.size());
  for (std::size_t index = 0; index < places.size(); ++index) signs.push_back(finder.find(index));
  return signs;
}

}  // namespace calltracker::llm::offline
