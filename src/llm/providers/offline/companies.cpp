// SPDX-License-Identifier: MIT
#include "llm/providers/offline/companies.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/everyday_words.hpp"
#include "llm/providers/offline/name_context.hpp"
#include "llm/providers/offline/proper_names.hpp"
#include "llm/providers/offline/spelled_words.hpp"
#include "llm/providers/offline/spoken_numbers.hpp"
#include "llm/providers/offline/towns_heard.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kAnswerReach = 8;
constexpr int kOpeningTurns = 2;
constexpr std::size_t kCandidatesMax = 100;

// How surely a proper name is that of the caller's company, by how it comes up; several ways add up.
enum Weight : int {
  kEnough = 3,
  kOpens = 2,         // among the caller's first words
  kReadBack = 2,      // the rep says it too
  kBusinessName = 3,  // "Lazy Creek Dairy", by its words
  kSuffixed = 5,      // "Sunray Paving", by its last word
  kLed = 4,           // "Dale with", "my company is called"
  kAfterName = 5,     // "Clint Guidry, Bayou Dirt Works"
  kSpelled = 4,       // "… L-A-K-A-Y"
  kAnswered = 6,      // "what's the company?"
  kOfOthers = -6,     // "the lienholder is"
};

struct Candidate {
  ProperName name;
  std::uint32_t turn = 0;
  int weight = 0;
};

constexpr std::array<std::string_view, 5> kNouns = {"company", "business", "outfit", "compania", "empresa"};
constexpr std::array<std::string_view, 12> kNameLeads = {"called", "named",  "is",    "own", "run",    "it's",
                                                         "name's", "manage", "under", "es",  "that's", "as"};

class CompanySearch {
 public:
  explicit CompanySearch(const Conversation& conversation)
      : conversation_(conversation),
        tokens_(conversation.tokens()),
        spelled_(find_spelled_words(conversation)) {}

  std::optional<FoundFact> run() {
    int opening_turns = kOpeningTurns;
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.kind != TurnKind::Live || view.words() == 0) continue;
      if (conversation_.speaks(view, Side::Caller)) {
        read_caller(turn, opening_turns > 0);
        --opening_turns;
      } else {
        read_rep(turn);
      }
    }
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_) {
      if (candidate.weight < kEnough) continue;
      if (best == nullptr || candidate.weight > best->weight) best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    return FoundFact{text_of(conversation_, best->name), conversation_.turn(best->turn).number};
  }

 private:
  void read_caller(std::uint32_t turn, bool opening) {
    const TurnView& view = conversation_.turn(turn);
    bool answer = turn > 0 && asks_company(turn - 1);
    for (const ProperName& name : proper_names(conversation_, view)) {
      if (!may_be_company(name)) continue;
      int weight = weight_of(name, view, opening);
      if (answer && name.first < view.first + kAnswerReach && is_distinct(name)) {
        weight += kAnswered;
        answer = false;
      }
      if (weight > 0) add(name, turn, weight);
    }
  }

  // "What's the company?", or no more than "Company?"
  bool asks_company(std::uint32_t turn) const {
    if (conversation_.in_turn(Cue::AskCompany, turn)) return true;
    const TurnView& view = conversation_.turn(turn);
    if (view.words() == 0 || view.side != Side::Rep) return false;
    const Token& last = tokens_[view.last - 1];
    return (last.folded == "company" || last.folded == "business") &&
           view.last - conversation_.sentence_first(view.last - 1) <= 2;
  }

  // "And that's under Black Sea Carriers?" "Yes." "I'm opening it under the Gadsden and Sons policy."
  void read_rep(std::uint32_t turn) {
    const TurnView& view = conversation_.turn(turn);
    for (const ProperName& name : proper_names(conversation_, view)) {
      if (!may_be_company(name) || is_of_others(name, view)) continue;
      if (Candidate* known = find(name)) {
        known->weight += known->turn != turn ? kReadBack : 0;
        continue;
      }
      const std::string_view next = name.last < view.last ? tokens_[name.last].folded : std::string_view();
      const bool held = next == "policy" || next == "account" || next == "file";
      const auto reply = conversation_.next_turn(turn, Side::Caller);
      const bool asks = tokens_[conversation_.sentence_last(name.first) - 1].after == '?';
      const bool agreed =
          reply && (conversation_.in_turn(Cue::Yes, *reply) ||
                    ((asks || speaks_to_caller(name)) && !conversation_.in_turn(Cue::No, *reply)));
      if (is_suffixed(name) && (held || agreed)) add(name, turn, held ? kLed : kEnough);
    }
  }

  // "You asked about a hopper for Summerlin Peanut Company."
  bool speaks_to_caller(const ProperName& name) const {
    static constexpr std::array<std::string_view, 5> kYou = {"you", "your", "you're", "y'all", "you've"};
    for (std::uint32_t token = conversation_.sentence_first(name.first); token < name.first; ++token) {
      if (is_one_of(kYou, tokens_[token].folded)) return true;
    }
    return false;
  }

  int weight_of(const ProperName& name, const TurnView& view, bool opening) const {
    const bool person = begins_with_person(name);
    const bool place = is_town(name.first, name.last);
    const bool suffixed = is_suffixed(name);
    int weight = suffixed ? kSuffixed : 0;
    if (!suffixed && has_business_word(name) && !(person && name.words() == 2) && !place)
      weight += kBusinessName;
    const int led = weight_of_lead(name, view, opening);
    const bool named = led >= kLed && names_company(name, view);
    if (place || (person && weight == 0 && !named)) return 0;
    if (name.words() == 1 && (led < kLed || !is_distinct(name))) return 0;
    weight += led;
    if (name.words() >= 2 && follows_name(name.first, view)) weight += kAfterName;
    if (weight == 0 && stands_for_business(name)) weight = kEnough;
    if (is_spelled(name) && (weight > 0 || (name.words() >= 2 && has_everyday_tail(name))))
      weight += kSpelled;
    if (weight > 0 && opening) weight += kOpens;
    return is_of_others(name, view) ? weight + kOfOthers : weight;
  }

  // Not our own name, no make of trailers, nothing struck out.
  bool may_be_company(const ProperName& name) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::OwnCompany, name.last, name.words() + 2)) {
      if (hit.last > name.first) return false;
    }
    for (const Cue cue : {Cue::Trade, Cue::Competitor}) {
      for (const CueHit& hit : conversation_.hits_before(cue, name.last, name.words())) {
        if (hit.first >= name.first && (hit.last - hit.first >= 2 || name.words() == 1)) return false;
      }
    }
    for (std::uint32_t token = name.first; token < name.last; ++token) {
      // "CREDIT_CARD_EXPIRATION" stands where something was struck out.
      const std::string_view text = tokens_[token].text;
      if (text.size() > 8 && text[1] >= 'A' && text[1] <= 'Z') return false;
    }
    return true;
  }

  bool is_suffixed(const ProperName& name) const {
    return name.words() >= 2 && tokens_[name.last - 1].is(kCompanySuffix);
  }

  bool has_business_word(const ProperName& name) const {
    if (name.words() < 2) return false;
    static constexpr std::array<std::string_view, 12> kSpanish = {
        "fruteria", "transportes",  "taqueria", "panaderia",   "carniceria", "servicios",
        "grupo",    "constructora", "tienda",   "restaurante", "rancho",     "comercial"};
    if (is_one_of(kSpanish, tokens_[name.first].folded)) return true;
    if (tokens_[name.first].folded == "city" && tokens_[name.first + 1].folded == "of") return true;
    for (std::uint32_t token = name.first + 1; token < name.last; ++token) {
      if ((tokens_[token].is(kBusinessWord) || tokens_[token].is(kCompanySuffix))) return true;
    }
    return false;
  }

  // No place, no person, and if it is a single word one that is nothing else.
  bool is_distinct(const ProperName& name) const {
    if (is_town(name.first, name.last) || begins_with_person(name)) return false;
    const Token& word = tokens_[name.first];
    return name.words() > 1 || (!word.is(kNeverName) && !is_everyday(word.folded) && !is_number_word(word) &&
                                !word.is(kBusinessWord));
  }

  bool is_town(std::uint32_t first, std::uint32_t last) const {
    if (is_place(conversation_, first, last)) return true;
    for (const CueHit& hit : conversation_.hits_before(Cue::City, first + 1, 1)) {
      if (hit.first == first && hit.last >= last) return true;
    }
    return false;
  }

  bool has_everyday_tail(const ProperName& name) const {
    return everyday(tokens_[name.last - 1].folded) == Everyday::Word;
  }

  bool is_spelled(const ProperName& name) const {
    for (const SpelledWord& spelled : spelled_) {
      if (spelled.first < name.first) continue;
      for (std::uint32_t token = name.first; token < name.last; ++token) {
        if (spells(spelled, tokens_[token].folded)) return true;
      }
    }
    return false;
  }

  // "Crowell Home Staging." "For Casco Bay Seafoods": a long proper name, or one that makes a sentence or
  // follows "for" and "run", is nobody's but the business's.
  bool stands_for_business(const ProperName& name) const {
    if (name.words() < 3 || begins_with_person(name) || is_number_word(tokens_[name.last - 1]) ||
        is_place(conversation_, name.last - 1, name.last))
      return false;
    const char closes = tokens_[name.last - 1].after;
    return tokens_[name.first].opens_sentence && (closes == '.' || closes == ',');
  }

  // "Clint Guidry, Bayou Dirt Works": right after the speaker's own name.
  bool follows_name(std::uint32_t first, const TurnView& view) const {
    if (tokens_[first].before != ',' && tokens_[first].before != '.') return false;
    for (std::uint32_t back = 1; back <= 3 && first >= view.first + back; ++back) {
      const auto name = name_at(conversation_, first - back);
      if (name && name->last == first && (name->sure || back >= 2)) return back >= 2 || name->sure;
    }
    return false;
  }

  // What stands before a company's name: "Dale with", "company is called", "drive for".
  int weight_of_lead(const ProperName& name, const TurnView& view, bool opening) const {
    const std::uint32_t lead = skip_back_article(name.first, view);
    if (lead == view.first) return 0;
    const std::string_view word = tokens_[lead - 1].folded;
    static constexpr std::array<std::string_view, 8> kOf = {"with", "from", "at", "for",
                                                            "of",   "over", "de", "to"};
    if (is_one_of(kOf, word)) {
      if (introduced_before(lead, view)) return kLed;
      return opening && word != "to" && word != "of" && is_distinct(name) && name.words() >= 2 ? kEnough
             : word == "to"                                                                    ? 0
                                                                                               : 1;
    }
    if (is_one_of(kNouns, word)) return kLed;
    if (!is_one_of(kNameLeads, word)) return word == "we're" && name.words() >= 2 ? kEnough : 0;
    const std::uint32_t from = lead - std::min(lead - view.first, 7U);
    for (std::uint32_t token = from; token < lead; ++token) {
      const std::string_view near = tokens_[token].folded;
      if (is_one_of(kNouns, near) || near == "company's" || near == "called" || near == "llc" ||
          near == "under")
        return kLed;
    }
    return (word == "own" || word == "run" || word == "manage") && name.words() >= 2 ? kEnough : 1;
  }

  // "It's called", "the company is": whatever follows is the company, be it a person's name.
  bool names_company(const ProperName& name, const TurnView& view) const {
    const std::uint32_t lead = skip_back_article(name.first, view);
    if (lead == view.first) return false;
    const std::string_view word = tokens_[lead - 1].folded;
    if (word == "called" || word == "named" || is_one_of(kNouns, word)) return true;
    return word == "is" && lead >= view.first + 2 && is_one_of(kNouns, tokens_[lead - 2].folded);
  }

  std::uint32_t skip_back_article(std::uint32_t first, const TurnView& view) const {
    const bool article =
        first > view.first && (tokens_[first - 1].folded == "the" || tokens_[first - 1].folded == "a" ||
                               tokens_[first - 1].folded == "uh" || tokens_[first - 1].folded == "um");
    return article ? first - 1 : first;
  }

  // A personal name, "I drive", "calling", "here" or what somebody does within the words before the lead.
  bool introduced_before(std::uint32_t first, const TurnView& view) const {
    const std::uint32_t from =
        std::max(conversation_.sentence_first(first - 1), first - std::min(first - view.first, 6U));
    for (std::uint32_t token = from; token + 1 < first; ++token) {
      static constexpr std::array<std::string_view, 27> kLeads = {
          "drive",  "work",      "dispatch", "calling",     "here",       "i'm",        "we're",
          "over",   "manager",   "owner",    "haul",        "dispatcher", "purchasing", "books",
          "office", "secretary", "safety",   "maintenance", "fleet",      "accounting", "payable",
          "leased", "lease",     "call",     "called",      "operations", "working"};
      if (is_one_of(kLeads, tokens_[token].folded)) return true;
      if (const auto name = name_at(conversation_, token); name && (name->sure || name->last == first - 1))
        return true;
    }
    return false;
  }

  // "The lienholder is Pacific Western Equipment", "I bought it from", "a quote from", "their broker".
  bool is_of_others(const ProperName& name, const TurnView& view) const {
    static constexpr std::array<std::string_view, 26> kOthers = {
        "lienholder", "underwriter", "insurer",  "broker",  "lender",     "customer",  "customers",
        "shipper",    "receiver",    "bought",   "buy",     "quoted",     "dealer",    "their",
        "your",       "bank",        "financed", "deliver", "delivering", "insurance", "load",
        "loads",      "hauling",     "contract", "paid",    "card"};
    const std::uint32_t from = std::max(conversation_.sentence_first(name.first),
                                        name.first - std::min(name.first - view.first, 5U));
    for (std::uint32_t token = from; token < name.first; ++token) {
      if (is_one_of(kOthers, tokens_[token].folded)) return true;
    }
    return false;
  }

  bool begins_with_person(const ProperName& name) const {
    const auto person = name_at(conversation_, name.first);
    return person && person->sure;
  }

  Candidate* find(const ProperName& name) {
    const std::string text = to_lower_ascii(text_of(conversation_, name));
    for (Candidate& known : candidates_) {
      if (to_lower_ascii(text_of(conversation_, known.name)) == text) return &known;
    }
    return nullptr;
  }

  void add(const ProperName& name, std::uint32_t turn, int weight) {
    Candidate* known = find(name);
    if (known == nullptr && candidates_.size() >= kCandidatesMax) return;
    if (known == nullptr) {
      candidates_.push_back({name, turn, weight});
    } else {
      known->weight = std::max(known->weight, weight) + 1;
    }
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  std::vector<SpelledWord> spelled_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::optional<FoundFact> find_caller_company(const Conversation& conversation) {
  return CompanySearch(conversation).run();
}

}  // namespace calltracker::llm::offline
