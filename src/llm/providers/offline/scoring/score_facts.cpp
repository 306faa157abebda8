// SPDX-License-Identifier: MIT
#include "llm/providers/offline/scoring/score_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace calltracker::llm::offline {
namespace {

constexpr std::size_t kTurnsMax = 6;
constexpr std::size_t kSentenceBytesMax = 160;

}  // namespace

bool CategoryFinding::check(std::string_view name) const {
  return std::any_of(checks.begin(), checks.end(),
                     [name](const auto& item) { return item.first == name && item.second; });
}

bool is_errand(const ScoreContext& context) {
  const std::string& subtype = context.extraction.triage.subtype;
  return subtype == "billing" || subtype == "certificate" || subtype == "claim";
}

bool is_turned_away(const ScoreContext& context) {
  return context.extraction.triage.classification == Classification::ValidSales &&
         context.extraction.lead.service_fit == ServiceFit::Mismatch && !context.conduct.is_curt() &&
         context.conversation.heard_any({Cue::CannotServe, Cue::NotOurs, Cue::Redirect}, Side::Rep);
}

bool brushes_off(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  const int evasions = talk.count(Cue::Evasive, Side::Rep) + talk.count(Cue::VagueStep, Side::Rep);
  const int answers = talk.count(Cue::Specific, Side::Rep) + talk.count(Cue::FindsOut, Side::Rep);
  return context.conduct.is_curt() || talk.heard_any({Cue::Rude, Cue::Swearing}, Side::Rep) ||
         (evasions >= 2 && evasions > answers);
}

void TurnList::add(std::uint32_t turn) {
  if (turns_.size() < kTurnsMax && std::find(turns_.begin(), turns_.end(), turn) == turns_.end())
    turns_.push_back(turn);
}

void TurnList::add(const CueHit* hit) {
  if (hit != nullptr) add(hit->turn);
}

std::vector<std::uint32_t> TurnList::take() && {
  std::sort(turns_.begin(), turns_.end());
  return std::move(turns_);
}

void add_rep_turn(const ScoreContext& context, TurnList& turns) {
  if (!context.conduct.asking_turns.empty()) {
    turns.add(context.conduct.asking_turns.front());
  } else if (context.conduct.fullest_turn) {
    turns.add(*context.conduct.fullest_turn);
  }
}

std::string turns_text(const Conversation& conversation, const std::vector<std::uint32_t>& turns) {
  if (turns.empty()) return "no turn";
  if (turns.size() == 1) return fmt::format("turn {}", conversation.turn(turns.front()).number);
  return fmt::format("turns {} and {}", conversation.turn(turns.front()).number,
                     conversation.turn(turns.back()).number);
}

std::string short_sentence(const Conversation& conversation, const CueHit& hit) {
  return collapse_whitespace(truncate_utf8(conversation.sentence_at(hit.first), kSentenceBytesMax));
}

std::vector<CategoryFinding> score_all(const ScoreContext& context) {
  std::vector<CategoryFinding> findings;
  findings.push_back(score_call_context(context));
  findings.push_back(score_objective_clarity(context));
  findings.push_back(score_information_gathering(context));
  findings.push_back(score_information_quality(context));
  findings.push_back(score_tone(context));
  findings.push_back(score_guidance(context));
  findings.push_back(score_objection_handling(context));
  findings.push_back(score_next_steps(context));
  findings.push_back(score_closing(context));
  for (CategoryFinding& finding : findings) {
    if (context.live) continue;
    finding.applicable = false;
    finding.turns.clear();
    finding.list.clear();
    finding.level = 0;
    for (auto& [name, value] : finding.checks) value = false;
    if (!finding.outcome.empty()) finding.outcome = "none";
    finding.note = "No live conversation to judge.";
  }
  return findings;
}

}  // namespace calltracker::llm::offline
