// SPDX-License-Identifier: MIT
#pragma once

// What happened to a call, run by run and step by step, with what each step asked, used and paid.

#include <optional>
#include <string>
#include <vector>

#include "durable/records.hpp"
#include "operations/services.hpp"

namespace calltracker::operations {

// What a step that may ask a model did.
struct StepAnswer {
  std::string source;  // "rules", "reused" or "asked"
  std::optional<std::string> model;
  std::optional<TokenUse> tokens;
  std::optional<double> cost_usd;
  std::optional<std::int64_t> latency_ms;
  std::optional<std::string> request_id;
};

struct TimelineStep {
  durable::StepRecord record;
  std::vector<durable::AttemptRecord> attempts;  // those that failed
  std::optional<StepAnswer> answer;
};

struct TimelineRun {
  durable::RunView run;
  std::vector<TimelineStep> steps;
};

// Oldest run first. Throws Error{NotFound, "call-not-found"}.
std::vector<TimelineRun> call_timeline(Services& services, const std::string& call_id);

// A run in the queue, and what it waits for.
struct QueuedRun {
  durable::RunView run;
  std::optional<CallId> call;
  std::optional<int> row;
  std::optional<std::string> step;         // the last that began
  std::uint32_t attempts = 0;              // at that step
  std::optional<std::string> waiting_for;  // "retry", "time", or the event's name
};

struct RunPage {
  std::vector<QueuedRun> runs;  // newest first
  durable::RunNumber next_before = 0;
};

RunPage list_runs(Services& services, const durable::RunQuery& query);

}  // namespace calltracker::operations
