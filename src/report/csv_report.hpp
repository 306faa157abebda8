// SPDX-License-Identifier: MIT
#pragma once

// One row per call as CSV for spreadsheets: RFC 4180, UTF-8 with a byte order mark (Excel reads it as Windows
// text otherwise), times by the workspace's clock.
//
// A cell that a spreadsheet would take for a formula gets an apostrophe in front, so that opening the file
// runs nothing. Unknown facts are empty cells.

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>

#include "report/report_input.hpp"

namespace calltracker::report {

void write_csv(std::ostream& out, const ReportInput& input);

// The file appears whole or not at all; throws Error{Storage, "output-…"}.
void write_csv(const ReportInput& input, const std::filesystem::path& path);

// One field, quoted when it has to be.
std::string csv_field(std::string_view text);

}  // namespace calltracker::report
