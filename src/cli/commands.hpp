// SPDX-License-Identifier: MIT
#pragma once

// One function per group of commands. Each adds its subcommands to the parser; when the user chose one,
// `chosen` is set to what has to be done.

#include <CLI/App.hpp>
#include <functional>

#include "cli/composition.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

namespace calltracker::cli {

struct Context {
  Composition& composition;
  Terminal& terminal;
  operations::SettingFlags flags;
  bool json = false;
  std::function<ExitCode()> chosen;
};

void add_analyze_command(CLI::App& root, Context& context);
void add_eval_command(CLI::App& root, Context& context);
void add_jobs_commands(CLI::App& root, Context& context);
void add_models_command(CLI::App& root, Context& context);
void add_doctor_command(CLI::App& root, Context& context);
void add_config_commands(CLI::App& root, Context& context);
void add_serve_command(CLI::App& root, Context& context);
void add_simulate_provider_command(CLI::App& root, Context& context);
void add_backup_commands(CLI::App& root, Context& context);
void add_completion_command(CLI::App& root, Context& context);

}  // namespace calltracker::cli
