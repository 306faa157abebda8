// SPDX-License-Identifier: MIT
#pragma once

// The result of a job as one JSON document: { job, calls, reps, leads, sources, divisions, team, redFlags,
// skipped, failed, cost }. Calls are written as they stream by, so the document may be larger than memory.

#include <filesystem>
#include <iosfwd>

#include "base/json.hpp"
#include "report/report_input.hpp"

namespace calltracker::report {

enum class JsonStyle { Compact, Pretty };

void write_json(std::ostream& out, const ReportInput& input, JsonStyle style);

// The file appears whole or not at all; throws Error{Storage, "output-…"}.
void write_json(const ReportInput& input, const std::filesystem::path& path, JsonStyle style);

// Two spaces a level; empty objects, empty arrays and arrays of plain values stay on one line.
void write_pretty(std::ostream& out, const json::value& value, int level);

}  // namespace calltracker::report
