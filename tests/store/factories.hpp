// SPDX-License-Identifier: MIT
#pragma once

// Jobs, calls, runs and steps with sensible defaults, so that a test names only what matters to it.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "call/call.hpp"
#include "call/job.hpp"
#include "durable/journal.hpp"
#include "store/call_store.hpp"

namespace calltracker::test {

Job make_job(const std::string& id);
// A pending call in the given row with a short conversation.
Call make_call(const Job& job, int row);
// A call with every field of record and result set.
Call make_full_call(const Job& job, int row);
// The call as finish_call wants it.
Call ended(Call call, CallStatus status, double cost_usd = 0);

// Imports a job with pending calls in rows 2, 3, … and no runs. Their ids are "<job>-<row>".
Job import_job(store::CallStore& calls, const std::string& id, int call_count);

// Gives the calls one after another, as an importer's source does.
std::function<std::optional<Call>()> source_of(std::vector<Call> calls);

durable::NewRun make_run(const std::string& id, const std::string& group = "group", int priority = 0);
durable::StepCommit make_step(durable::RunNumber run, std::uint32_t position, const std::string& value = "1");

}  // namespace calltracker::test
