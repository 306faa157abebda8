// SPDX-License-Identifier: MIT
#include "operations/estimate_job.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "operations/call_log.hpp"
#include "operations/job_estimator.hpp"

namespace calltracker::operations {
namespace {

constexpr std::size_t kSkippedRowsShown = 50;
constexpr std::size_t kSamplesShown = 3;
constexpr std::size_t kSampleBytesMax = 80;

// Cut between characters.
std::string shortened(const std::string& text) {
  if (text.size() <= kSampleBytesMax) return text;
  std::size_t size = kSampleBytesMax - 3;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size) + "…";
}

std::vector<PreviewColumn> columns_of(const bronze::ImportPlan& plan) {
  std::vector<PreviewColumn> columns;
  for (std::size_t index = 0; index < plan.headers.size(); ++index) {
    PreviewColumn& column = columns.emplace_back();
    column.header = plan.headers[index].text;
    for (const bronze::MappedColumn& mapped : plan.mapping.columns()) {
      if (mapped.column == plan.headers[index].column)
        column.field = bronze::info_of(mapped.field).camel_name;
    }
    for (const bronze::SampleRow& row : plan.sample_rows) {
      if (column.samples.size() == kSamplesShown) break;
      if (index >= row.texts.size() || row.texts[index].empty()) continue;
      std::string text = shortened(row.texts[index]);
      if (std::find(column.samples.begin(), column.samples.end(), text) == column.samples.end())
        column.samples.push_back(std::move(text));
    }
  }
  return columns;
}

std::vector<PreviewField> all_fields() {
  std::vector<PreviewField> fields;
  for (const bronze::FieldInfo& info : bronze::call_fields()) {
    fields.push_back({.name = info.camel_name,
                      .title = info.title,
                      .required = info.field == bronze::CallField::Transcript});
  }
  return fields;
}

std::vector<std::string> missing_fields(const bronze::ImportPlan& plan,
                                        const std::vector<PreviewField>& fields) {
  std::vector<std::string> missing;
  for (const PreviewField& field : fields) {
    const bool is_found = std::any_of(
        plan.mapping.columns().begin(), plan.mapping.columns().end(),
        [&](const auto& column) { return bronze::info_of(column.field).camel_name == field.name; });
    if (field.required && !is_found) missing.push_back(field.name);
  }
  return missing;
}

std::vector<PreviewWarning> warnings_of(const bronze::ImportPlan& plan, const JobPreview& preview) {
  std::vector<PreviewWarning> warnings;
  for (const bronze::RivalHeader& rival : plan.rivals) {
    warnings.push_back({.code = "column-rival",
                        .message = fmt::format("both \"{}\" and \"{}\" could be the {}; the first is used",
                                               rival.used, rival.other, bronze::info_of(rival.field).title)});
  }
  if (plan.mapping.find(bronze::CallField::StartTime) == nullptr &&
      plan.mapping.find(bronze::CallField::StartDate) == nullptr) {
    warnings.push_back(
        {.code = "column-start-time-missing",
         .message = "no column holds the start time: trends and follow-up times will be missing"});
  }
  if (!preview.missing.empty()) {
    warnings.push_back({.code = "import-missing-column",
                        .message = "no column holds the transcripts: choose the one that does"});
  } else if (preview.to_analyse == 0) {
    warnings.push_back({.code = "nothing-to-analyse", .message = "every row would be skipped"});
  }
  return warnings;
}

}  // namespace

JobPreview estimate_job(Services& services, const SubmitRequest& request) {
  JobPreview preview{.options = job_options(services, request)};
  const CallLog log = open_call_log(services, request, CallLogUse::LookAt);
  preview.file_name = log.plan.file_name;
  preview.sheet = log.plan.sheet;
  preview.header_row = static_cast<int>(log.plan.header_row);
  preview.columns = columns_of(log.plan);
  preview.fields = all_fields();
  preview.missing = missing_fields(log.plan, preview.fields);
  JobEstimator estimator(services, preview.options);
  for_each_call(services, log, JobId("job_estimate"), [&preview, &estimator](Call&& call) {
    ++preview.rows;
    if (!call.skip_reason) {
      ++preview.to_analyse;
      estimator.add(call);
      return true;
    }
    ++preview.skipped[*call.skip_reason];
    if (preview.skipped_rows.size() < kSkippedRowsShown) {
      preview.skipped_rows.push_back(
          {.row = call.record.row, .reason = *call.skip_reason, .detail = call.skip_detail});
    }
    return true;
  });
  preview.warnings = warnings_of(log.plan, preview);
  preview.estimate = estimator.estimate();
  return preview;
}

}  // namespace calltracker::operations
