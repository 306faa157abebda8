// SPDX-License-Identifier: MIT
#pragma once

// From Gold's answer to scores: evidence checked, levels turned into points, the lead rated from its facts.
//
// An answer that cites turns which do not exist, or the wrong side's words, is rejected with a reason fit to
// be sent back to the model. Read the second answer with AcceptWithFlags: what is still unproven is withheld
// and EVIDENCE_REJECTED is among the issues.

#include <string>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"

namespace calltracker::gold {

struct GoldFindings {
  RepScore score;
  LeadQuality lead;
  std::vector<Observation> strengths;
  std::vector<Observation> weaknesses;
  std::vector<Observation> coaching_insights;
  std::vector<Observation> internal_alerts;
  std::vector<AnsweredQuestion> questions;
  std::vector<ValidationIssue> issues;  // to be added to the call's validation, which then needs review
};

// Goes into ModelRequest::rejection_reason. Names fields and turn numbers, no words of the transcript.
struct Rejection {
  std::string reason;
};

enum class EvidencePolicy { RejectUnproven, AcceptWithFlags };

// `answer` must conform to the gold_schema() it was asked with. With AcceptWithFlags the result is never a
// Rejection.
std::variant<GoldFindings, Rejection> read_gold_answer(
    const json::value& answer, const CallRecord& call, const CallMetrics& metrics, const Workspace& workspace,
    EvidencePolicy policy = EvidencePolicy::RejectUnproven);

}  // namespace calltracker::gold
