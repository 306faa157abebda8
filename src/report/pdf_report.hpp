// SPDX-License-Identifier: MIT
#pragma once

// The PDF for a manager's desk: cover, whom to call back, rankings, coaching with evidence, leads, sources,
// red flags and all calls; and a single page about one rep.
//
// Both write the file whole or not at all and throw Error{Storage, "output-…"} when they cannot.

#include <filesystem>
#include <string_view>

#include "report/report_input.hpp"

namespace calltracker::report {

void write_pdf(const ReportInput& input, const std::filesystem::path& path);

// Throws Error{NotFound, "rep-unknown"} for a name that no analysed call bears. Letter case does not matter.
void write_rep_pdf(const ReportInput& input, std::string_view rep_name, const std::filesystem::path& path);

}  // namespace calltracker::report
