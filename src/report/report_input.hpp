// SPDX-License-Identifier: MIT
#pragma once

// What every report is made from. The calls stay where they are: reports stream them, and fetch a
// transcript's turns only to quote one.

#include <filesystem>
#include <functional>
#include <vector>

#include "base/clock.hpp"
#include "call/call.hpp"
#include "call/job.hpp"
#include "call/workspace.hpp"
#include "insight/insight.hpp"

namespace calltracker::report {

// Visits every call in the order of the log. A report may stream more than once.
using ForEachCall = std::function<void(const std::function<void(const Call&)>& visit)>;

// The turns of one call; empty when they are gone (a report then shows the remark without a quote).
using FindTurns = std::function<std::vector<Turn>(const CallId& id)>;

// The references must outlive the writing of the report.
struct ReportInput {
  const Job& job;
  const Workspace& workspace;
  const insight::JobInsight& insight;
  ForEachCall for_each_call;
  FindTurns find_turns;
  UnixMillis generated_at_ms = 0;
};

}  // namespace calltracker::report
