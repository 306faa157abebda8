// SPDX-License-Identifier: MIT
#include "base/error.hpp"

#include <utility>

namespace calltracker {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Usage:
      return "usage";
    case ErrorKind::Input:
      return "input";
    case ErrorKind::NotFound:
      return "not-found";
    case ErrorKind::Conflict:
      return "conflict";
    case ErrorKind::Storage:
      return "storage";
    case ErrorKind::Provider:
      return "provider";
    case ErrorKind::Internal:
      return "internal";
  }
  return "internal";
}

Error::Error(ErrorDetails details) : details_(std::move(details)) {
  what_ = details_.code + ": " + details_.message;
}

Error Error::with_where(std::string where) const {
  ErrorDetails copy = details_;
  copy.where = std::move(where);
  return Error(std::move(copy));
}

Error Error::with_state(std::string state) const {
  ErrorDetails copy = details_;
  copy.state = std::move(state);
  return Error(std::move(copy));
}

std::string render_for_terminal(const ErrorDetails& details) {
  std::string text = "error[" + details.code + "]: " + details.message + "\n";
  const auto add_line = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text.append("  ").append(label).append(value).append("\n");
  };
  add_line("where: ", details.where);
  add_line("found: ", details.found);
  add_line("fix:   ", details.hint);
  add_line("state: ", details.state);
  return text;
}

}  // namespace calltracker
