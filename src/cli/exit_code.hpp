// SPDX-License-Identifier: MIT
#pragma once

// What the shell is told. Documented in docs/command-line.md and in `calltracker --help`; never renumbered.

#include "base/error.hpp"

namespace calltracker::cli {

enum class ExitCode {
  Success = 0,
  Internal = 1,
  Usage = 2,
  Input = 3,
  NotFound = 4,
  Conflict = 5,
  Storage = 6,
  Provider = 7,
  SomeCallsFailed = 8,
  Paused = 9,
  Interrupted = 130,
};

constexpr ExitCode exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Usage:
      return ExitCode::Usage;
    case ErrorKind::Input:
      return ExitCode::Input;
    case ErrorKind::NotFound:
      return ExitCode::NotFound;
    case ErrorKind::Conflict:
      return ExitCode::Conflict;
    case ErrorKind::Storage:
      return ExitCode::Storage;
    case ErrorKind::Provider:
      return ExitCode::Provider;
    case ErrorKind::Internal:
      return ExitCode::Internal;
  }
  return ExitCode::Internal;
}

inline constexpr const char* kExitCodeHelp =
    "Exit codes\n"
    "  0  done                          5  the job's state forbids it\n"
    "  1  a bug in calltracker          6  database or disk\n"
    "  2  wrong usage                   7  the model's side: key, credit, limits\n"
    "  3  the file cannot be used       8  finished, but some calls failed\n"
    "  4  no such job                   9  paused before the end     130  interrupted\n";

}  // namespace calltracker::cli
