// SPDX-License-Identifier: MIT
#pragma once

// An Error ends an operation and tells a person what happened, where, what was seen, what to do and what
// state things are in. Its code is stable: scripts, the HTTP interface and the documentation name errors by
// it.
//
// Outcomes that a caller branches on (a row skipped, a model that refused) are values, never Errors.

#include <exception>
#include <string>
#include <string_view>

namespace calltracker {

// Who has to act; decides the exit code of the command line and the status of the HTTP interface.
enum class ErrorKind {
  Usage,     // the command or request is malformed
  Input,     // a file or its content cannot be used
  NotFound,  // the thing named does not exist
  Conflict,  // the thing is in a state that forbids the operation
  Storage,   // the database or the disk
  Provider,  // the model's side: key, credit, limits, outages
  Internal,  // our own bug
};

std::string_view name_of(ErrorKind kind);

struct ErrorDetails {
  ErrorKind kind = ErrorKind::Internal;
  std::string code;     // "workbook-truncated": lower case, hyphens
  std::string message;  // one sentence: what happened
  std::string where;    // "week.xlsx, sheet Calls, row 7"
  std::string found;    // what was seen instead
  std::string hint;     // what to do
  std::string state;    // what was kept or undone: "nothing was imported"
};

class Error : public std::exception {
 public:
  explicit Error(ErrorDetails details);

  const ErrorDetails& details() const noexcept { return details_; }
  ErrorKind kind() const noexcept { return details_.kind; }
  const std::string& code() const noexcept { return details_.code; }
  const std::string& message() const noexcept { return details_.message; }
  const std::string& hint() const noexcept { return details_.hint; }
  const char* what() const noexcept override { return what_.c_str(); }

  // The same error with the fields that only an outer layer knows.
  Error with_where(std::string where) const;
  Error with_state(std::string state) const;

 private:
  ErrorDetails details_;
  std::string what_;
};

// The multi-line form for a terminal: error[code]: message, then where, found, fix and state when known.
std::string render_for_terminal(const ErrorDetails& details);

}  // namespace calltracker
