// SPDX-License-Identifier: MIT
#pragma once

// Some scored calls are scored a second time, to see how stable scores are. Which ones, their conversations
// decide: the same log has the same ones again, whose second answers are there already.

#include <optional>
#include <string_view>

#include "call/job.hpp"
#include "durable/run.hpp"
#include "pipeline/call_in_progress.hpp"
#include "pipeline/stage_record.hpp"

namespace calltracker::pipeline {

// The conversation's place among all conversations, from 0 to below 1; as good as drawn by lot.
double draw_of(std::string_view content_hash);

bool is_scored_twice(const JobOptions& options, std::string_view content_hash);

// nullopt when it failed for good: the call has its score all the same.
durable::Workflow<std::optional<StageRecord>> score_second_time(durable::Run& run, CallInProgress& progress);

}  // namespace calltracker::pipeline
