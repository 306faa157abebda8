// SPDX-License-Identifier: MIT
#include "tests/support/analysis_scene.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <utility>

#include "app/embedded_job_execution.hpp"

namespace calltracker::test {
namespace {

std::filesystem::path make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "calltracker-analysis-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

operations::Settings settings_with_key() {
  operations::Settings settings;
  settings.provider = "anthropic";
  settings.preset = "balanced";
  settings.anthropic_api_key = "not-a-key";
  return settings;
}

}  // namespace

struct AnalysisScene::Process {
  Process(AnalysisScene& scene, llm::ModelClient& client)
      : limiter(scene.timers, scene.limits_),
        stores(store::sql::open_stores((scene.folder_ / "calls.db").string(), scene.clock, scene.log)),
        stored(*stores.settings, [] { return operations::SecretBox::from_secret("a secret of the test"); }),
        jobs(
            *stores.calls, [&scene]() -> const Workspace& { return scene.workspaces.get(); }, scene.catalog,
            scene.clock,
            [this, &client](const JobOptions&, const Workspace&) {
              return pipeline::ModelAccess{client, limiter};
            }),
        analyze{.clock = scene.clock, .calls = *stores.calls, .jobs = jobs},
        services{.clock = scene.clock,
                 .log = scene.log,
                 .settings = scene.settings,
                 .workspaces = scene.workspaces,
                 .stored = stored,
                 .catalog = scene.catalog,
                 .calls = *stores.calls,
                 .journal = *stores.journal,
                 .start_execution =
                     [this, &scene](const Job& job, operations::JobExecution::Events events) {
                       return std::make_unique<app::EmbeddedJobExecution>(
                           *stores.journal, registry, scene.clock, scene.log, job, std::move(events));
                     },
                 .require_key = [](const std::string&) {},
                 .check_models = [](const JobOptions&) { return std::vector<std::string>(); },
                 .key_changed = [](std::string_view) {},
                 .reader_program = CALLTRACKER_PROGRAM} {
    pipeline::register_workflows(registry, analyze);
  }

  llm::Limiter limiter;
  store::sql::Stores stores;
  operations::StoredSettings stored;
  pipeline::JobContexts jobs;
  pipeline::AnalyzeServices analyze;
  durable::WorkflowRegistry registry;
  operations::Services services;
};

AnalysisScene::AnalysisScene(const MakeModel& make_model, llm::LimiterOptions limits)
    : settings(settings_with_key()), folder_(make_folder()), limits_(limits), model_(make_model(*this)) {
  restart();
}

AnalysisScene::~AnalysisScene() {
  process_.reset();
  model_.reset();
  std::filesystem::remove_all(folder_);
}

void AnalysisScene::restart() {
  process_.reset();
  process_ = std::make_unique<Process>(*this, *model_);
}

operations::Services& AnalysisScene::services() {
  return process_->services;
}

Job AnalysisScene::submit(const std::string& csv, operations::SubmitRequest request) {
  const std::filesystem::path file = folder_ / "calls.csv";
  std::ofstream(file, std::ios::binary) << csv;
  return submit(file, std::move(request));
}

Job AnalysisScene::submit(const std::filesystem::path& file, operations::SubmitRequest request) {
  request.file = file;
  return operations::submit_job(services(), request).job;
}

Job AnalysisScene::run(const JobId& id) {
  return operations::run_job(services(), id, {});
}

}  // namespace calltracker::test
