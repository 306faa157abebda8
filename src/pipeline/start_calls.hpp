// SPDX-License-Identifier: MIT
#pragma once

// Which durable runs a job's calls need: one each, in the job's group, for every call that is still to be
// analysed.

#include <optional>
#include <string_view>

#include "call/call.hpp"
#include "call/job.hpp"
#include "pipeline/job_context.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

inline constexpr std::string_view kAnalyzeCall = "analyze_call";

// Given stored calls, their first runs: each bears its call's id.
store::RunsForCalls runs_for_calls(const Job& job);

// The runs of calls that are analysed again: ids begin with the call's and are fresh each time.
store::RunsForCalls further_runs_for_calls(const Job& job, const Clock& clock,
                                           const std::optional<ModelChoice>& models = std::nullopt);

}  // namespace calltracker::pipeline
