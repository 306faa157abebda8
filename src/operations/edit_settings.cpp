// SPDX-License-Identifier: MIT
#include "operations/edit_settings.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace calltracker::operations {
namespace {

constexpr std::string_view kStoredName = "the workspace";

json::object* find_rep(json::array& reps, std::string_view name) {
  for (json::value& rep : reps) {
    if (equals_ignoring_case(rep.at("name").as_string(), name)) return &rep.as_object();
  }
  return nullptr;
}

void add_alias(json::array& reps, const Adoption& adoption) {
  json::object* rep = find_rep(reps, *adoption.roster_name);
  if (rep == nullptr) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "rep-unknown",
                 .message = "the roster has no rep of this name",
                 .found = *adoption.roster_name,
                 .state = "nothing was changed"});
  }
  json::value& aliases = (*rep)["aliases"];
  if (!aliases.is_array()) aliases = json::array();
  aliases.as_array().emplace_back(adoption.name);
}

}  // namespace

void replace_workspace(Services& services, std::string text) {
  WorkspaceVersion version = make_workspace_version(std::move(text), kStoredName, "stored");
  services.stored.put_workspace(version.text);
  services.workspaces.use(std::move(version));
  services.log.info("workspace-replaced");
}

void reset_workspace(Services& services) {
  services.stored.remove_workspace();
  services.workspaces.use_first();
  services.log.info("workspace-reset");
}

std::vector<UnknownRep> unknown_reps(Services& services) {
  const Workspace& workspace = services.workspace();
  std::vector<UnknownRep> unknown;
  for (const auto& [name, calls] : services.stored.calls_by_rep()) {
    if (find_in_roster(workspace, name) == nullptr) unknown.push_back({.name = name, .calls = calls});
  }
  return unknown;
}

void adopt_rep(Services& services, const Adoption& adoption) {
  const std::string name = collapse_whitespace(adoption.name);
  json::value document = parse_json(services.workspaces.version().text, kStoredName);
  json::array& reps = document.at("reps").as_array();
  if (name.empty() || find_rep(reps, name) != nullptr) {
    throw Error({.kind = ErrorKind::Conflict,
                 .code = "rep-known",
                 .message = name.empty() ? "a rep needs a name" : "the roster has this name already",
                 .found = name,
                 .state = "nothing was changed"});
  }
  if (adoption.roster_name) {
    add_alias(reps, {.name = name, .roster_name = adoption.roster_name, .division = {}});
  } else {
    reps.push_back(json::object{{"name", name}, {"aliases", json::array()}, {"division", adoption.division}});
  }
  replace_workspace(services, to_json_text(document));
}

}  // namespace calltracker::operations
