// SPDX-License-Identifier: MIT
#pragma once

// The workflow that is killed: every step writes a line to an append-only file when it begins and when its
// effect has happened, so the file tells what ran, how often, across all lives of the process.

#include <string>

#include "durable/workflow_registry.hpp"

namespace calltracker::test {

struct CrashPlan {
  std::string effects_path;
  std::string die_at;  // "", or the point of the process at which it kills itself
  int die_after = 1;   // the n-th time the point is passed
};

// Points of a step's life at which the process may die.
inline constexpr const char* kCrashPoints[] = {"before_effect", "after_effect", "inside_write",
                                               "after_commit"};

void add_crash_workflow(durable::WorkflowRegistry& registry, const CrashPlan& plan);
// Passes a point: kills this process when the plan says so.
void pass_point(const CrashPlan& plan, const std::string& point);

}  // namespace calltracker::test
