// SPDX-License-Identifier: MIT
#pragma once

// What all calls of one job share while they are analysed in this process: the models it was started with and
// the money it may still spend. Loaded from the stored job at first use.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "call/job.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

// Money that requests in flight may cost is set aside before they are sent, so that the budget is never
// passed.
class Budget {
 public:
  Budget(std::optional<double> limit_usd, double spent_usd) : limit_usd_(limit_usd), spent_usd_(spent_usd) {}

  // False when the request might pass the limit; nothing is set aside then.
  bool try_reserve(double usd);
  // The request has ended and cost this much.
  void settle(double reserved_usd, double paid_usd);

 private:
  const std::optional<double> limit_usd_;
  std::mutex mutex_;
  double spent_usd_;
  double reserved_usd_ = 0;
};

// Models other than the job's, for calls that are analysed again with them.
struct ModelChoice {
  std::string provider;
  std::string silver_model;
  std::string gold_model;

  auto operator<=>(const ModelChoice&) const = default;
};

struct JobContext {
  Job job;
  llm::ModelClient& client;
  llm::ModelInfo silver_model;
  llm::ModelInfo gold_model;
  Budget budget;
};

class JobContexts {
 public:
  using ClientFor = std::function<llm::ModelClient&(const JobOptions&)>;

  JobContexts(store::CallStore& calls, const llm::ModelCatalog& catalog, const Clock& clock,
              ClientFor client_for)
      : calls_(calls), catalog_(catalog), clock_(clock), client_for_(std::move(client_for)) {}

  // Throws Error{NotFound, "job-not-found"}, or Error{Usage} for a model that is retired by now.
  std::shared_ptr<JobContext> get(const JobId& id, const std::optional<ModelChoice>& models = std::nullopt);

 private:
  store::CallStore& calls_;
  const llm::ModelCatalog& catalog_;
  const Clock& clock_;
  ClientFor client_for_;
  std::mutex mutex_;
  std::map<std::pair<JobId, std::optional<ModelChoice>>, std::shared_ptr<JobContext>> contexts_;
};

}  // namespace calltracker::pipeline
