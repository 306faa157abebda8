// SPDX-License-Identifier: MIT
#pragma once

// The story of one call, from the queue to its stored result, as a durable workflow. A finished step is never
// asked or paid again; a call whose steps fail for good ends as a failed call with its reason, and the job
// goes on.

#include <functional>
#include <memory>

#include "call/workspace.hpp"
#include "durable/run.hpp"
#include "durable/workflow_registry.hpp"
#include "llm/batch.hpp"
#include "pipeline/job_context.hpp"

namespace calltracker::pipeline {

struct AnalyzeServices {
  const Clock& clock;
  store::CallStore& calls;
  JobContexts& jobs;
  // null for a provider that takes no batches.
  std::function<std::shared_ptr<llm::BatchClient>(const JobOptions&)> batches_for;
};

struct AnalyzeInput {
  CallId call;
  JobId job;
  std::optional<ModelChoice> models;  // unless the job's
};

durable::Workflow<void> analyze_call(durable::Run& run, AnalyzeServices& services, AnalyzeInput input);

void register_workflows(durable::WorkflowRegistry& registry, AnalyzeServices& services);

}  // namespace calltracker::pipeline
