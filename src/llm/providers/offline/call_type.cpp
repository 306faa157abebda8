// SPDX-License-Identifier: MIT
#include "llm/providers/offline/call_type.hpp"

#include "base/text.hpp"
#include "llm/providers/offline/point_table.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kOpeningTurns = 5;

// An unnegated hit of a side within the first turns that persons speak.
bool in_opening(const Conversation& conversation, Cue cue, Side side,
                std::uint32_t turns_max = kOpeningTurns) {
  std::uint32_t live = 0;
  for (std::uint32_t turn = 0; turn < conversation.turns().size() && live < turns_max; ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.kind != TurnKind::Live || view.words() == 0) continue;
    ++live;
    if (view.side == side && conversation.in_turn(cue, turn)) return true;
  }
  return false;
}

bool customer_answers(const Conversation& conversation) {
  for (const TurnView& view : conversation.turns()) {
    if (view.kind == TurnKind::Live && view.words() > 0) return view.side == Side::Caller;
  }
  return false;
}

// The company's name is the first thing said, and nobody is asked for.
bool company_answers(const Conversation& conversation) {
  for (std::uint32_t turn = 0; turn < conversation.turns().size(); ++turn) {
    const TurnView& view = conversation.turn(turn);
    if (view.kind != TurnKind::Live || view.words() == 0) continue;
    if (view.side != Side::Rep || !conversation.in_turn(Cue::OwnCompany, turn)) return false;
    return !conversation.in_turn_any({Cue::OutboundOpening, Cue::FollowUpOpening}, turn) &&
           view.questions <= 1;
  }
  return false;
}

}  // namespace

bool company_called(const Conversation& conversation) {
  if (to_lower_ascii(conversation.input().direction).starts_with("out")) return true;
  const bool rep_answers = company_answers(conversation) ||
                           in_opening(conversation, Cue::CompanyGreeting, Side::Rep, 3) ||
                           in_opening(conversation, Cue::OfferHelp, Side::Rep, 3);
  if (rep_answers) return false;
  return in_opening(conversation, Cue::OutboundOpening, Side::Rep) ||
         in_opening(conversation, Cue::FollowUpOpening, Side::Rep) ||
         (customer_answers(conversation) && in_opening(conversation, Cue::AskPerson, Side::Rep));
}

CallType find_call_type(const Conversation& conversation, const CallSigns& signs,
                        Classification classification) {
  const bool nobody_knows = classification == Classification::IvrOnly ||
                            classification == Classification::Spam || conversation.tokens().empty();
  if (nobody_knows) return company_called(conversation) ? CallType::Outbound : CallType::Unknown;
  return parse<CallType>(call_type_points().weigh(signs).answer).value_or(CallType::Unknown);
}

}  // namespace calltracker::llm::offline
