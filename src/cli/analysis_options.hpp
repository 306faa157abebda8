// SPDX-License-Identifier: MIT
#pragma once

// How a call log is to be analysed: the options that every command has that analyses one, and the job that
// they make.

#include <CLI/App.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "operations/submit_job.hpp"

namespace calltracker::cli {

struct AnalysisOptions {
  std::string file;
  std::vector<std::string> columns;
  std::optional<double> budget_usd;
  bool in_batches = false;
  std::optional<double> double_score;  // 0-1
};

// Everything but --preset, which not every command takes once only. The options outlive the command.
void add_analysis_options(CLI::App& command, Context& context, AnalysisOptions& options);

// Stores the job and tells the user what was found in the file and what it will cost.
Job submit_analysis(Context& context, operations::Services& services, const AnalysisOptions& options,
                    const operations::ModelWishes& models = {});

}  // namespace calltracker::cli
