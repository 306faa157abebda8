// SPDX-License-Identifier: MIT
#include "operations/export_job.hpp"

#include <unistd.h>

#include <system_error>

#include "base/error.hpp"
#include "insight/insight_builder.hpp"
#include "report/csv_report.hpp"
#include "report/excel_report.hpp"
#include "report/json_report.hpp"
#include "report/pdf_report.hpp"
#include "report/report_input.hpp"

namespace calltracker::operations {
namespace {

report::ReportInput input_for(Services& services, const Job& job, const insight::JobInsight& insight) {
  return {.job = job,
          .workspace = services.workspace(),
          .insight = insight,
          .for_each_call =
              [&services, id = job.id](const std::function<void(const Call&)>& visit) {
                services.calls.for_each_call(id, visit);
              },
          .find_turns =
              [&services](const CallId& id) {
                const std::optional<Call> call = services.calls.find_call(id);
                return call ? call->record.turns : std::vector<Turn>();
              },
          .generated_at_ms = services.clock.now_ms()};
}

[[noreturn]] void fail_folder(const std::filesystem::path& folder, std::string code, std::string message) {
  throw Error({.kind = ErrorKind::Storage,
               .code = std::move(code),
               .message = std::move(message),
               .where = folder.string(),
               .hint = "give a folder that you may write to",
               .state = "nothing was analysed"});
}

}  // namespace

std::string_view name_of(ExportFormat format) {
  switch (format) {
    case ExportFormat::Pdf:
      return "pdf";
    case ExportFormat::Xlsx:
      return "xlsx";
    case ExportFormat::Csv:
      return "csv";
    case ExportFormat::Json:
      return "json";
  }
  return "json";
}

std::optional<ExportFormat> parse_export_format(std::string_view name) {
  for (const ExportFormat format : kExportFormats) {
    if (name_of(format) == name) return format;
  }
  return std::nullopt;
}

insight::JobInsight build_insight(Services& services, const Job& job) {
  insight::InsightBuilder builder(services.workspace(), services.clock.now_ms());
  services.calls.for_each_call(job.id, [&builder](const Call& call) { builder.add(call); });
  return builder.finish();
}

void export_job(Services& services, const Job& job, const insight::JobInsight& insight, ExportFormat format,
                const std::filesystem::path& path) {
  const report::ReportInput input = input_for(services, job, insight);
  switch (format) {
    case ExportFormat::Pdf:
      return report::write_pdf(input, path);
    case ExportFormat::Xlsx:
      return report::write_excel(input, path);
    case ExportFormat::Csv:
      return report::write_csv(input, path);
    case ExportFormat::Json:
      return report::write_json(input, path, report::JsonStyle::Pretty);
  }
}

void export_rep(Services& services, const store::CallFilter& filter, const insight::JobInsight& insight,
                std::string_view name, const std::filesystem::path& path) {
  Job job;
  if (filter.job) {
    job = services.calls.find_job(*filter.job).value();
  } else {
    // How the newest job was analysed stands for all.
    const store::JobPage newest = services.calls.list_jobs(1, std::nullopt);
    if (!newest.jobs.empty()) job = newest.jobs.front();
    job.file_name = "All uploads";
  }
  report::write_rep_pdf(input_for(services, job, insight), name, path);
}

void ensure_writable_folder(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (std::filesystem::exists(folder) && !std::filesystem::is_directory(folder)) {
    fail_folder(folder, "output-not-a-folder", "the output folder is a file");
  }
  if (failure || access(folder.c_str(), W_OK | X_OK) != 0) {
    fail_folder(folder, "output-unwritable", "the output folder cannot be written to");
  }
}

}  // namespace calltracker::operations
