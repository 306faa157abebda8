// SPDX-License-Identifier: MIT
#pragma once

// Looks at a call log before a job is started: how its columns are understood, what would be skipped and why,
// what the analysis will cost and how long it will take. Stores nothing and asks no model.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "llm/job_cost.hpp"
#include "operations/services.hpp"
#include "operations/submit_job.hpp"

namespace calltracker::operations {

struct PreviewColumn {
  std::string header;
  std::optional<std::string> field;  // camelCase; nullopt: kept, but not understood
  std::vector<std::string> samples;  // at most three different values, shortened
};

struct PreviewField {
  std::string name;  // camelCase
  std::string title;
  bool required = false;
};

struct SkippedRow {
  int row = 0;
  SkipReason reason = SkipReason::Malformed;
  std::optional<std::string> detail;
};

struct PreviewWarning {
  std::string code;
  std::string message;
};

struct JobPreview {
  std::string file_name;
  std::string sheet;  // empty for .csv
  int header_row = 0;
  std::int64_t rows = 0;
  std::int64_t to_analyse = 0;
  std::map<SkipReason, std::int64_t> skipped;
  std::vector<SkippedRow> skipped_rows;  // the first fifty
  std::vector<PreviewColumn> columns;
  std::vector<PreviewField> fields;
  std::vector<std::string> missing;  // required fields that no column was found for
  std::vector<PreviewWarning> warnings;
  JobOptions options;  // what the job would be run with
  llm::JobEstimate estimate;
};

// A log whose transcripts were not found is shown all the same: what is missing can be pointed out. Throws
// what submit_job() throws otherwise.
JobPreview estimate_job(Services& services, const SubmitRequest& request);

}  // namespace calltracker::operations
