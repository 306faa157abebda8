// SPDX-License-Identifier: MIT
#include "operations/call_log.hpp"

#include <utility>

#include "base/error.hpp"
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

}  // namespace

CallLog open_call_log(Services& services, const SubmitRequest& request, CallLogUse use) {
  bronze::ImportOptions options;
  options.needs_transcript = use == CallLogUse::Submit;
  options.file_name = request.file.filename().string();
  for (const auto& [field, header] : request.columns)
    options.columns.push_back(bronze::make_column_choice(field, header));
  options.remembered = [&services](const std::string& fingerprint) {
    return remembered_choices(services, fingerprint);
  };
  CallLog log{.read = reader_of(services, request.file), .plan = {}};
  log.plan = bronze::plan_import(log.read, options);
  return log;
}

void for_each_call(const Services& services, const CallLog& log, const JobId& job,
                   const std::function<bool(Call&&)>& visit) {
  const bronze::ImportSummary summary = bronze::import_calls(
      log.read, log.plan, services.workspace(), services.clock, job, [&visit](Call&& call) {
        return visit(std::move(call)) ? workbook::Flow::Continue : workbook::Flow::Stop;
      });
  if (summary.calls == 0) {
    throw Error({.kind = ErrorKind::Input,
                 .code = "import-no-rows",
                 .message = "the file has a header but no call below it",
                 .where = log.plan.file_name,
                 .state = "nothing was imported"});
  }
}

}  // namespace calltracker::operations
