// SPDX-License-Identifier: MIT
#pragma once

// What all calls of one job share while they are analysed in this process: the models it was started with,
// the workspace in force then and the money it may still spend. Loaded from the stored job at first use, and
// again after it was forgotten.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "call/job.hpp"
#include "call/workspace.hpp"
#include "llm/limiter/budget.hpp"
#include "llm/limiter/limiter.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "pipeline/answers_under_way.hpp"
#include "pipeline/money_waits.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

// How a provider is asked: the client, and the limiter that says when.
struct ModelAccess {
  llm::ModelClient& client;
  llm::Limiter& limiter;
};

// Models other than the job's, for calls that are analysed again with them.
struct ModelChoice {
  std::string provider;
  std::string silver_model;
  std::string gold_model;

  auto operator<=>(const ModelChoice&) const = default;
};

struct JobContext {
  JobContext(Job stored, const Workspace& workspace, ModelAccess access, const llm::ModelInfo& silver,
             const llm::ModelInfo& gold, AnswersUnderWay& under_way, MoneyWaits& money);

  // How many more questions of the stage will probably follow, by what the job had still to do when it was
  // taken up.
  std::int64_t alike_expected(std::string_view stage) const;

  Job job;
  const Workspace& workspace;
  ModelAccess models;
  llm::ModelInfo silver_model;
  llm::ModelInfo gold_model;
  llm::Budget budget;
  std::atomic<bool> has_asked_gold{false};
  std::shared_ptr<llm::Limiter::Share> share;
  AnswersUnderWay& under_way;
  MoneyWaits& money;
};

class JobContexts {
 public:
  // Rules work by the job's workspace, so a client may depend on it.
  using AccessFor = std::function<ModelAccess(const JobOptions&, const Workspace&)>;
  // The workspace in force; what it returned stays valid.
  using WorkspaceNow = std::function<const Workspace&()>;

  JobContexts(store::CallStore& calls, WorkspaceNow workspace_now, const llm::ModelCatalog& catalog,
              const Clock& clock, AccessFor access_for)
      : calls_(calls),
        workspace_now_(std::move(workspace_now)),
        catalog_(catalog),
        clock_(clock),
        access_for_(std::move(access_for)),
        money_(calls) {}

  // Throws Error{NotFound, "job-not-found"}, or Error{Usage} for a model that is retired by now.
  std::shared_ptr<JobContext> get(const JobId& id, const std::optional<ModelChoice>& models = std::nullopt);

  // For a job that has no run left. A step still on its way keeps what it has.
  void forget(const JobId& id);

 private:
  store::CallStore& calls_;
  WorkspaceNow workspace_now_;
  const llm::ModelCatalog& catalog_;
  const Clock& clock_;
  AccessFor access_for_;
  AnswersUnderWay under_way_;
  MoneyWaits money_;
  std::mutex mutex_;
  std::map<std::pair<JobId, std::optional<ModelChoice>>, std::shared_ptr<JobContext>> contexts_;
};

}  // namespace calltracker::pipeline
