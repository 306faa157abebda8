// SPDX-License-Identifier: MIT
#pragma once

// A job's results against what people say about the same calls.

#include <filesystem>
#include <vector>

#include "evaluation/label_comparison.hpp"
#include "operations/services.hpp"

namespace calltracker::operations {

// JSON, or a table that workbook reads. Throws Error{Input, "labels-…" | "json-…"} or the reader's.
std::vector<evaluation::CallLabel> read_labels(const Services& services, const std::filesystem::path& file);

evaluation::Evaluation evaluate_job(Services& services, const JobId& job,
                                    const std::vector<evaluation::CallLabel>& labels);

}  // namespace calltracker::operations
