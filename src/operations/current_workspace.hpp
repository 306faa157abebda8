// SPDX-License-Identifier: MIT
#pragma once

// The workspace in force. It can be replaced while the program works: whoever took a reference goes on with
// what it took, since every version (some kilobytes, seldom replaced) is kept as long as this object.

#include <atomic>
#include <deque>
#include <mutex>
#include <string>

#include "base/time_zone.hpp"
#include "call/workspace.hpp"

namespace calltracker::operations {

struct WorkspaceVersion {
  Workspace workspace;
  TimeZone zone;
  std::string text;    // the document it was read from
  std::string origin;  // "built-in", "file" or "stored"
};

// Throws Error{Input, "workspace-…" | "time-zone-unknown"}. `name` is what messages call the document.
WorkspaceVersion make_workspace_version(std::string text, std::string_view name, std::string origin);

class CurrentWorkspace {
 public:
  // `first` is what use_first() goes back to: built in, or from the file that was named at start.
  explicit CurrentWorkspace(WorkspaceVersion first);

  const WorkspaceVersion& version() const { return *current_; }
  const Workspace& get() const { return version().workspace; }

  void use(WorkspaceVersion next);
  void use_first() { current_ = &versions_.front(); }

 private:
  std::mutex mutex_;
  std::deque<WorkspaceVersion> versions_;
  std::atomic<const WorkspaceVersion*> current_;
};

}  // namespace calltracker::operations
