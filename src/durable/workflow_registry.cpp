// SPDX-License-Identifier: MIT
#include "durable/workflow_registry.hpp"

#include "base/error.hpp"

namespace calltracker::durable {

void WorkflowRegistry::add_start(std::string name, Start start) {
  const auto [place, is_new] = starts_.emplace(std::move(name), std::move(start));
  if (is_new) return;
  throw Error({.kind = ErrorKind::Internal,
               .code = "workflow-twice",
               .message = "the workflow \"" + place->first + "\" was registered twice"});
}

std::unique_ptr<WorkflowInstance> WorkflowRegistry::start(std::string_view name, Run& run,
                                                          const std::string& input) const {
  const auto found = starts_.find(name);
  if (found == starts_.end()) {
    throw Error({.kind = ErrorKind::Internal,
                 .code = "workflow-unknown",
                 .message = "no workflow is called \"" + std::string(name) + "\"",
                 .hint = "this run was submitted by another version of the program"});
  }
  return found->second(run, input);
}

std::vector<std::string> WorkflowRegistry::names() const {
  std::vector<std::string> names;
  for (const auto& [name, start] : starts_) names.push_back(name);
  return names;
}

}  // namespace calltracker::durable
