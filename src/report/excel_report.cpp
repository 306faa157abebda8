// SPDX-License-Identifier: MIT
#include "report/excel_report.hpp"

#include <fmt/format.h>

#include <ctime>

#include "base/time_zone.hpp"
#include "call/result_json.hpp"
#include "report/excel/sheets.hpp"
#include "report/output_file.hpp"

namespace calltracker::report {

namespace {

void set_properties(Book& book, const ReportInput& input) {
  const std::string title = band_title(input, fmt::format("{}: call report", input.workspace.company));
  lxw_doc_properties properties{};
  // The library copies the texts; its fields are not const for want of care.
  properties.title = const_cast<char*>(title.c_str());
  properties.company = const_cast<char*>(input.workspace.company.c_str());
  properties.created = static_cast<std::time_t>(input.generated_at_ms / 1000);
  workbook_set_properties(book.workbook(), &properties);
}

}  // namespace

std::string band_title(const ReportInput& input, std::string_view title) {
  const std::optional<std::string_view> label = provider_label(input.job.options);
  return label ? fmt::format("{}  ({})", title, *label) : std::string(title);
}

void write_excel(const ReportInput& input, const std::filesystem::path& path) {
  const TimeZone zone(input.workspace.time_zone);
  OutputFile file(path);
  Book book(file.partial_path(), zone);
  set_properties(book, input);
  write_dashboard_sheet(book, input);
  write_rep_sheet(book, input);
  write_leads_sheet(book, input);
  CallsSheet calls(book, input);
  BreakdownSheet breakdown(book, input);
  input.for_each_call([&](const Call& call) {
    calls.add(call);
    breakdown.add(call);
  });
  calls.finish();
  breakdown.finish();
  write_sources_sheet(book, input);
  write_red_flags_sheet(book, input);
  if (const std::optional<std::string> reason = book.close()) file.fail(*reason);
  file.commit();
}

}  // namespace calltracker::report
