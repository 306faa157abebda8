// SPDX-License-Identifier: MIT
#include "app/composition_root.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "app/data_folder_for.hpp"
#include "app/embedded_job_execution.hpp"
#include "app/embedded_job_host.hpp"
#include "app/model_clients.hpp"
#include "app/serve.hpp"
#include "app/simulate_provider.hpp"
#include "base/error.hpp"
#include "durable/workflow_registry.hpp"
#include "llm/providers/openai.hpp"
#include "pipeline/analyze_call.hpp"
#include "store/sql/sqlite_backup.hpp"
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

operations::WorkspaceVersion first_workspace(const operations::Settings& settings) {
  if (!settings.workspace_file) {
    return operations::make_workspace_version(std::string(built_in_workspace_text()),
                                              "the built-in workspace", "built-in");
  }
  const std::filesystem::path& file = *settings.workspace_file;
  std::string text =
      read_file(file, {.code = "workspace-unreadable",
                       .message = "the workspace file cannot be read",
                       .hint = "calltracker config workspace > FILE writes one to start from"});
  return operations::make_workspace_version(std::move(text), file.string(), "file");
}

operations::SecretBox secret_box_for(const operations::Settings& settings) {
  if (!settings.secret.empty()) return operations::SecretBox::from_secret(settings.secret);
  const std::filesystem::path file = key_file_for(settings.database);
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
  return operations::SecretBox::from_file(file);
}

// "" for a provider whose key the environment does not give.
std::string key_outside(const operations::Settings& settings, std::string_view provider) {
  if (provider == "anthropic") return settings.anthropic_api_key;
  return provider == "openai" ? settings.openai_api_key : "";
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
  Opened(const operations::Settings& settings, operations::WorkspaceVersion workspace,
         const std::shared_ptr<const llm::ModelCatalog>& catalog)
      : log(clock, settings.log_format, settings.log_level),
        stores(store::sql::open_stores(settings.database, clock, log)),
        workspaces(std::move(workspace)),
        stored(*stores.settings, [&settings] { return secret_box_for(settings); }),
        clients(settings, catalog),
        jobs(
            *stores.calls, [this]() -> const Workspace& { return workspaces.get(); }, *catalog, clock,
            [this](const JobOptions& options, const Workspace& in_force) {
              return clients.access_for(options, in_force);
            }),
        analyze{.clock = clock,
                .calls = *stores.calls,
                .jobs = jobs,
                .batches_for = [this](const JobOptions& options) { return clients.batches_for(options); }},
        services{.clock = clock,
                 .log = log,
                 .settings = settings,
                 .workspaces = workspaces,
                 .stored = stored,
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
                 .key_changed = [this](std::string_view provider) { use_stored_key(provider); },
                 .batches_for = [this](const JobOptions& options) { return clients.batches_for(options); },
                 .reader_program = "/proc/self/exe"} {
    // A file named at start is meant; what was stored earlier is meant otherwise.
    const auto text = settings.workspace_file ? std::nullopt : stored.workspace();
    if (text) workspaces.use(operations::make_workspace_version(*text, "the stored workspace", "stored"));
    for (const char* provider : {"anthropic", "openai"}) {
      if (stored.has_key(provider)) use_stored_key(provider);
    }
    pipeline::register_workflows(registry, analyze);
  }

  // What the environment says wins.
  void use_stored_key(std::string_view provider) {
    std::string key = key_outside(services.settings, provider);
    if (key.empty()) key = stored.key(provider).value_or("");
    clients.use_key(provider, std::move(key));
  }

  SystemClock clock;
  Log log;
  store::sql::Stores stores;
  operations::CurrentWorkspace workspaces;
  operations::StoredSettings stored;
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
  if (!workspace_) workspace_ = first_workspace(settings(flags));
  return workspace_->workspace;
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
  return ModelClients(settings(flags), catalog_).check_models(options);
}

operations::Services& CompositionRoot::open(const operations::SettingFlags& flags) {
  if (!opened_) {
    make_default_folder(settings(flags));
    catalog(flags);
    opened_ = std::make_unique<Opened>(settings(flags), first_workspace(settings(flags)), catalog_);
  }
  return opened_->services;
}

void CompositionRoot::serve(const operations::SettingFlags& flags, const cli::ServeRequest& request,
                            const std::function<void(const std::string& url)>& started) {
  operations::Services& services = open(flags);
  EmbeddedJobHost host(*opened_->stores.journal, opened_->registry, opened_->clock, opened_->log,
                       [this](const JobId& id) { opened_->jobs.forget(id); });
  app::serve(services, opened_->clients.meter(), host, request, started, interrupt_);
}

void CompositionRoot::simulate_provider(const operations::SettingFlags& flags,
                                        const cli::SimulateRequest& request,
                                        const std::function<void(const std::string& url)>& started) {
  const operations::Settings& chosen = settings(flags);
  const SystemClock clock;
  Log log(clock, chosen.log_format, chosen.log_level);
  app::simulate_provider(workspace(flags), clock, log, request, started, interrupt_);
}

std::uint64_t CompositionRoot::back_up(const operations::SettingFlags& flags,
                                       const std::filesystem::path& file) {
  return store::sql::back_up(settings(flags).database, file);
}

void CompositionRoot::restore(const operations::SettingFlags& flags, const std::filesystem::path& file) {
  store::sql::restore(settings(flags).database, file, SystemClock());
}

}  // namespace calltracker::app
