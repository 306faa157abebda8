// SPDX-License-Identifier: MIT
#pragma once

// From Silver's answer to facts: resolved against the roster, brought into one form, and checked against the
// transcript. A fact that the transcript does not hold becomes null and is flagged.

#include "base/json.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"

namespace calltracker::silver {

struct SilverFindings {
  Triage triage;
  RepFacts rep;
  CallerFacts caller;
  CallContext context;
  Validation validation;
};

// `answer` must conform to silver_schema(), here as below.
Triage read_triage(const json::value& answer);

SilverFindings read_silver_answer(const json::value& answer, const CallRecord& call,
                                  const Workspace& workspace);

}  // namespace calltracker::silver
