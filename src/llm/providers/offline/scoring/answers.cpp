// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "llm/providers/offline/scoring/score_facts.hpp"

// How the rep spoke and led: informationQuality, toneProfessionalism, conversationGuidance.

namespace calltracker::llm::offline {
namespace {

// Words per turn: what an answer of that length can hold.
constexpr double kBareAnswerWords = 7;
constexpr double kShortAnswerWords = 10;
constexpr double kFullAnswerWords = 14;
constexpr double kRichAnswerWords = 22;

// How many of the caller's questions got an answer with something in it, or a promise to find out.
struct Answers {
  int questions = 0;
  int answered = 0;
  std::optional<std::uint32_t> unanswered;
};

Answers count_answers(const Conversation& talk) {
  Answers answers;
  for (std::uint32_t turn = 0; turn < talk.turns().size(); ++turn) {
    const TurnView& view = talk.turn(turn);
    if (view.side != Side::Caller || view.questions == 0 || view.kind != TurnKind::Live) continue;
    const auto reply = talk.next_turn(turn, Side::Rep, 0);
    if (!reply) continue;
    ++answers.questions;
    const bool evades = talk.in_turn(Cue::Evasive, *reply) &&
                        !talk.in_turn_any({Cue::Specific, Cue::FindsOut, Cue::NextStep}, *reply);
    if (!evades) {
      ++answers.answered;
    } else if (!answers.unanswered) {
      answers.unanswered = *reply;
    }
  }
  return answers;
}

}  // namespace

CategoryFinding score_information_quality(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  CategoryFinding finding{.key = "informationQuality", .applicable = true};
  const int specifics = talk.count(Cue::Specific, Side::Rep);
  const CueHit* finds_out = talk.first(Cue::FindsOut, Side::Rep);
  const Answers answers = count_answers(talk);
  TurnList turns;
  turns.add(talk.first(Cue::Specific, Side::Rep));
  turns.add(talk.last(Cue::Specific, Side::Rep));
  turns.add(finds_out);
  if (answers.unanswered) turns.add(*answers.unanswered);
  if (turns.empty()) add_rep_turn(context, turns);
  finding.turns = std::move(turns).take();
  const bool specific = specifics >= 2;
  const bool answered = answers.answered == answers.questions;
  finding.checks = {{"specificAnswers", specific}, {"questionsAnswered", answered}};
  finding.applicable = context.conduct.turns > 0;
  const double fullness = context.conduct.words_per_turn();
  finding.level = fullness < kBareAnswerWords    ? 1
                  : fullness < kShortAnswerWords ? 2
                  : fullness < kFullAnswerWords  ? 3
                                                 : 4;
  if (fullness >= kRichAnswerWords && specifics >= 3 && answered) finding.level = 5;
  const int evasions = talk.count(Cue::Evasive, Side::Rep);
  if (specifics + (finds_out != nullptr ? 1 : 0) < 2 * evasions) finding.level -= std::min(evasions, 2);
  if (!answered && finds_out == nullptr) --finding.level;
  if (context.conduct.rambles() || context.conduct.is_halting()) finding.level = std::min(finding.level, 2);
  // Who runs the caller down tells him nothing, however much he says.
  if (talk.heard_any({Cue::Rude, Cue::Swearing}, Side::Rep)) finding.level = std::min(finding.level, 2);
  finding.level = std::max(finding.level, 0);
  finding.note =
      answers.questions > 0
          ? fmt::format("{} of {} caller questions got an answer; {} figures or specifications were given.",
                        answers.answered, answers.questions, specifics)
          : fmt::format("The rep gave {} figures or specifications unasked.", specifics);
  return finding;
}

CategoryFinding score_tone(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  CategoryFinding finding{
      .key = "toneProfessionalism", .applicable = true, .list_key = "unprofessionalLanguage"};
  const int courtesy = talk.count(Cue::Courtesy, Side::Rep);
  TurnList turns;
  for (const Cue cue : {Cue::Swearing, Cue::Rude}) {
    for (const CueHit& hit : talk.hits(cue)) {
      const TurnView& view = talk.turn(hit.turn);
      if (hit.negated || view.side != Side::Rep || view.kind != TurnKind::Live || finding.list.size() >= 5)
        continue;
      finding.list.push_back({short_sentence(talk, hit), hit.turn});
      turns.add(hit.turn);
    }
  }
  bool used_name = false;
  if (context.extraction.caller_name) {
    const std::string& name = context.extraction.caller_name->value;
    const std::string first = to_lower_ascii(name.substr(0, name.find(' ')));
    for (const Token& token : talk.tokens()) {
      const TurnView& view = talk.turn(token.turn);
      if (view.side != Side::Rep || token.folded != first || view.kind != TurnKind::Live) continue;
      used_name = true;
      turns.add(token.turn);
      break;
    }
  }
  turns.add(talk.first(Cue::Courtesy, Side::Rep));
  turns.add(talk.last(Cue::Thanks, Side::Rep));
  if (turns.empty()) add_rep_turn(context, turns);
  finding.turns = std::move(turns).take();
  const bool swore = talk.heard(Cue::Swearing, Side::Rep);
  const int rude = talk.count(Cue::Rude, Side::Rep);
  finding.checks = {{"courteous", courtesy >= 2 && rude == 0 && !swore}, {"usedCallerName", used_name}};
  finding.level = used_name ? (courtesy >= 2 ? 5 : 4) : courtesy >= 3 ? 4 : 3;
  if (context.conduct.is_halting()) finding.level = std::min(finding.level, 3);
  if (context.conduct.is_curt()) finding.level = std::min(finding.level, 2);
  if (rude > 0) finding.level = std::min(finding.level, rude >= 2 ? 0 : 1);
  if (swore) finding.level = rude > 0 ? 0 : 1;
  finding.note = swore || rude > 0
                     ? fmt::format("Careless or impatient wording in {} place{}.", finding.list.size(),
                                   finding.list.size() == 1 ? "" : "s")
                     : fmt::format("Polite wording in {} place{}; the caller's name was {}.", courtesy,
                                   courtesy == 1 ? "" : "s", used_name ? "used" : "not used");
  return finding;
}

namespace {

// Where the rep's questions led, as far as it was heard.
std::string outcome_of(const ScoreContext& context, const CueHit* decision, const CueHit* step) {
  const Conversation& talk = context.conversation;
  if (decision != nullptr)
    return fmt::format(" and put a decision to the caller in turn {}", talk.turn(decision->turn).number);
  const std::vector<std::uint32_t>& timed = context.conduct.timed_step_turns;
  if (!timed.empty())
    return fmt::format(" and moved to a step with a time in turn {}", talk.turn(timed.back()).number);
  if (step != nullptr) return fmt::format(" and moved to a step in turn {}", talk.turn(step->turn).number);
  return "; no decision or step was heard";
}

}  // namespace

CategoryFinding score_guidance(const ScoreContext& context) {
  const Conversation& talk = context.conversation;
  CategoryFinding finding{.key = "conversationGuidance", .applicable = true};
  constexpr Cue kLeading[] = {Cue::AskNeed,   Cue::AskBusiness, Cue::AskDecision, Cue::AskTimeline,
                              Cue::AskBudget, Cue::AskLoad,     Cue::AskLocation, Cue::AskPhone,
                              Cue::AskName,   Cue::AskCompany};
  int kinds = 0;
  TurnList turns;
  for (const Cue cue : kLeading) {
    const CueHit* hit = talk.first(cue, Side::Rep);
    kinds += hit != nullptr ? 1 : 0;
    if (kinds <= 3) turns.add(hit);
  }
  const int rep_questions = context.conduct.questions;
  const int caller_questions = context.conduct.caller_questions;
  const CueHit* decision = talk.last(Cue::AskForDecision, Side::Rep);
  if (decision == nullptr) decision = talk.last(Cue::Appointment, Side::Rep);
  const CueHit* step = talk.last(Cue::NextStep, Side::Rep);
  turns.add(decision);
  if (turns.empty()) add_rep_turn(context, turns);
  finding.turns = std::move(turns).take();
  const bool led = kinds >= 2 && rep_questions >= 2 && rep_questions >= caller_questions;
  const bool on_topic = kinds >= 1 && !talk.heard(Cue::Evasive, Side::Rep);
  const bool moved = decision != nullptr || step != nullptr;
  finding.checks = {{"ledWithQuestions", led}, {"keptOnTopic", on_topic}, {"movedToDecision", moved}};
  const double lead_share = context.conduct.question_share();
  finding.level = rep_questions == 0                         ? 0
                  : lead_share < 0.3                         ? 1
                  : rep_questions < 2 || lead_share < 0.45   ? 2
                  : rep_questions < 3 || lead_share < 0.55   ? 3
                  : rep_questions < 5 || lead_share < 0.7    ? 4
                  : context.conduct.timed_step_turns.empty() ? 4
                                                             : 5;
  if (context.conduct.rambles()) finding.level = std::min(finding.level, 2);
  if (context.conduct.is_halting()) finding.level = std::min(finding.level, 2);
  if (brushes_off(context)) finding.level = std::min(finding.level, 1);
  // Sending the caller to the right place leads him too.
  if (is_turned_away(context) && talk.heard(Cue::Redirect, Side::Rep))
    finding.level = std::max(finding.level, 3);
  // An errand needs few questions: one, and the matter is led to its end.
  if (is_errand(context) && rep_questions > 0 && moved) finding.level = std::max(finding.level, 4);
  finding.note = fmt::format("The rep asked {} of {} questions{}.", rep_questions,
                             rep_questions + caller_questions, outcome_of(context, decision, step));
  return finding;
}

}  // namespace calltracker::llm::offline
