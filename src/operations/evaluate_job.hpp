// SPDX-License-Identifier: MIT
#pragma once

// A job's results against what people say about the same calls.

#include <filesystem>
#include <vector>

#include "evaluation/label_comparison.hpp"
#include "operations/services.hpp"

namespace calltracker::operations {

// Throws Error{Input, "labels-…"}.
std::vector<evaluation::CallLabel> read_labels(const std::filesystem::path& file, const Workspace& workspace);

evaluation::Evaluation evaluate_job(Services& services, const JobId& job,
                                    const std::vector<evaluation::CallLabel>& labels);

}  // namespace calltracker::operations
