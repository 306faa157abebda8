// SPDX-License-Identifier: MIT
#pragma once

// What operations work with, wired once by the composition root. References outlive every operation.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "call/job.hpp"
#include "durable/journal.hpp"
#include "llm/batch.hpp"
#include "llm/model_catalog.hpp"
#include "operations/current_workspace.hpp"
#include "operations/job_execution.hpp"
#include "operations/settings.hpp"
#include "operations/stored_settings.hpp"
#include "store/call_store.hpp"

namespace calltracker::operations {

struct Services {
  const Clock& clock;
  Log& log;
  const Settings& settings;
  CurrentWorkspace& workspaces;
  StoredSettings& stored;
  const llm::ModelCatalog& catalog;
  store::CallStore& calls;
  durable::Journal& journal;
  // Starts working on one job's runs in this process.
  std::function<std::unique_ptr<JobExecution>(const Job& job, JobExecution::Events events)> start_execution;
  // Throws Error{Usage, "key-missing"} for a provider that cannot be asked without one.
  std::function<void(const std::string& provider)> require_key;
  // Asks the provider whether a job's models can be used. Throws Error for what would stop the job; the
  // sentences are warnings. Spends nothing.
  std::function<std::vector<std::string>(const JobOptions&)> check_models;
  // A provider's key was stored or forgotten: what is asked from now on is asked with what is known now.
  std::function<void(std::string_view provider)> key_changed;
  // null for a provider that takes no batches.
  std::function<std::shared_ptr<llm::BatchClient>(const JobOptions&)> batches_for;
  // The program that parses uploads in a child process: this one.
  std::filesystem::path reader_program;

  // The workspace in force; the reference stays valid.
  const Workspace& workspace() const { return workspaces.get(); }
};

}  // namespace calltracker::operations
