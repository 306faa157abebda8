// SPDX-License-Identifier: MIT
#pragma once

// From stored answers to a finished call: the one place where Silver's facts, Gold's scores and the measured
// metrics meet. Pure: the same answers give the same result, so reading them again after a crash costs
// nothing.

#include <optional>

#include "base/json.hpp"
#include "call/call.hpp"
#include "call/workspace.hpp"

namespace calltracker::pipeline {

struct StageAnswers {
  std::optional<Triage> triage_by_rules;  // set: Silver asked nothing
  std::optional<JsonDocument> silver;
  std::optional<JsonDocument> gold;                        // nullopt: Gold had nothing to score
  std::optional<JsonDocument> second_gold = std::nullopt;  // of the second scoring, if there was one
};

// The call's triage from either source.
Triage triage_of(const StageAnswers& answers);

// What Gold's answer makes of the rep's score; what its evidence does not hold is withheld.
RepScore score_of(const json::value& gold_answer, const CallRecord& record, const Workspace& workspace);

// Everything but cost, tokens and models, which the caller knows.
CallResult assemble_result(const CallRecord& record, const StageAnswers& answers, const Workspace& workspace);

}  // namespace calltracker::pipeline
