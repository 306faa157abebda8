// SPDX-License-Identifier: MIT
#include "operations/submit_job.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "operations/call_channel.hpp"
#include "operations/call_log.hpp"
#include "operations/job_estimator.hpp"
#include "pipeline/analyze_in_batches.hpp"
#include "pipeline/start_calls.hpp"

namespace calltracker::operations {
namespace {

Job new_job(const Services& services, const SubmitRequest& request, const bronze::ImportPlan& plan,
            JobOptions options) {
  const UnixMillis now_ms = services.clock.now_ms();
  Job job{.id = request.id.empty() ? new_job_id(services.clock) : request.id,
          .file_name = plan.file_name,
          .file_hash = sha256_hex_of_file(request.file),
          .options = std::move(options)};
  job.status = JobStatus::Processing;
  job.phase = JobPhase::Silver;
  job.column_mapping = plan.mapping.to_map();
  job.created_at_ms = now_ms;
  job.updated_at_ms = now_ms;
  return job;
}

// What either the settings or the page keep from providers.
PersonalDataKinds usual_redaction(const Services& services) {
  PersonalDataKinds kinds = services.stored.privacy().redact;
  kinds.insert(services.settings.redaction.begin(), services.settings.redaction.end());
  return kinds;
}

std::optional<double> checked_share(const std::optional<double>& double_score) {
  if (double_score && !(*double_score > 0 && *double_score <= 1)) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "double-score-share",
                 .message = "the share of calls to score twice lies above 0 and is at most 1",
                 .found = fmt::format("{}", *double_score),
                 .hint = "for example 0.05, which is 5 %",
                 .state = "nothing was imported"});
  }
  return double_score;
}

}  // namespace

JobId new_job_id(const Clock& clock) {
  return JobId("job_" + make_ulid(clock.now_ms()));
}

// Checked before anything is stored, so that a retired model costs nothing but a message.
JobOptions job_options(Services& services, const SubmitRequest& request) {
  const Settings& settings = services.settings;
  ModelWishes models = request.models;
  if (!models.provider) models.provider = usual_provider(settings, services.stored);
  services.require_key(*models.provider);
  JobOptions options = choose_models(settings, services.catalog, models, services.clock.now_ms());
  options.concurrency = request.concurrency.value_or(settings.concurrency);
  options.budget_usd = request.budget_usd;
  if (options.budget_usd) require_prices(services.catalog, options, services.clock.now_ms());
  options.double_score = checked_share(request.double_score);
  options.redaction = request.redaction.value_or(usual_redaction(services));
  options.in_batches = request.in_batches;
  if (request.in_batches && !services.batches_for(options)) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "batch-unsupported",
                 .message = "this provider takes no batches",
                 .found = options.provider,
                 .hint = "leave --batch out, or use anthropic or openai",
                 .state = "nothing was imported"});
  }
  return options;
}

Submission submit_job(Services& services, const SubmitRequest& request) {
  const JobOptions options = job_options(services, request);
  std::vector<std::string> warnings = services.check_models(options);
  const CallLog log = open_call_log(services, request, CallLogUse::Submit);
  Job job = new_job(services, request, log.plan, options);
  JobEstimator estimator(services, options);
  CallChannel channel([&services, &log, &job, &estimator](const CallChannel::Push& push) {
    for_each_call(services, log, job.id, [&push, &estimator](Call&& call) {
      estimator.add(call);
      return push(std::move(call));
    });
  });
  services.calls.import_job(
      job, [&channel] { return channel.pull(); },
      request.in_batches ? pipeline::run_for_batches(job) : pipeline::runs_for_calls(job));
  if (!request.columns.empty()) {
    services.calls.put_column_mapping(log.plan.header_fingerprint, to_json_text(log.plan.mapping.to_json()));
  }
  services.log.info("job-submitted",
                    {{"job", job.id.str()}, {"calls", job.total_calls}, {"skipped", job.skipped_calls}});
  return {.job = std::move(job),
          .sheet = log.plan.sheet,
          .header_row = static_cast<int>(log.plan.header_row),
          .warnings = std::move(warnings),
          .estimate = estimator.estimate()};
}

}  // namespace calltracker::operations
