// SPDX-License-Identifier: MIT
#pragma once

// Shell completion, generated from the commands themselves so that it cannot fall behind them.

#include <CLI/App.hpp>
#include <string>
#include <string_view>

namespace calltracker::cli {

// A script for bash, zsh or fish. Throws Error{Usage, "shell-unknown"}.
std::string completion_script(const CLI::App& root, std::string_view shell);

}  // namespace calltracker::cli
