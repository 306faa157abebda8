// SPDX-License-Identifier: MIT
#include "llm/providers/offline/scoring/objections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "llm/providers/offline/scoring/score_facts.hpp"

namespace calltracker::llm::offline {
namespace {

struct Kind {
  Cue cue;
  std::string_view name;
};

constexpr Kind kKinds[] = {
    {Cue::ObjectionFinancing, "financing"},  {Cue::ObjectionPrice, "price"},
    {Cue::ObjectionThink, "wants to think"}, {Cue::ObjectionCompetitor, "another offer"},
    {Cue::ObjectionTiming, "timing"},        {Cue::ObjectionCondition, "condition"},
    {Cue::ObjectionDistance, "distance"},    {Cue::ObjectionTrust, "trust"}};

// The rep's turns that may deal with an objection: the next two.
std::vector<std::uint32_t> replies(const Conversation& talk, std::uint32_t turn) {
  std::vector<std::uint32_t> found;
  std::uint32_t from = turn;
  for (int count = 0; count < 2; ++count) {
    const auto reply = talk.next_turn(from, Side::Rep);
    if (!reply) break;
    found.push_back(*reply);
    from = *reply;
  }
  return found;
}

// A reply of some length that neither brushes off nor insults deals with the matter.
bool is_full_answer(const Conversation& talk, std::uint32_t turn) {
  constexpr std::uint32_t kWordsMin = 12;
  return talk.turn(turn).words() >= kWordsMin &&
         !talk.in_turn_any({Cue::Rude, Cue::Swearing, Cue::Evasive}, turn);
}

}  // namespace

std::vector<Objection> find_objections(const Conversation& talk) {
  std::vector<Objection> objections;
  std::uint32_t opening_turns = 2;  // what the caller brings to the call is its reason, not an objection
  if (const CueHit* first = talk.first(Cue::OfferHelp, Side::Rep)) opening_turns = first->turn + 1;
  for (const Kind& kind : kKinds) {
    for (const CueHit& hit : talk.hits(kind.cue)) {
      const TurnView& view = talk.turn(hit.turn);
      if (hit.negated || view.kind != TurnKind::Live || view.side != Side::Caller ||
          hit.turn <= opening_turns)
        continue;
      const bool question = talk.tokens()[talk.sentence_last(hit.first) - 1].after == '?';
      if (question && kind.cue != Cue::ObjectionPrice && kind.cue != Cue::ObjectionCondition) continue;
      const bool same_turn = std::any_of(objections.begin(), objections.end(),
                                         [&hit](const Objection& o) { return o.turn == hit.turn; });
      if (same_turn) break;
      Objection objection{.kind = kind.name, .sentence = short_sentence(talk, hit), .turn = hit.turn};
      for (const std::uint32_t reply : replies(talk, hit.turn)) {
        objection.acknowledged =
            objection.acknowledged || talk.in_turn_any({Cue::Acknowledge, Cue::Apology}, reply);
        objection.answered = objection.answered ||
                             talk.in_turn_any({Cue::OfferOption, Cue::Specific}, reply) ||
                             is_full_answer(talk, reply);
        objection.resolved =
            objection.resolved || talk.in_turn_any({Cue::CheckResolved, Cue::AskForDecision}, reply);
        if (!objection.reply) objection.reply = reply;
      }
      objections.push_back(std::move(objection));
      break;
    }
  }
  std::sort(objections.begin(), objections.end(),
            [](const Objection& a, const Objection& b) { return a.turn < b.turn; });
  return objections;
}

CategoryFinding score_objection_handling(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  CategoryFinding finding{.key = "objectionHandling", .list_key = "objectionsRaised"};
  std::vector<Objection> objections;
  if (context.extraction.triage.classification == Classification::ValidSales)
    objections = find_objections(talk);
  finding.applicable = !objections.empty();
  TurnList turns;
  int points = 0;
  bool acknowledged = finding.applicable;
  bool answered = finding.applicable;
  bool resolved = finding.applicable;
  for (const Objection& objection : objections) {
    finding.list.push_back({fmt::format("{}: {}", objection.kind, objection.sentence), objection.turn});
    if (objection.reply) turns.add(*objection.reply);
    turns.add(objection.turn);
    acknowledged = acknowledged && objection.acknowledged;
    answered = answered && objection.answered;
    resolved = resolved && objection.resolved;
    int level = objection.answered ? 3 : objection.acknowledged ? 2 : 1;
    if (objection.answered && objection.acknowledged) level = objection.resolved ? 5 : 4;
    points += level;
  }
  finding.turns = std::move(turns).take();
  finding.checks = {{"acknowledged", acknowledged}, {"answered", answered}, {"confirmedResolved", resolved}};
  if (!finding.applicable) {
    finding.note = "The caller raised no objection.";
    return finding;
  }
  finding.level = points / static_cast<int>(objections.size());
  const Objection& first = objections.front();
  finding.note = fmt::format("{} objection{} (first: {}, turn {}); {}.", objections.size(),
                             objections.size() == 1 ? "" : "s", first.kind, talk.turn(first.turn).number,
                             answered       ? "answered"
                             : acknowledged ? "acknowledged without an answer"
                                            : "left unanswered");
  return finding;
}

}  // namespace calltracker::llm::offline
