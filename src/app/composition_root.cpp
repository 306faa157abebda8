// SPDX-License-Identifier: MIT
#include "app/composition_root.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "app/embedded_job_execution.hpp"
#include "app/embedded_job_host.hpp"
#include "app/model_clients.hpp"
#include "app/serve.hpp"
#include "app/simulate_provider.hpp"
#include "base/error.hpp"
#include "durable/workflow_registry.hpp"
#include "llm/providers/openai.hpp"
#include "pipeline/analyze_call.hpp"
#include "store/sql/stores.hpp"

namespace calltracker::app {
namespace {

std::optional<std::string> environment_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

struct Unreadable {
  std::string code;
  std::string message;
  std::string hint;
};

std::string read_file(const std::filesystem::path& file, const Unreadable& unreadable) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream.is_open() || stream.bad() || std::filesystem::is_directory(file)) {
    throw Error({.kind = ErrorKind::Input,
                 .code = unreadable.code,
                 .message = unreadable.message,
                 .where = file.string(),
                 .hint = unreadable.hint});
  }
  return text.str();
}

Workspace read_workspace(const std::filesystem::path& file) {
  const std::string text =
      read_file(file, {.code = "workspace-unreadable",
                       .message = "the workspace file cannot be read",
                       .hint = "calltracker config workspace > FILE writes one to start from"});
  return parse_workspace(text, file.string());
}

llm::ModelCatalog read_catalog(const std::filesystem::path& file) {
  const std::string text = read_file(file, {.code = "model-catalog-unreadable",
                                            .message = "the file of models cannot be read",
                                            .hint = "give --models, or CALLTRACKER_MODELS, a readable file"});
  return llm::ModelCatalog::built_in_with(text, file.string());
}

// A database that somebody named must have a folder: a mistyped path is better found than made. The default
// place is ours to make, for its owner alone.
void make_default_folder(const operations::Settings& settings) {
  if (!settings.database_is_default) return;
  const std::filesystem::path folder = std::filesystem::path(settings.database).parent_path();
  if (folder.empty() || std::filesystem::exists(folder)) return;
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
  }
  if (failure) {
    throw Error({.kind = ErrorKind::Storage,
                 .code = "data-folder-unwritable",
                 .message = "the folder for the database cannot be made",
                 .where = folder.string(),
                 .found = failure.message(),
                 .hint = "make it, or choose another place with --db"});
  }
}

}  // namespace

// Declared in the order of dependence: destroyed the other way round.
struct CompositionRoot::Opened {
  Opened(const operations::Settings& settings, const Workspace& workspace,
         const std::shared_ptr<const llm::ModelCatalog>& catalog)
      : log(clock, settings.log_format, settings.log_level),
        stores(store::sql::open_stores(settings.database, clock, log)),
        clients(settings, workspace, catalog),
        jobs(*stores.calls, *catalog, clock,
             [this](const JobOptions& options) { return clients.access_for(options); }),
        analyze{.workspace = workspace, .clock = clock, .calls = *stores.calls, .jobs = jobs},
        services{.clock = clock,
                 .log = log,
                 .settings = settings,
                 .workspace = workspace,
                 .catalog = *catalog,
                 .calls = *stores.calls,
                 .journal = *stores.journal,
                 .start_execution =
                     [this](const Job& job, operations::JobExecution::Events events) {
                       return std::make_unique<EmbeddedJobExecution>(*stores.journal, registry, clock, log,
                                                                     job, std::move(events));
                     },
                 .require_key = [this](const std::string& provider) { clients.require_key(provider); },
                 .check_models = [this](const JobOptions& options) { return clients.check_models(options); },
                 .reader_program = "/proc/self/exe"} {
    pipeline::register_workflows(registry, analyze);
  }

  SystemClock clock;
  Log log;
  store::sql::Stores stores;
  ModelClients clients;
  pipeline::JobContexts jobs;
  pipeline::AnalyzeServices analyze;
  durable::WorkflowRegistry registry;
  operations::Services services;
};

CompositionRoot::CompositionRoot(std::stop_token interrupt) : interrupt_(std::move(interrupt)) {}
CompositionRoot::~CompositionRoot() = default;

const operations::Settings& CompositionRoot::settings(const operations::SettingFlags& flags) {
  if (!settings_) settings_ = operations::resolve_settings(flags, &environment_variable);
  return *settings_;
}

const Workspace& CompositionRoot::workspace(const operations::SettingFlags& flags) {
  if (!workspace_) {
    const auto& file = settings(flags).workspace_file;
    workspace_ = file ? read_workspace(*file) : built_in_workspace();
  }
  return *workspace_;
}

const llm::ModelCatalog& CompositionRoot::catalog(const operations::SettingFlags& flags) {
  if (!catalog_) {
    const operations::Settings& chosen = settings(flags);
    llm::ModelCatalog catalog =
        chosen.models_file ? read_catalog(*chosen.models_file) : llm::ModelCatalog::built_in();
    if (!llm::is_openai_itself(chosen.openai_base_url)) catalog.accept_unlisted("openai");
    catalog_ = std::make_shared<const llm::ModelCatalog>(std::move(catalog));
  }
  return *catalog_;
}

std::vector<std::string> CompositionRoot::check_models(const operations::SettingFlags& flags,
                                                       const JobOptions& options) {
  catalog(flags);
  return ModelClients(settings(flags), workspace(flags), catalog_).check_models(options);
}

operations::Services& CompositionRoot::open(const operations::SettingFlags& flags) {
  if (!opened_) {
    make_default_folder(settings(flags));
    catalog(flags);
    opened_ = std::make_unique<Opened>(settings(flags), workspace(flags), catalog_);
  }
  return opened_->services;
}

void CompositionRoot::serve(const operations::SettingFlags& flags, const cli::ServeRequest& request,
                            const std::function<void(const std::string& url)>& started) {
  operations::Services& services = open(flags);
  EmbeddedJobHost host(*opened_->stores.journal, opened_->registry, opened_->clock, opened_->log);
  app::serve(services, host, request, started, interrupt_);
}

void CompositionRoot::simulate_provider(const operations::SettingFlags& flags,
                                        const cli::SimulateRequest& request,
                                        const std::function<void(const std::string& url)>& started) {
  const operations::Settings& chosen = settings(flags);
  const SystemClock clock;
  Log log(clock, chosen.log_format, chosen.log_level);
  app::simulate_provider(workspace(flags), clock, log, request, started, interrupt_);
}

}  // namespace calltracker::app
