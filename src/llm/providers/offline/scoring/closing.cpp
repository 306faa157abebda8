// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "llm/providers/offline/scoring/score_facts.hpp"

// How the call moved on and ended: nextSteps, callClosing.

namespace calltracker::llm::offline {
namespace {

constexpr std::uint32_t kClosingTurns = 6;
constexpr std::size_t kStepsMax = 4;

std::uint32_t closing_start(const Conversation& talk) {
  const auto turns = static_cast<std::uint32_t>(talk.turns().size());
  return turns - std::min(turns, std::max(kClosingTurns, turns / 3));
}

const CueHit* in_closing(const Conversation& talk, Cue cue, Side side) {
  const CueHit* hit = talk.last(cue, side);
  return hit != nullptr && hit->turn >= closing_start(talk) ? hit : nullptr;
}

bool confirmed_by_caller(const Conversation& talk, std::uint32_t turn) {
  const auto reply = talk.next_turn(turn, Side::Caller);
  return reply && talk.in_turn_any({Cue::Yes, Cue::Thanks, Cue::CallerStep}, *reply);
}

// The sentence of a turn that names the time.
std::string turn_sentence(const Conversation& talk, std::uint32_t turn) {
  for (const CueHit& hit : talk.hits(Cue::TimeNamed)) {
    if (hit.turn == turn) return short_sentence(talk, hit);
  }
  return {};
}

std::string find_outcome(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  const CueHit* appointment = talk.last(Cue::Appointment, Side::Rep);
  if (appointment == nullptr) appointment = talk.last(Cue::Appointment, Side::Caller);
  const bool declined = in_closing(talk, Cue::BuyerGone, Side::Caller) != nullptr;
  if (appointment != nullptr && talk.in_turn(Cue::TimeNamed, appointment->turn) && !declined)
    return "appointment";
  if (talk.heard_any({Cue::FollowUpPromise, Cue::NextStep}, Side::Rep) && !declined) return "follow-up";
  if (declined || in_closing(talk, Cue::Closed, Side::Rep) != nullptr) return "disposition";
  if (talk.heard(Cue::CallerStep, Side::Caller) && in_closing(talk, Cue::CallerStep, Side::Caller) != nullptr)
    return "follow-up";
  return "none";
}

}  // namespace

CategoryFinding score_next_steps(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  CategoryFinding finding{
      .key = "nextSteps",
      .applicable = context.extraction.triage.classification == Classification::ValidSales,
      .list_key = "stepsSet"};
  TurnList turns;
  bool time = false;
  bool confirmed = false;
  for (const Cue cue : {Cue::NextStep, Cue::Appointment}) {
    for (const CueHit& hit : talk.hits(cue)) {
      const TurnView& view = talk.turn(hit.turn);
      if (hit.negated || view.kind != TurnKind::Live || view.side != Side::Rep) continue;
      const bool known = std::any_of(finding.list.begin(), finding.list.end(),
                                     [&hit](const TurnNote& n) { return n.turn == hit.turn; });
      if (known || finding.list.size() >= kStepsMax) continue;
      finding.list.push_back({short_sentence(talk, hit), hit.turn});
      turns.add(hit.turn);
      const auto reply = talk.next_turn(hit.turn, Side::Caller);
      time = time || talk.in_turn(Cue::TimeNamed, hit.turn);
      confirmed = confirmed || (reply && confirmed_by_caller(talk, hit.turn));
    }
  }
  for (const std::uint32_t turn : context.conduct.timed_step_turns) {
    time = true;
    confirmed = confirmed || confirmed_by_caller(talk, turn);
    const bool known = std::any_of(finding.list.begin(), finding.list.end(),
                                   [turn](const TurnNote& n) { return n.turn == turn; });
    if (known || finding.list.size() >= kStepsMax) continue;
    finding.list.push_back({turn_sentence(talk, turn), turn});
    turns.add(turn);
  }
  std::sort(finding.list.begin(), finding.list.end(),
            [](const TurnNote& a, const TurnNote& b) { return a.turn < b.turn; });
  const CueHit* vague = talk.first(Cue::VagueStep, Side::Rep);
  const bool step = !finding.list.empty();
  if (!step) turns.add(vague);
  finding.turns = std::move(turns).take();
  finding.checks = {{"stepSet", step}, {"ownerNamed", step}, {"timeNamed", time}};
  finding.level = !step ? (vague != nullptr ? 1 : 0) : !time ? 3 : confirmed ? 5 : 4;
  // "I'd say, like, after lunch?" binds nobody.
  if (context.conduct.is_halting()) finding.level = std::min(finding.level, 2);
  // What is settled while both are on the telephone leaves no step.
  const bool is_settled = is_errand(context) && talk.heard(Cue::Closed, Side::Rep);
  if (!step && vague == nullptr && (is_settled || is_turned_away(context))) finding.applicable = false;
  finding.note =
      !step  ? vague != nullptr ? "Only a vague promise was made; no step, owner or time."
                                : "No next step was set."
      : time ? fmt::format("A step with a time was set in turn {}{}.",
                           talk.turn(finding.list.front().turn).number, confirmed ? " and accepted" : "")
             : fmt::format("A step was set in turn {} without a time.",
                           talk.turn(finding.list.front().turn).number);
  return finding;
}

CategoryFinding score_closing(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  CategoryFinding finding{.key = "callClosing", .applicable = true, .outcome = find_outcome(context)};
  const CueHit* summary = in_closing(talk, Cue::Summary, Side::Rep);
  const CueHit* thanks = in_closing(talk, Cue::ThanksForCalling, Side::Rep);
  const CueHit* goodbye = in_closing(talk, Cue::Goodbye, Side::Rep);
  const bool contact = context.extraction.caller_phone.has_value() || talk.heard(Cue::AskPhone, Side::Rep);
  TurnList turns;
  turns.add(summary);
  turns.add(thanks);
  turns.add(goodbye);
  if (summary == nullptr && thanks == nullptr && goodbye == nullptr) {
    for (auto turn = static_cast<std::uint32_t>(talk.turns().size()); turn-- > 0;) {
      if (talk.turn(turn).side != Side::Rep || talk.turn(turn).words() == 0) continue;
      turns.add(turn);
      break;
    }
  }
  finding.turns = std::move(turns).take();
  finding.checks = {
      {"summarised", summary != nullptr}, {"thanked", thanks != nullptr}, {"contactConfirmed", contact}};
  const bool named = finding.outcome != "none";
  const bool timed = !context.conduct.timed_step_turns.empty();
  finding.level = thanks != nullptr || goodbye != nullptr || named ? 3 : 2;
  if (timed) finding.level = summary != nullptr && (contact || context.extraction.caller_name) ? 5 : 4;
  if (context.conduct.is_halting()) finding.level = std::min(finding.level, 3);
  if (context.conduct.is_curt() || talk.heard_any({Cue::Rude, Cue::Swearing}, Side::Rep))
    finding.level = std::min(finding.level, 1);
  finding.note = fmt::format("Ended with {}{}; outcome: {}.",
                             thanks != nullptr    ? "thanks"
                             : goodbye != nullptr ? "a goodbye"
                                                  : "neither thanks nor goodbye",
                             summary != nullptr ? " and a summary" : "", finding.outcome);
  return finding;
}

}  // namespace calltracker::llm::offline
