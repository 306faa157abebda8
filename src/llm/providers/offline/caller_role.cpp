// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "llm/providers/offline/companies.hpp"

namespace calltracker::llm::offline {
namespace {

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
