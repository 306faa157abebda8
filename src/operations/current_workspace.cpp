// SPDX-License-Identifier: MIT
#include "operations/current_workspace.hpp"

#include <utility>

namespace calltracker::operations {

WorkspaceVersion make_workspace_version(std::string text, std::string_view name, std::string origin) {
  Workspace workspace = parse_workspace(text, name);
  TimeZone zone(workspace.time_zone);
  return {.workspace = std::move(workspace),
          .zone = std::move(zone),
          .text = std::move(text),
          .origin = std::move(origin)};
}

CurrentWorkspace::CurrentWorkspace(WorkspaceVersion first)
    : versions_{std::move(first)}, current_(&versions_.front()) {}

void CurrentWorkspace::use(WorkspaceVersion next) {
  const std::lock_guard lock(mutex_);
  versions_.push_back(std::move(next));
  current_ = &versions_.back();
}

}  // namespace calltracker::operations
