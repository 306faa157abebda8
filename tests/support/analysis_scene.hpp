// SPDX-License-Identifier: MIT
#pragma once

// The whole analysis inside this process: a real SQLite file, the real executor and limiter, and a model of
// the caller's choice instead of a provider.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "call/workspace.hpp"
#include "durable/workflow_registry.hpp"
#include "llm/limiter/limiter.hpp"
#include "llm/model_catalog.hpp"
#include "operations/run_job.hpp"
#include "operations/services.hpp"
#include "operations/submit_job.hpp"
#include "pipeline/analyze_call.hpp"
#include "store/sql/stores.hpp"

namespace calltracker::test {

class AnalysisScene {
 public:
  using MakeModel = std::function<std::unique_ptr<llm::ModelClient>(AnalysisScene&)>;

  explicit AnalysisScene(const MakeModel& make_model,
                         llm::LimiterOptions limits = {.counts_cache_reads = false});
  ~AnalysisScene();
  AnalysisScene(const AnalysisScene&) = delete;
  AnalysisScene& operator=(const AnalysisScene&) = delete;

  // Forgets what this process knows about jobs, as a restart would.
  void restart();

  Job submit(const std::string& csv, operations::SubmitRequest request = {});
  Job submit(const std::filesystem::path& file, operations::SubmitRequest request = {});
  Job run(const JobId& id);

  const std::filesystem::path& folder() const { return folder_; }

  SystemClock clock;
  Log log{clock, LogFormat::Text, LogLevel::Off};
  llm::SystemTimers timers;
  llm::ModelCatalog catalog = llm::ModelCatalog::built_in();
  operations::CurrentWorkspace workspaces{operations::make_workspace_version(
      std::string(built_in_workspace_text()), "the built-in workspace", "built-in")};
  operations::Settings settings;

 private:
  struct Process;

  std::filesystem::path folder_;
  llm::LimiterOptions limits_;
  std::unique_ptr<llm::ModelClient> model_;
  std::unique_ptr<Process> process_;

 public:
  operations::Services& services();
};

}  // namespace calltracker::test
