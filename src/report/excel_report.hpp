// SPDX-License-Identifier: MIT
#pragma once

// The Excel report: Dashboard, Rep Leaderboard, Qualified Leads, All Calls, Score Breakdown, Lead Sources and
// Red Flags. Streams the calls once and holds none, so 100,000 are fine.
//
// Writes the file whole or not at all and throws Error{Storage, "output-…"} when it cannot.

#include <filesystem>

#include "report/report_input.hpp"

namespace calltracker::report {

void write_excel(const ReportInput& input, const std::filesystem::path& path);

}  // namespace calltracker::report
