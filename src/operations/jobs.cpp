// SPDX-License-Identifier: MIT
#include "operations/jobs.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "operations/job_models.hpp"
#include "pipeline/analyze_in_batches.hpp"
#include "pipeline/start_calls.hpp"

namespace calltracker::operations {
namespace {

bool is_final(JobStatus status) {
  return status == JobStatus::Complete || status == JobStatus::Failed || status == JobStatus::Cancelled;
}

[[noreturn]] void fail_state(const Job& job, std::string_view operation, std::string hint) {
  throw Error(
      {.kind = ErrorKind::Conflict,
       .code = "job-state",
       .message = fmt::format("job {} is {}: it cannot be {}", job.id.str(), name_of(job.status), operation),
       .hint = std::move(hint),
       .state = "nothing was changed"});
}

// The stored phase would have to be written by every call; the counters say the same.
void derive_phase(Job& job) {
  const std::int64_t analysed = job.total_calls - job.skipped_calls;
  if (job.status == JobStatus::Complete) {
    job.phase = JobPhase::Insight;
  } else {
    job.phase = job.silver_calls < analysed ? JobPhase::Silver : JobPhase::Gold;
  }
}

void set_status(Services& services, Job& job, JobStatus status,
                std::optional<std::string> code = std::nullopt,
                std::optional<std::string> message = std::nullopt) {
  services.calls.set_job_status(job.id, status, code, message, services.clock.now_ms());
  job.status = status;
  job.status_code = std::move(code);
  job.status_message = std::move(message);
}

// What the provider still works on would be paid for nothing. Gives the first failure, if any.
std::optional<llm::ModelFailure> cancel_at_provider(Services& services, const Job& job) {
  const auto client = services.batches_for(job.options);
  if (!client) return std::nullopt;
  std::optional<llm::ModelFailure> first;
  for (llm::ModelFailure& failure : pipeline::cancel_batches(services.journal, *client, job.id)) {
    services.log.warning("batch-not-cancelled", {{"job", job.id.str()}, {"code", failure.code}});
    if (!first) first = std::move(failure);
  }
  return first;
}

Job find_job(Services& services, std::string_view name) {
  if (name == "last") {
    const store::JobPage newest = services.calls.list_jobs(1, std::nullopt);
    if (!newest.jobs.empty()) return newest.jobs.front();
  } else {
    const std::vector<Job> matches = services.calls.find_jobs_by_prefix(name);
    if (matches.size() == 1) return matches.front();
    if (matches.size() > 1) {
      throw Error({.kind = ErrorKind::NotFound,
                   .code = "job-ambiguous",
                   .message = fmt::format("\"{}\" fits {} jobs", name, matches.size()),
                   .hint = "give more letters of the id"});
    }
  }
  throw Error(
      {.kind = ErrorKind::NotFound,
       .code = "job-not-found",
       .message = name == "last" ? "there is no job yet" : fmt::format("no job is named \"{}\"", name),
       .hint = "calltracker jobs list shows every job"});
}

// They were known when the job began; another file of models may be in force now.
void require_prices_for_budget(Services& services, const Job& job) {
  if (job.options.budget_usd) require_prices(services.catalog, job.options, services.clock.now_ms());
}

}  // namespace

durable::GroupId group_of(const JobId& id) {
  return durable::GroupId(id.str());
}

Job load_job(Services& services, std::string_view name) {
  Job job = find_job(services, name);
  if (!is_final(job.status)) {
    // The group is the truth about pausing: whoever paused it may have died before telling the job.
    const durable::GroupView group = services.journal.read_group(group_of(job.id));
    if (group.state == durable::GroupState::Paused) {
      job.status = JobStatus::Paused;
      if (!job.status_message && !group.message.empty()) job.status_message = group.message;
    }
  }
  derive_phase(job);
  return job;
}

std::vector<Job> list_jobs(Services& services, int limit) {
  return list_job_page(services, limit, std::nullopt).jobs;
}

store::JobPage list_job_page(Services& services, int limit, const std::optional<std::string>& cursor) {
  store::JobPage page = services.calls.list_jobs(limit, cursor);
  for (Job& job : page.jobs) derive_phase(job);
  return page;
}

Job pause_job(Services& services, std::string_view name) {
  Job job = load_job(services, name);
  if (is_final(job.status)) fail_state(job, "paused", "only a job that is still running can be paused");
  services.journal.pause_group(group_of(job.id), "paused by a person");
  set_status(services, job, JobStatus::Paused, "paused-by-user", "paused by a person");
  return job;
}

Job resume_job(Services& services, std::string_view name) {
  Job job = load_job(services, name);
  if (is_final(job.status)) {
    fail_state(job, "resumed",
               job.failed_calls > 0 ? "calltracker jobs retry runs its failed calls again" : "");
  }
  require_prices_for_budget(services, job);
  services.journal.resume_group(group_of(job.id));
  set_status(services, job, JobStatus::Processing);
  return job;
}

Job set_budget(Services& services, std::string_view name, double budget_usd) {
  Job job = load_job(services, name);
  if (is_final(job.status)) fail_state(job, "given another budget", "it has ended");
  if (budget_usd <= job.cost_usd) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "budget-too-low",
                 .message = fmt::format("job {} has already cost ${:.4f}", job.id.str(), job.cost_usd),
                 .found = fmt::format("{:g}", budget_usd),
                 .hint = "the budget is for the whole job: give more than it has cost",
                 .state = "nothing was changed"});
  }
  require_prices(services.catalog, job.options, services.clock.now_ms());
  job.options.budget_usd = budget_usd;
  services.calls.set_job_options(job.id, job.options);
  return job;
}

Job cancel_job(Services& services, std::string_view name) {
  Job job = load_job(services, name);
  if (is_final(job.status)) fail_state(job, "cancelled", "");
  services.journal.cancel_group(group_of(job.id), services.clock.now_ms());
  cancel_at_provider(services, job);
  set_status(services, job, JobStatus::Cancelled, "cancelled-by-user", "cancelled by a person");
  return job;
}

Job retry_job(Services& services, std::string_view name) {
  Job job = load_job(services, name);
  if (job.status == JobStatus::Processing || job.status == JobStatus::Pending) {
    fail_state(job, "retried", "wait until it has ended, or pause it first");
  }
  if (job.failed_calls == 0) fail_state(job, "retried", "no call of it has failed");
  require_prices_for_budget(services, job);
  services.calls.reopen_calls(job.id, /*only_failed=*/true,
                              pipeline::further_runs_for_calls(job, services.clock));
  services.journal.resume_group(group_of(job.id));
  set_status(services, job, JobStatus::Processing);
  return load_job(services, job.id.str());
}

Job settle_job(Services& services, Job job) {
  if (job.status != JobStatus::Processing && job.status != JobStatus::Pending) return job;
  const durable::GroupView group = services.journal.read_group(group_of(job.id));
  if (group.state != durable::GroupState::Active || group.unfinished() > 0) return job;
  // The last run's end and the job's completion are one transaction: looked at in this order, a job that is
  // still open has no run left to complete it.
  job = load_job(services, job.id.str());
  if (job.status != JobStatus::Processing && job.status != JobStatus::Pending) return job;
  set_status(services, job, JobStatus::Failed, "runs-failed",
             "some calls ended without a result; see the log, then calltracker jobs retry");
  return load_job(services, job.id.str());
}

Job delete_job(Services& services, std::string_view name) {
  Job job = load_job(services, name);
  if (!is_final(job.status)) {
    // Its runs must not go on without their calls, nor the provider for a job that nobody can name any more.
    services.journal.cancel_group(group_of(job.id), services.clock.now_ms());
    if (const auto failure = cancel_at_provider(services, job)) {
      set_status(services, job, JobStatus::Cancelled, "cancelled-by-user", "cancelled by a person");
      throw Error(
          {.kind = ErrorKind::Provider,
           .code = "batch-not-cancelled",
           .message = "the provider still works on a batch of the job, and could not be told to stop: " +
                      failure->message,
           .where = job.id.str(),
           .hint = "stop the batch in the provider's console, then delete the job again",
           .state = "the job is cancelled, not deleted"});
    }
  }
  services.calls.delete_job(job.id);
  return job;
}

}  // namespace calltracker::operations
