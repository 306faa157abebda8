// SPDX-License-Identifier: MIT
#pragma once

// A call as evidence inside a digest.

#include "base/json.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

json::array evidence_to_digest(const Evidence& evidence);
Evidence evidence_from(const json::value& digest);

}  // namespace calltracker::insight
