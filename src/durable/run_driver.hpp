// SPDX-License-Identifier: MIT
#pragma once

// One execution of a workflow function, driven step by step by an executor: resume, look at the steps it has
// reached, settle them, resume again.

#include <memory>
#include <span>

#include "durable/workflow_registry.hpp"

namespace calltracker::durable {

class RunDriver {
 public:
  RunDriver(RunId id, GroupId group) : run_(std::move(id), std::move(group)) {}

  const Run& run() const { return run_; }

  // Invokes the workflow's function. Throws for an unknown workflow and for an input it cannot decode.
  void begin(const WorkflowRegistry& registry, std::string_view workflow, const std::string& input);

  // Runs the workflow until it has reached steps or has ended. Every step reached must be settled before.
  void resume();

  bool is_done() const { return instance_->is_done(); }
  std::span<StepOperation* const> reached() const { return run_.reached_; }
  std::string take_output() { return instance_->take_output(); }

 private:
  Run run_;
  std::unique_ptr<WorkflowInstance> instance_;  // refers to run_: declared after it
};

}  // namespace calltracker::durable
