// SPDX-License-Identifier: MIT
#pragma once

// Working on a job in the foreground: progress while it runs, then reports and summary, or how to go on.

#include <filesystem>
#include <optional>

#include "cli/commands.hpp"

namespace calltracker::cli {

struct JobEnd {
  Job job;
  ExitCode exit_code = ExitCode::Success;
};

// Progress only.
JobEnd run_in_foreground(Context& context, operations::Services& services, const Job& job);

void say_how_to_go_on(Terminal& terminal, const Job& job);

ExitCode work_on_job(Context& context, operations::Services& services, const Job& job,
                     const std::optional<std::filesystem::path>& out_folder);

}  // namespace calltracker::cli
