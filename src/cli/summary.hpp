// SPDX-License-Identifier: MIT
#pragma once

// What a manager reads first when a job has ended: whom to call back, who needs coaching, which source brings
// buyers.

#include <filesystem>
#include <string>
#include <vector>

#include "base/time_zone.hpp"
#include "call/job.hpp"
#include "call/workspace.hpp"
#include "cli/terminal.hpp"
#include "insight/insight.hpp"

namespace calltracker::cli {

std::string render_summary(const Terminal& terminal, const Job& job, const insight::JobInsight& insight,
                           const Workspace& workspace);

}  // namespace calltracker::cli
