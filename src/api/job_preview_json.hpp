// SPDX-License-Identifier: MIT
#pragma once

// A job's preview as the interface documents it: JobPreview in openapi.json.

#include "base/json.hpp"
#include "operations/estimate_job.hpp"

namespace calltracker::api {

json::object to_json(const operations::JobPreview& preview);

}  // namespace calltracker::api
