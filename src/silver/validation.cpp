// SPDX-License-Identifier: MIT
#include "silver/validation.hpp"

#include <algorithm>

namespace calltracker::silver {
namespace {

double doubt_from(ValidationIssue issue) {
  switch (issue) {
    case ValidationIssue::UnknownRepName:
    case ValidationIssue::NoRepName:
    case ValidationIssue::LocationFormat:
      return 0.03;
    case ValidationIssue::InvalidRepName:
    case ValidationIssue::InvalidPhoneFormat:
    case ValidationIssue::SwappedSpeakers:
      return 0.08;
    case ValidationIssue::PossiblyTruncated:
    case ValidationIssue::ShortTranscript:
    case ValidationIssue::MissingNeedSummary:
      return 0.12;
    case ValidationIssue::NotInTranscript:
    case ValidationIssue::EvidenceRejected:
      return 0.2;
  }
  return 0;
}

}  // namespace

Validation validate(double triage_confidence, std::vector<ValidationIssue> issues) {
  std::sort(issues.begin(), issues.end());
  issues.erase(std::unique(issues.begin(), issues.end()), issues.end());
  double confidence = std::clamp(triage_confidence, 0.0, 1.0);
  for (const ValidationIssue issue : issues) confidence -= doubt_from(issue);
  Validation validation{.issues = std::move(issues), .confidence = std::max(confidence, 0.0)};
  validation.needs_review = validation.confidence < kReviewBelow;
  return validation;
}

}  // namespace calltracker::silver
