// SPDX-License-Identifier: MIT
#pragma once

// The story of a job whose questions go to the provider in batches, at half the price: every question of
// Silver is handed over and its answer stored, then those of Gold, and only then do the calls' own runs
// begin, which find their answers waiting. What a batch could not answer is handed over once more, and after
// that asked by the call itself, so a failed batch costs time but no result.

#include <functional>
#include <string_view>
#include <vector>

#include "durable/journal.hpp"
#include "durable/records.hpp"
#include "durable/run.hpp"
#include "llm/batch.hpp"
#include "pipeline/analyze_call.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

inline constexpr std::string_view kAnalyzeInBatches = "analyze_in_batches";

durable::Workflow<void> analyze_in_batches(durable::Run& run, AnalyzeServices& services, JobId job);

// The one run that such a job begins with.
store::RunsForCalls run_for_batches(const Job& job);

// Cancels at the provider what the job's batches have not answered yet. Gives the failures, if any.
std::vector<llm::ModelFailure> cancel_batches(durable::Journal& journal, llm::BatchClient& client,
                                              const JobId& job);

}  // namespace calltracker::pipeline
