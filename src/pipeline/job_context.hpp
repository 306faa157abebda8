// SPDX-License-Identifier: MIT
#pragma once

// What all calls of one job share while they are analysed in this process: the models it was started with and
// the money it may still spend. Loaded from the stored job at first use.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

#include "base/clock.hpp"
#include "call/job.hpp"
#include "llm/limiter/budget.hpp"
#include "llm/limiter/limiter.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"
#include "pipeline/answers_under_way.hpp"
#include "store/call_store.hpp"

namespace calltracker::pipeline {

// How a provider is asked: the client, and the limiter that says when.
struct ModelAccess {
  llm::ModelClient& client;
  llm::Limiter& limiter;
};

struct JobContext {
  JobContext(Job stored, ModelAccess access, const llm::ModelInfo& silver, const llm::ModelInfo& gold,
             AnswersUnderWay& under_way);

  // How many more questions of the stage will probably follow, by what the job had still to do when it was
  // taken up.
  std::int64_t alike_expected(std::string_view stage) const;

  Job job;
  ModelAccess models;
  llm::ModelInfo silver_model;
  llm::ModelInfo gold_model;
  llm::Budget budget;
  std::shared_ptr<llm::Limiter::Share> share;
  AnswersUnderWay& under_way;
};

class JobContexts {
 public:
  using AccessFor = std::function<ModelAccess(const JobOptions&)>;

  JobContexts(store::CallStore& calls, const llm::ModelCatalog& catalog, const Clock& clock,
              AccessFor access_for)
      : calls_(calls), catalog_(catalog), clock_(clock), access_for_(std::move(access_for)) {}

  // Throws Error{NotFound, "job-not-found"}, or Error{Usage} for a model that is retired by now.
  std::shared_ptr<JobContext> get(const JobId& id);

 private:
  store::CallStore& calls_;
  const llm::ModelCatalog& catalog_;
  const Clock& clock_;
  AccessFor access_for_;
  AnswersUnderWay under_way_;
  std::mutex mutex_;
  std::map<JobId, std::shared_ptr<JobContext>> contexts_;
};

}  // namespace calltracker::pipeline
