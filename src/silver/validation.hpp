// SPDX-License-Identifier: MIT
#pragma once

// How far Silver's facts can be trusted, in one number.

#include <vector>

#include "call/call.hpp"

namespace calltracker::silver {

// Fewer words than these leave triage and facts on thin ice.
inline constexpr int kShortTranscriptWords = 40;

inline constexpr double kReviewBelow = 0.7;

// The triage's confidence, less a fixed amount for each issue; below kReviewBelow somebody should look.
Validation validate(double triage_confidence, std::vector<ValidationIssue> issues);

}  // namespace calltracker::silver
