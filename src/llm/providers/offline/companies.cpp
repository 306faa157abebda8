// SPDX-License-Identifier: MIT
#include "llm/providers/offline/companies.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "llm/providers/offline/locations.hpp"
#include "llm/providers/offline/names.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kNameWordsMax = 6;
constexpr std::uint32_t kAnswerReach = 8;

struct Candidate {
  std::string name;
  std::uint32_t turn = 0;
  int weight = 0;
};

// "knox cattle hauling" from speech recognition that writes no capitals.
std::string title_case(std::string_view words) {
  std::string text;
  for (const std::string_view word : split_words(words))
    text += (text.empty() ? "" : " ") + capitalised(word);
  return text;
}

class CompanySearch {
 public:
  explicit CompanySearch(const Conversation& conversation)
      : conversation_(conversation), tokens_(conversation.tokens()) {}

  std::optional<FoundFact> run() {
    for (std::uint32_t turn = 0; turn < conversation_.turns().size(); ++turn) {
      const TurnView& view = conversation_.turn(turn);
      if (view.kind != TurnKind::Live || view.words() == 0) continue;
      read_turn(turn, view);
    }
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_) {
      if (best == nullptr || candidate.weight > best->weight) best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    return FoundFact{best->name, conversation_.turn(best->turn).number};
  }

 private:
  void read_turn(std::uint32_t turn, const TurnView& view) {
    const bool caller = conversation_.speaks(view, Side::Caller);
    const bool answer = caller && turn > 0 && conversation_.in_turn(Cue::AskCompany, turn - 1);
    if (answer) read_answer(turn, view);
    for (std::uint32_t token = view.first; token < view.last;) {
      const std::uint32_t end = proper_run_end(token, view.last);
      if (end == token) {
        ++token;
        continue;
      }
      if (caller) consider(token, end, turn, view, answer);
      token = end;
    }
  }

  // Capitalised words in a row, "&", "and" and "of" between them included.
  std::uint32_t proper_run_end(std::uint32_t token, std::uint32_t last) const {
    if (!is_proper(token)) return token;
    std::uint32_t end = token + 1;
    while (end < last && end - token < kNameWordsMax && !tokens_[end].opens_sentence) {
      const bool suffix =
          tokens_[end].is(kCompanySuffix) && (tokens_[end].folded == "llc" || tokens_[end].folded == "inc");
      if (tokens_[end].before == ',' && !suffix) break;
      if (is_proper(end) || suffix) {
        ++end;
        continue;
      }
      const std::string_view word = tokens_[end].folded;
      const bool joins = (word == "and" || word == "of" || word == "the" || word == "n") && end + 1 < last &&
                         is_proper(end + 1) && tokens_[end].before == ' ' && tokens_[end + 1].before == ' ';
      if (!joins) break;
      end += 2;
    }
    return end;
  }

  bool is_proper(std::uint32_t token) const {
    const Token& word = tokens_[token];
    return word.capital && word.folded != "i" && !word.folded.starts_with("i'");
  }

  bool is_own(std::uint32_t first, std::uint32_t last) const {
    for (const CueHit& hit : conversation_.hits_before(Cue::OwnCompany, last, kNameWordsMax + 2)) {
      if (hit.last > first) return true;
    }
    return false;
  }

  // Leaves off a sentence's opening words and the speaker's own name: "This is Dale with Ozark Freight".
  void consider(std::uint32_t first, std::uint32_t last, std::uint32_t turn, const TurnView& view,
                bool answer) {
    while (first < last && is_opener(first)) ++first;
    if (first >= last || is_own(first, last)) return;
    const bool suffixed = last - first >= 2 && tokens_[last - 1].is(kCompanySuffix);
    const std::string_view lead = first > view.first ? tokens_[first - 1].folded : std::string_view();
    const int lead_weight = weight_of_lead(lead, first, view);
    if (suffixed && !is_brand(first, last)) {
      add(first, last, turn, 5 + lead_weight + (answer ? 3 : 0));
    } else if (last - first >= 2 && follows_name(first, view) && !is_place(conversation_, first, last) &&
               !begins_with_person(first)) {
      add(first, last, turn, 5);
    } else if (lead_weight >= 3 && !is_place(conversation_, first, last) && !begins_with_person(first)) {
      if (!tokens_[first].is(kNeverName) || last - first >= 2) add(first, last, turn, lead_weight);
    } else if (stands_for_business(first, last, view, lead_weight)) {
      add(first, last, turn, 3);
    }
  }

  // "Crowell Home Staging." "For Casco Bay Seafoods": a long proper name, or one that makes a sentence or
  // follows "for" and "run", is nobody's but the business's.
  bool stands_for_business(std::uint32_t first, std::uint32_t last, const TurnView& view,
                           int lead_weight) const {
    const std::uint32_t words = last - first;
    if (words < 2 || is_brand(first, last) || holds_place(first, last) || begins_with_person(first))
      return false;
    for (std::uint32_t token = first; token < last; ++token) {
      const Token& word = tokens_[token];
      // "CREDIT_CARD_EXPIRATION" stands where something was struck out.
      const bool struck_out = word.text.size() > 3 && word.text[1] >= 'A' && word.text[1] <= 'Z';
      if (word.digits || word.folded.size() < 2 || struck_out) return false;
      if (word.is(kNeverName) && words < 3) return false;
    }
    const std::string_view lead = first > view.first ? tokens_[first - 1].folded : std::string_view();
    const bool own = lead == "run" || lead == "own" || lead == "manage" || lead == "called";
    const char closes = tokens_[last - 1].after;
    const bool sentence = tokens_[first].opens_sentence && (closes == '.' || closes == ',');
    return own || (words >= 3 && (lead_weight > 0 || sentence));
  }

  bool holds_place(std::uint32_t first, std::uint32_t last) const {
    return is_place(conversation_, first, last) || is_place(conversation_, last - 1, last);
  }

  // "We're", "It's", "The" at the start of a sentence.
  bool is_opener(std::uint32_t token) const {
    const Token& word = tokens_[token];
    return word.opens_sentence &&
           (word.is(kNeverName) || word.folded.find('\'') != std::string_view::npos || word.folded == "the");
  }

  // "Clint Guidry, Bayou Dirt Works": right after the speaker's own whole name.
  bool follows_name(std::uint32_t first, const TurnView& view) const {
    if (tokens_[first].before != ',' && tokens_[first].before != '.') return false;
    for (std::uint32_t back = 1; back <= 2 && first >= view.first + back; ++back) {
      const auto name = name_at(conversation_, first - back);
      if (name && name->sure && name->last == first) return back == 2 || tokens_[first - 1].folded != "sir";
    }
    return false;
  }

  // What stands before a company's name: "Dale with", "company is called", "drive for".
  int weight_of_lead(std::string_view lead, std::uint32_t first, const TurnView& view) const {
    if (lead.empty()) return 0;
    static constexpr std::array kOf = {"with", "from", "at", "for", "of"};
    if (std::find(kOf.begin(), kOf.end(), lead) != kOf.end()) return introduced_before(first, view) ? 4 : 1;
    const bool names = lead == "called" || lead == "named" || lead == "is" || lead == "own" ||
                       lead == "run" || lead == "it's";
    if (!names) return 0;
    const std::uint32_t from = first - std::min(first - view.first, 6U);
    for (std::uint32_t token = from; token < first; ++token) {
      const std::string_view word = tokens_[token].folded;
      if (word == "company" || word == "business" || word == "company's" || word == "outfit" ||
          word == "called")
        return 4;
    }
    return 1;
  }

  // A personal name, "I drive", "calling" or "here" within the words before the lead.
  bool introduced_before(std::uint32_t first, const TurnView& view) const {
    const std::uint32_t from = first - std::min(first - view.first, 5U);
    for (std::uint32_t token = from; token + 1 < first; ++token) {
      const std::string_view word = tokens_[token].folded;
      static constexpr std::array kLeads = {"drive", "work",       "dispatch",  "calling", "here",
                                            "i'm",   "we're",      "over",      "manager", "owner",
                                            "haul",  "dispatcher", "purchasing"};
      if (std::find(kLeads.begin(), kLeads.end(), word) != kLeads.end()) return true;
      if (const auto name = name_at(conversation_, token); name && name->sure) return true;
    }
    return false;
  }

  bool begins_with_person(std::uint32_t first) const {
    const auto name = name_at(conversation_, first);
    return name && name->sure;
  }

  bool is_brand(std::uint32_t first, std::uint32_t last) const {
    for (const Cue cue : {Cue::Trade, Cue::Competitor}) {
      for (const CueHit& hit : conversation_.hits_before(cue, last, kNameWordsMax)) {
        if (hit.first >= first && hit.first < last && hit.last - hit.first >= 2) return true;
      }
    }
    return false;
  }

  void read_answer(std::uint32_t turn, const TurnView& view) {
    const std::uint32_t end = std::min(view.last, view.first + kAnswerReach);
    for (std::uint32_t token = view.first; token < end; ++token) {
      if (!is_proper(token)) continue;
      const std::uint32_t last = proper_run_end(token, view.last);
      std::uint32_t first = token;
      while (first < last && is_opener(first) && !tokens_[first].is(kCompanySuffix)) ++first;
      if (first < last && !is_own(first, last) && !is_place(conversation_, first, last) &&
          tokens_[first].folded.size() > 1 && !(last - first == 1 && tokens_[first].is(kNeverName))) {
        add(first, last, turn, 6);
        return;
      }
      token = last - 1;
    }
  }

  void add(std::uint32_t first, std::uint32_t last, std::uint32_t turn, int weight) {
    const std::string_view begin = tokens_[first].text;
    const std::string_view end = tokens_[last - 1].text;
    std::string name(begin.data(), static_cast<std::size_t>(end.data() + end.size() - begin.data()));
    if (name.front() >= 'a' && name.front() <= 'z') name = title_case(name);
    if (name.ends_with("'s")) name.resize(name.size() - 2);
    candidates_.push_back({std::move(name), turn, weight});
  }

  const Conversation& conversation_;
  const std::vector<Token>& tokens_;
  std::vector<Candidate> candidates_;
};

struct RoleCue {
  Cue cue;
  std::string_view role;
};

// Most telling first: an owner who drives is an owner.
constexpr std::array kRoles = {RoleCue{Cue::RoleOwnerOperator, "owner-operator"},
                               RoleCue{Cue::RoleOwner, "owner"},
                               RoleCue{Cue::RoleFleetManager, "fleet manager"},
                               RoleCue{Cue::RoleGeneralManager, "general manager"},
                               RoleCue{Cue::RolePurchasing, "purchasing"},
                               RoleCue{Cue::RoleOperations, "operations manager"},
                               RoleCue{Cue::RoleMaintenance, "maintenance manager"},
                               RoleCue{Cue::RoleSafety, "safety manager"},
                               RoleCue{Cue::RoleOfficeManager, "office manager"},
                               RoleCue{Cue::RoleDispatcher, "dispatcher"},
                               RoleCue{Cue::RoleMechanic, "mechanic"},
                               RoleCue{Cue::RoleDriver, "driver"}};

bool is_first_person(std::string_view word) {
  static constexpr std::array kWords = {"i",      "i'm", "i've", "we",  "we're", "me",
                                        "myself", "yes", "yeah", "yep", "soy"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// "My dispatcher" and "our fleet manager" are other people.
bool says_of_self(const Conversation& conversation, const CueHit& hit) {
  const std::vector<Token>& tokens = conversation.tokens();
  const TurnView& view = conversation.turn(hit.turn);
  static constexpr std::array kOthers = {"my", "our", "his", "her",  "their", "your",
                                         "a",  "the", "to",  "with", "by"};
  const std::string_view before = hit.first > view.first ? tokens[hit.first - 1].folded : std::string_view();
  const std::string_view earlier =
      hit.first > view.first + 1 ? tokens[hit.first - 2].folded : std::string_view();
  for (std::uint32_t token = hit.first; token < hit.last; ++token) {
    if (is_first_person(tokens[token].folded)) return true;
  }
  if (std::find(kOthers.begin(), kOthers.end(), before) != kOthers.end())
    return is_first_person(earlier) || earlier == "as";
  for (std::uint32_t token = conversation.sentence_first(hit.first); token < hit.first; ++token) {
    if (is_first_person(tokens[token].folded)) return true;
  }
  const bool answers = hit.turn > 0 && hit.first <= view.first + 4 &&
                       conversation.in_turn_any(
                           {Cue::AskBusiness, Cue::AskDecision, Cue::AskCompany, Cue::AskName}, hit.turn - 1);
  const bool apposition = tokens[hit.first].before == ',' || hit.first == view.first;
  return answers || apposition;
}

// "Are you the owner?" "Yes, sir."
bool agreed_to(const Conversation& conversation, const CueHit& hit) {
  const TurnView& view = conversation.turn(hit.turn);
  if (view.side != Side::Rep || view.questions == 0) return false;
  const auto reply = conversation.next_turn(hit.turn, Side::Caller);
  if (!reply) return false;
  const TurnView& answer = conversation.turn(*reply);
  for (const CueHit& yes : conversation.hits_before(Cue::Yes, answer.first + 1, 1)) {
    if (yes.turn == *reply && yes.first == answer.first) return true;
  }
  return false;
}

}  // namespace

std::optional<FoundFact> find_caller_company(const Conversation& conversation) {
  return CompanySearch(conversation).run();
}

std::optional<FoundFact> find_caller_role(const Conversation& conversation) {
  for (const RoleCue& entry : kRoles) {
    for (const CueHit& hit : conversation.hits(entry.cue)) {
      const TurnView& view = conversation.turn(hit.turn);
      if (hit.negated || view.kind != TurnKind::Live) continue;
      if (conversation.speaks(view, Side::Caller) && says_of_self(conversation, hit)) {
        return FoundFact{std::string(entry.role), view.number};
      }
      if (agreed_to(conversation, hit)) return FoundFact{std::string(entry.role), view.number};
    }
  }
  return std::nullopt;
}

}  // namespace calltracker::llm::offline
