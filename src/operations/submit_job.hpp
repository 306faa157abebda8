// SPDX-License-Identifier: MIT
#pragma once

// From a file to a stored job whose calls are queued. The whole file is read before anything is stored: a
// broken file throws and leaves nothing behind.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "llm/job_cost.hpp"
#include "operations/job_models.hpp"
#include "operations/services.hpp"

namespace calltracker::operations {

struct SubmitRequest {
  std::filesystem::path file;
  std::vector<std::pair<std::string, std::string>>
      columns;  // canonical field → header, as the user gave them
  std::optional<double> budget_usd;
  // Where the settings are to be departed from.
  ModelWishes models;
  std::optional<int> concurrency;
  std::optional<PersonalDataKinds> redaction;
  bool in_batches = false;  // half the price, within a day
  // 0-1: so many of the scored calls are scored a second time, at least one.
  std::optional<double> double_score;
  JobId id;  // empty: a new one
};

struct Submission {
  Job job;
  std::string sheet;  // empty for .csv
  int header_row = 0;
  std::vector<std::string> warnings;  // sentences about models that will not be there for long
  llm::JobEstimate estimate;
};

JobId new_job_id(const Clock& clock);

// What the job would be run with. Throws Error{Usage}: a share that is none, a missing key, an unknown or
// retired model, none chosen for a server of one's own.
JobOptions job_options(Services& services, const SubmitRequest& request);

// Throws Error{Input}: the file cannot be read, or has no transcript column; Error{Usage}: an unknown field;
// an unknown or retired model before anything is stored.
Submission submit_job(Services& services, const SubmitRequest& request);

}  // namespace calltracker::operations
