// SPDX-License-Identifier: MIT
#include "pipeline/job_context.hpp"

#include "base/error.hpp"

namespace calltracker::pipeline {

bool Budget::try_reserve(double usd) {
  const std::lock_guard lock(mutex_);
  if (limit_usd_ && usd > 0 && spent_usd_ + reserved_usd_ + usd > *limit_usd_) return false;
  reserved_usd_ += usd;
  return true;
}

void Budget::settle(double reserved_usd, double paid_usd) {
  const std::lock_guard lock(mutex_);
  reserved_usd_ -= reserved_usd;
  spent_usd_ += paid_usd;
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
    context = std::shared_ptr<JobContext>(
        new JobContext{.job = *job,
                       .client = client_for_(options),
                       .silver_model = catalog_.require(options.provider, options.silver_model, now_ms),
                       .gold_model = catalog_.require(options.provider, options.gold_model, now_ms),
                       .budget = Budget(options.budget_usd, job->cost_usd)});
  }
  return context;
}

}  // namespace calltracker::pipeline
