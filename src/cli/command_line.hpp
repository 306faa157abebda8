// SPDX-License-Identifier: MIT
#pragma once

// The command line: parse, call one operation, render. Data goes to standard output, everything else to
// standard error.

#include "cli/composition.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

namespace calltracker::cli {

// Never throws: every Error becomes its text (or, with --json, an object) and its exit code.
ExitCode run_command_line(int argc, const char* const* argv, Composition& composition, Terminal& terminal);

}  // namespace calltracker::cli
