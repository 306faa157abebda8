// SPDX-License-Identifier: MIT
#pragma once

// Which durable runs a job's calls need: one each, in the job's group, for every call that is still to be
// analysed.

#include <functional>
#include <string_view>
#include <vector>

#include "call/call.hpp"
#include "call/job.hpp"
#include "durable/records.hpp"

namespace calltracker::pipeline {

inline constexpr std::string_view kAnalyzeCall = "analyze_call";

// Given stored calls, their runs. Ids are fresh each time: a call that is analysed again is another run.
std::function<std::vector<durable::NewRun>(const std::vector<Call>&)> runs_for_calls(const Job& job,
                                                                                     const Clock& clock);

}  // namespace calltracker::pipeline
