// SPDX-License-Identifier: MIT
#include "operations/submit_job.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "bronze/call_importer.hpp"
#include "bronze/import_plan.hpp"
#include "operations/call_channel.hpp"
#include "pipeline/start_calls.hpp"
#include "workbook/reader_process.hpp"

namespace calltracker::operations {
namespace {

bronze::ReadRows reader_of(const Services& services, const std::filesystem::path& file) {
  return [program = workbook::ReaderProgram{services.reader_program.string()}, path = file.string()](
             const workbook::ReadRequest& request, workbook::RowSink& sink) {
    workbook::read_in_child(path, request, sink, program);
  };
}

std::vector<bronze::ColumnChoice> remembered_choices(Services& services,
                                                     const std::string& header_fingerprint) {
  const auto stored = services.calls.find_column_mapping(header_fingerprint);
  if (!stored) return {};
  return bronze::choices_of(parse_json(*stored, "a remembered column mapping"));
}

bronze::ImportPlan make_plan(Services& services, const SubmitRequest& request, const bronze::ReadRows& read) {
  bronze::ImportOptions options;
  options.file_name = request.file.filename().string();
  for (const auto& [field, header] : request.columns)
    options.columns.push_back(bronze::make_column_choice(field, header));
  options.remembered = [&services](const std::string& fingerprint) {
    return remembered_choices(services, fingerprint);
  };
  return bronze::plan_import(read, options);
}

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
  return options;
}

Submission submit_job(Services& services, const SubmitRequest& request) {
  const JobOptions options = job_options(services, request);
  std::vector<std::string> warnings = services.check_models(options);
  const bronze::ReadRows read = reader_of(services, request.file);
  const bronze::ImportPlan plan = make_plan(services, request, read);
  Job job = new_job(services, request, plan, options);
  CallChannel channel([&services, &read, &plan, &job](const CallChannel::Push& push) {
    const bronze::ImportSummary summary =
        bronze::import_calls(read, plan, services.workspace(), services.clock, job.id, [&push](Call&& call) {
          return push(std::move(call)) ? workbook::Flow::Continue : workbook::Flow::Stop;
        });
    if (summary.calls == 0) {
      throw Error({.kind = ErrorKind::Input,
                   .code = "import-no-rows",
                   .message = "the file has a header but no call below it",
                   .where = plan.file_name,
                   .state = "nothing was imported"});
    }
  });
  services.calls.import_job(job, [&channel] { return channel.pull(); }, pipeline::runs_for_calls(job));
  if (!request.columns.empty()) {
    services.calls.put_column_mapping(plan.header_fingerprint, to_json_text(plan.mapping.to_json()));
  }
  services.log.info("job-submitted",
                    {{"job", job.id.str()}, {"calls", job.total_calls}, {"skipped", job.skipped_calls}});
  return {.job = std::move(job),
          .sheet = plan.sheet,
          .header_row = static_cast<int>(plan.header_row),
          .warnings = std::move(warnings)};
}

}  // namespace calltracker::operations
