// SPDX-License-Identifier: MIT
#pragma once

// An evaluation as a manager reads it: how often the program agrees with people, field by field, and where it
// agrees least. Several jobs stand side by side.

#include <string>
#include <vector>

#include "call/job.hpp"
#include "call/workspace.hpp"
#include "cli/terminal.hpp"
#include "evaluation/label_comparison.hpp"

namespace calltracker::cli {

struct EvaluatedJob {
  Job job;
  evaluation::Evaluation evaluation;
};

std::string render_evaluation(const Terminal& terminal, const std::string& labels_file,
                              const std::vector<EvaluatedJob>& jobs, const Workspace& workspace);

}  // namespace calltracker::cli
