// SPDX-License-Identifier: MIT
#include "call/workspace.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/error.hpp"

using namespace calltracker;

namespace {

Workspace workspace_with(std::vector<RosterRep> reps) {
  Workspace workspace = built_in_workspace();
  workspace.reps = std::move(reps);
  return workspace;
}

std::string code_of(const std::string& text) {
  try {
    parse_workspace(text, "mine.json");
  } catch (const Error& error) {
    return error.code();
  }
  return "accepted";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("the built-in workspace has the ten categories, and their weights are those of the product") {
  const Workspace workspace = built_in_workspace();
  CHECK(workspace.rubric.size() == 10);
  CHECK(workspace.category("informationGathering")->weight == doctest::Approx(0.15));
  CHECK(workspace.category("callContext")->weight == doctest::Approx(0.05));
  CHECK(workspace.category("shoeSize") == nullptr);
  CHECK(workspace.divisions.size() == 4);
}

TEST_CASE("a spoken name meets the roster by whole name, alias, first name or near spelling") {
  const Workspace workspace =
      workspace_with({{.name = "Brian Keller", .aliases = {"Bri"}, .division = "NH Sales"},
                      {.name = "Maria Santos", .aliases = {}, .division = "RR Sales"}});
  for (const char* spoken : {"Brian Keller", "brian", "Bri", "Bryan", "Brian Kellar"}) {
    INFO(spoken);
    REQUIRE(find_in_roster(workspace, spoken) != nullptr);
    CHECK(find_in_roster(workspace, spoken)->name == "Brian Keller");
  }
  CHECK(find_in_roster(workspace, "Marla")->name == "Maria Santos");
}

TEST_CASE("a name that fits nobody, or two people, is not resolved") {
  const Workspace workspace = workspace_with({{.name = "Mike Ross", .aliases = {}, .division = "NH Sales"},
                                              {.name = "Mike Dean", .aliases = {}, .division = "NH Sales"}});
  CHECK(find_in_roster(workspace, "Mike") == nullptr);
  CHECK(find_in_roster(workspace, "Cassandra") == nullptr);
  CHECK(find_in_roster(workspace, "") == nullptr);
  CHECK(find_in_roster(workspace, "Mike Dean")->name == "Mike Dean");
}

TEST_CASE("a workspace file that cannot be right is refused with the field that is wrong") {
  const std::string good(built_in_workspace_text());
  CHECK(code_of(good) == "accepted");
  CHECK(code_of("{") == "workspace-invalid");
  CHECK(code_of(R"({"company": 7})") == "workspace-invalid");
  CHECK(code_of(replaced(good, "\"weight\": 0.05", "\"weight\": 0.5")) == "workspace-weight");
  CHECK(code_of(replaced(good, "\"division\": \"NH Sales\"", "\"division\": \"Nowhere\"")) ==
        "workspace-division-unknown");
  try {
    parse_workspace(replaced(good, "\"timeZone\"", "\"timeZoan\""), "mine.json");
  } catch (const Error& error) {
    CHECK(error.message() == "expected a value at workspace.timeZone");
    CHECK(error.details().where.starts_with("mine.json"));
  }
}
