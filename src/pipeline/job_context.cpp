// SPDX-License-Identifier: MIT
#include "pipeline/job_context.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"

namespace calltracker::pipeline {

JobContext::JobContext(Job stored, const Workspace& workspace_in_force, ModelAccess access,
                       const llm::ModelInfo& silver, const llm::ModelInfo& gold, AnswersUnderWay& answers,
                       MoneyWaits& money_waits)
    : job(std::move(stored)),
      workspace(workspace_in_force),
      models(access),
      silver_model(silver),
      gold_model(gold),
      budget(job.options.budget_usd, job.cost_usd),
      share(access.limiter.open_share(job.options.concurrency, budget)),
      under_way(answers),
      money(money_waits) {}

std::int64_t JobContext::alike_expected(std::string_view stage) const {
  const std::int64_t calls = job.total_calls - job.skipped_calls;
  if (stage == "silver") return std::max<std::int64_t>(0, calls - job.silver_calls - 1);
  // About half of the calls are sales conversations, and only those are scored.
  return std::max<std::int64_t>(0, (calls - job.gold_calls - 1) / 2);
}

std::shared_ptr<JobContext> JobContexts::get(const JobId& id, const std::optional<ModelChoice>& models) {
  const std::lock_guard lock(mutex_);
  auto& context = contexts_[{id, models}];
  if (!context) {
    std::optional<Job> job = calls_.find_job(id);
    if (!job) {
      throw Error({.kind = ErrorKind::NotFound,
                   .code = "job-not-found",
                   .message = "the job is gone: it was deleted"});
    }
    JobOptions& options = job->options;
    if (models) {
      options.provider = models->provider;
      options.silver_model = models->silver_model;
      options.gold_model = models->gold_model;
    }
    const UnixMillis now_ms = clock_.now_ms();
    const Workspace& workspace = workspace_now_();
    context = std::make_shared<JobContext>(*job, workspace, access_for_(options, workspace),
                                           catalog_.require(options.provider, options.silver_model, now_ms),
                                           catalog_.require(options.provider, options.gold_model, now_ms),
                                           under_way_, money_);
  }
  return context;
}

void JobContexts::forget(const JobId& id) {
  const std::lock_guard lock(mutex_);
  std::erase_if(contexts_, [&id](const auto& entry) { return entry.first.first == id; });
}

}  // namespace calltracker::pipeline
