// SPDX-License-Identifier: MIT
#pragma once

// Gold's question about one call, as the bodies of steps: asked, and asked once more when the evidence does
// not hold. A second scoring is the same question again, with an answer of its own.

#include <stop_token>

#include "pipeline/ask_model.hpp"
#include "pipeline/call_in_progress.hpp"
#include "pipeline/stage_record.hpp"

namespace calltracker::pipeline {

void ask_gold(CallInProgress& progress, Scoring scoring, StageDone done, std::stop_token stop);

// The same question, with the answer and what was wrong with it. Whatever comes is taken, and what is still
// unproven is withheld when it is read.
void ask_gold_once_more(CallInProgress& progress, Scoring scoring, const StageRecord& rejected,
                        StageDone done, std::stop_token stop);

}  // namespace calltracker::pipeline
