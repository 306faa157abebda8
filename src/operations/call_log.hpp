// SPDX-License-Identifier: MIT
#pragma once

// A call log opened for reading: how its columns are understood, and its calls, as often as they are wanted.

#include <functional>

#include "bronze/call_importer.hpp"
#include "bronze/import_plan.hpp"
#include "operations/services.hpp"
#include "operations/submit_job.hpp"

namespace calltracker::operations {

struct CallLog {
  bronze::ReadRows read;
  bronze::ImportPlan plan;
};

// Submit: a log without transcripts is refused. LookAt: it is opened, so that its columns can be corrected.
enum class CallLogUse { Submit, LookAt };

// Throws Error{Input}: the file cannot be read, or has no transcript column; Error{Usage}: an unknown field.
CallLog open_call_log(Services& services, const SubmitRequest& request, CallLogUse use);

// Hands out every call until `visit` says false. Throws Error{Input, "import-no-rows"} when there is none.
void for_each_call(const Services& services, const CallLog& log, const JobId& job,
                   const std::function<bool(Call&&)>& visit);

}  // namespace calltracker::operations
