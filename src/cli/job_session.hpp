// SPDX-License-Identifier: MIT
#pragma once

// Working on a job in the foreground: progress while it runs, then reports and summary, or how to go on.

#include <filesystem>
#include <optional>

#include "cli/commands.hpp"

namespace calltracker::cli {

ExitCode work_on_job(Context& context, operations::Services& services, const Job& job,
                     const std::optional<std::filesystem::path>& out_folder);

}  // namespace calltracker::cli
