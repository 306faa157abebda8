// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "llm/providers/offline/scoring/score_facts.hpp"

// Who called, why, and what the rep found out: callContext, objectiveClarity, informationGathering.

namespace calltracker::llm::offline {
namespace {

std::optional<std::uint32_t> index_of(const Conversation& conversation,
                                      const std::optional<FoundFact>& fact) {
  if (!fact) return std::nullopt;
  for (std::uint32_t turn = 0; turn < conversation.turns().size(); ++turn) {
    if (conversation.turn(turn).number == fact->turn) return turn;
  }
  return std::nullopt;
}

struct Gathered {
  int covered = 0;  // topics known by their words
  int questions = 0;
  int level = 0;
};

// Says what the level rests on: a question may cover a topic in words that the rules do not know.
std::string gathering_note(const Gathered& gathered, const std::string& missing) {
  if (missing.empty()) return "All five qualifying topics came up.";
  const std::string_view plural = gathered.questions == 1 ? "" : "s";
  if (gathered.level > gathered.covered) {
    return fmt::format(
        "{} question{}, judged as {} topic{} by their number; not recognised by their words: {}.",
        gathered.questions, plural, gathered.level, gathered.level == 1 ? "" : "s", missing);
  }
  return fmt::format("{} of 5 topics came up in {} question{}; not heard: {}.", gathered.covered,
                     gathered.questions, plural, missing);
}

}  // namespace

CategoryFinding score_call_context(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  const Extraction& facts = context.extraction;
  CategoryFinding finding{.key = "callContext", .applicable = true};
  const bool reason = facts.need.turn.has_value();
  const bool name = facts.caller_name.has_value();
  const bool company = facts.caller_company.has_value();
  TurnList turns;
  for (const Cue cue : {Cue::OfferHelp, Cue::AskNeed, Cue::AskName, Cue::AskCompany})
    turns.add(talk.first(cue, Side::Rep));
  if (turns.empty()) add_rep_turn(context, turns);
  if (facts.need.turn) turns.add(*facts.need.turn);
  if (const auto turn = index_of(talk, facts.caller_name)) turns.add(*turn);
  finding.turns = std::move(turns).take();
  finding.checks = {{"reasonLearned", reason}, {"callerIdentified", name || company}};
  const bool asked_story = talk.heard_any({Cue::AskBusiness, Cue::AskLocation}, Side::Rep);
  finding.level = reason ? 2 : 1;
  if (reason && (name || company)) finding.level = 3;
  if (reason && name && (company || asked_story)) finding.level = 4;
  if (finding.level == 4 && company && asked_story) finding.level = 5;
  if (!reason && (name || company)) finding.level = 2;
  // What a caller volunteers to somebody who asks nothing is not the rep's doing.
  if (context.conduct.questions < 2) finding.level = std::min(finding.level, context.conduct.questions + 2);
  if (brushes_off(context)) finding.level = std::min(finding.level, 2);
  finding.note = fmt::format(
      "{}; {}.",
      reason ? fmt::format("The reason came out in turn {}", talk.turn(*facts.need.turn).number)
             : "The reason stayed unclear",
      name      ? company ? "name and company are known" : "the caller's name is known, the company is not"
      : company ? "the company is known, the name is not"
                : "nobody asked who was calling");
  return finding;
}

CategoryFinding score_objective_clarity(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  const Extraction& facts = context.extraction;
  CategoryFinding finding{.key = "objectiveClarity", .applicable = true};
  const CueHit* asked = talk.first_of({Cue::AskNeed, Cue::AskLoad}, Side::Rep);
  const CueHit* restated = talk.first(Cue::Restate, Side::Rep);
  const bool heard = facts.need.turn.has_value();
  const bool specific = heard && (!facts.need.products.empty() || talk.count(Cue::Trade, Side::Caller) >= 2 ||
                                  talk.heard_any({Cue::ServiceNeed, Cue::PartsNeed, Cue::CertificateNeed,
                                                  Cue::ClaimNeed, Cue::BillingNeed},
                                                 Side::Caller));
  bool confirmed = false;
  if (restated != nullptr) {
    const auto reply = talk.next_turn(restated->turn, Side::Caller);
    confirmed = reply && talk.in_turn(Cue::Yes, *reply);
  }
  TurnList turns;
  turns.add(asked);
  turns.add(restated);
  if (turns.empty()) add_rep_turn(context, turns);
  if (facts.need.turn) turns.add(*facts.need.turn);
  finding.turns = std::move(turns).take();
  finding.checks = {{"needSpecific", specific}, {"needRestated", restated != nullptr}};
  finding.level = !heard                ? (asked != nullptr ? 1 : 0)
                  : !specific           ? 2
                  : restated == nullptr ? 3
                  : confirmed           ? 5
                                        : 4;
  // Questions make a need specific, whatever their words.
  const int questions = context.conduct.questions;
  if (heard && questions >= 2) finding.level = std::max(finding.level, questions >= 4 ? 4 : 3);
  // Where both agree on what is done by when, the matter was clear, whatever its words.
  if (!heard && questions > 0 && !context.conduct.timed_step_turns.empty()) finding.level = 3;
  if (questions == 0 || brushes_off(context)) finding.level = std::min(finding.level, 2);
  finding.note =
      !heard && finding.level >= 3 ? "Both agree on what is done by when; the need itself was not recognised."
      : !heard                     ? "What the caller wants never became clear."
      : restated == nullptr
          ? fmt::format("The need is stated in turn {}{}; it was not heard said back.",
                        talk.turn(*facts.need.turn).number,
                        questions >= 2 ? fmt::format(" and was asked about in {} questions", questions) : "")
          : fmt::format("The need was said back in turn {}{}.", talk.turn(restated->turn).number,
                        confirmed ? " and confirmed" : "");
  return finding;
}

CategoryFinding score_information_gathering(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  struct Topic {
    std::string_view check;
    std::string_view name;
    Cue asked;
    std::array<Cue, 2> told;
  };
  // A fact that the caller volunteers and the rep goes on from counts as covered.
  static constexpr std::array kTopics = {
      Topic{"businessType", "business", Cue::AskBusiness, {Cue::RoleOwnerOperator, Cue::RoleFleetManager}},
      Topic{"decisionMaker", "decision maker", Cue::AskDecision, {Cue::RoleOwner, Cue::RoleOwnerOperator}},
      Topic{"timeline", "timeline", Cue::AskTimeline, {Cue::TimeNow, Cue::Pressing}},
      Topic{"budgetIntent", "budget", Cue::AskBudget, {Cue::ReadyToBuy, Cue::Count}},
      Topic{"loadDetails", "equipment or load", Cue::AskLoad, {Cue::Count, Cue::Count}}};
  const std::string& subtype = context.extraction.triage.subtype;
  const bool errand = is_errand(context);
  const bool repair = subtype == "service" || subtype == "parts";
  CategoryFinding finding{
      .key = "informationGathering",
      .applicable = context.extraction.triage.classification == Classification::ValidSales && !errand &&
                    (!repair || context.conduct.questions > 0)};
  TurnList turns;
  int covered = 0;
  int asked = 0;
  std::string missing;
  for (const Topic& topic : kTopics) {
    const CueHit* question = talk.first(topic.asked, Side::Rep);
    bool known = question != nullptr;
    turns.add(question);
    asked += question != nullptr ? 1 : 0;
    for (const Cue told : topic.told) {
      if (known || told == Cue::Count) continue;
      const CueHit* hit = talk.first(told, Side::Caller);
      if (hit == nullptr) continue;
      known = true;
      turns.add(hit);
    }
    covered += known ? 1 : 0;
    if (!known) missing += (missing.empty() ? "" : ", ") + std::string(topic.name);
    finding.checks.emplace_back(topic.check, known);
  }
  // Questions whose topic the rules do not know cover something too: two of them count as one topic.
  const int questions = context.conduct.questions;
  for (const std::uint32_t turn : context.conduct.asking_turns) turns.add(turn);
  finding.turns = std::move(turns).take();
  if (is_turned_away(context) && covered < 2) finding.applicable = false;
  finding.level = std::max(covered, std::min(questions / 2, static_cast<int>(kTopics.size())));
  // Budget and decision maker are no part of a repair or a parts order.
  if (repair && questions > 0) finding.level = std::max(finding.level, std::min(5, covered + 2));
  if (questions == 0) finding.level = 0;
  if (asked == 0) finding.level = std::min(finding.level, 3);
  finding.note =
      gathering_note({.covered = covered, .questions = questions, .level = finding.level}, missing);
  return finding;
}

}  // namespace calltracker::llm::offline
