// SPDX-License-Identifier: MIT
#include "pipeline/assemble_result.hpp"

#include <utility>
#include <variant>

#include "call/metrics.hpp"
#include "gold/gold_answer.hpp"
#include "silver/silver_answer.hpp"

namespace calltracker::pipeline {
namespace {

void take_silver(CallResult& result, silver::SilverFindings findings) {
  result.triage = std::move(findings.triage);
  result.rep = std::move(findings.rep);
  result.caller = std::move(findings.caller);
  result.context = std::move(findings.context);
  result.validation = std::move(findings.validation);
}

void take_gold(CallResult& result, gold::GoldFindings findings) {
  result.score = std::move(findings.score);
  result.lead = std::move(findings.lead);
  result.strengths = std::move(findings.strengths);
  result.weaknesses = std::move(findings.weaknesses);
  result.coaching_insights = std::move(findings.coaching_insights);
  result.internal_alerts = std::move(findings.internal_alerts);
  result.questions = std::move(findings.questions);
  if (findings.issues.empty()) return;
  if (!result.validation) result.validation = Validation{};
  auto& issues = result.validation->issues;
  issues.insert(issues.end(), findings.issues.begin(), findings.issues.end());
  result.validation->needs_review = true;
}

// Every call of a job is asked the same, so that the question's beginning can be cached; an answer is kept
// where the question was meant for such a call.
void drop_questions_about_other_calls(CallResult& result, const Workspace& workspace) {
  const auto division = result.rep ? result.rep->division : std::nullopt;
  const CallType type = result.context ? result.context->type : CallType::Unknown;
  for (const CustomQuestion& question : workspace.questions) {
    if (question.concerns(division, type)) continue;
    std::erase_if(result.questions, [&question](const auto& answered) { return answered.id == question.id; });
  }
}

// What the evidence check still refuses is withheld and flagged: the answer was already asked for again.
gold::GoldFindings findings_of(const json::value& answer, const CallRecord& record,
                               const CallMetrics& metrics, const Workspace& workspace) {
  return std::get<gold::GoldFindings>(
      gold::read_gold_answer(answer, record, metrics, workspace, gold::EvidencePolicy::AcceptWithFlags));
}

}  // namespace

Triage triage_of(const StageAnswers& answers) {
  if (answers.triage_by_rules) return *answers.triage_by_rules;
  return silver::read_triage(answers.silver.value().value());
}

RepScore score_of(const json::value& gold_answer, const CallRecord& record, const Workspace& workspace) {
  return findings_of(gold_answer, record, measure(record.turns, record.duration_seconds), workspace).score;
}

CallResult assemble_result(const CallRecord& record, const StageAnswers& answers,
                           const Workspace& workspace) {
  CallResult result;
  result.metrics = measure(record.turns, record.duration_seconds);
  if (answers.triage_by_rules) {
    result.triage = answers.triage_by_rules;
    result.validation =
        Validation{.issues = {}, .confidence = answers.triage_by_rules->confidence, .needs_review = false};
  } else {
    take_silver(result, silver::read_silver_answer(answers.silver.value().value(), record, workspace));
  }
  if (answers.gold) {
    take_gold(result, findings_of(answers.gold->value(), record, *result.metrics, workspace));
    drop_questions_about_other_calls(result, workspace);
  }
  if (answers.second_gold)
    result.second_score = findings_of(answers.second_gold->value(), record, *result.metrics, workspace).score;
  return result;
}

}  // namespace calltracker::pipeline
