// SPDX-License-Identifier: MIT
#pragma once

// The last run of a job that scores some calls twice: it compares the two answers of each, stores how alike
// they are and so completes the job. Where chance chose none of the scored calls, it scores one a second time
// itself.

#include <string_view>

#include "base/clock.hpp"
#include "call/job.hpp"
#include "durable/records.hpp"
#include "durable/run.hpp"
#include "pipeline/analyze_call.hpp"

namespace calltracker::pipeline {

inline constexpr std::string_view kMeasureStability = "measure_stability";

durable::Workflow<void> measure_stability(durable::Run& run, AnalyzeServices& services, JobId job);

// To be started by whoever ends the job's last call; fresh each time.
durable::NewRun run_to_measure_stability(const Job& job, const Clock& clock);

}  // namespace calltracker::pipeline
