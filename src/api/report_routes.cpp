// SPDX-License-Identifier: MIT
#include <filesystem>
#include <string>
#include <utility>

#include "api/context.hpp"
#include "operations/export_job.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;
using operations::ExportFormat;

std::string_view content_type_of(ExportFormat format) {
  switch (format) {
    case ExportFormat::Pdf:
      return "application/pdf";
    case ExportFormat::Xlsx:
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case ExportFormat::Csv:
      return "text/csv; charset=utf-8";
    case ExportFormat::Json:
      return "application/json";
  }
  return "application/octet-stream";
}

void send_report(Context& context, const Request& request, Responder& responder, ExportFormat format) {
  const Job job = find_imported_job(context, request.parameter("id"));
  TemporaryFile file(context.work_folder);
  file.close();
  operations::export_job(context.services, job, operations::build_insight(context.services, job), format,
                         file.path());
  const std::string stem = std::filesystem::path(job.file_name).stem().string();
  responder.answer(download(std::move(file), content_type_of(format),
                            stem + "-report." + std::string(operations::name_of(format))));
}

}  // namespace

void add_report_routes(Router& router, Context& context) {
  for (const ExportFormat format : operations::kExportFormats) {
    router.add("GET", "/api/jobs/{id}/report." + std::string(operations::name_of(format)),
               [&context, format](Request& request, Responder responder) {
                 send_report(context, request, responder, format);
               });
  }
}

}  // namespace calltracker::api
