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

namespace {

// The built-in workspace with these questions.
std::string with_questions(const std::string& questions) {
  return replaced(std::string(built_in_workspace_text()), "{", "{\"questions\": " + questions + ",");
}

}  // namespace

TEST_CASE("a workspace may ask questions of its own, of some divisions and types of call") {
  CHECK(built_in_workspace().questions.empty());
  const Workspace workspace =
      parse_workspace(with_questions(R"([{"id": "financing", "text": " Did the rep  offer financing? "},
                         {"id": "load-2", "text": "Was the load named?", "divisions": ["NH Sales"],
                          "callTypes": ["inbound", "follow-up"]}])"),
                      "mine.json");
  REQUIRE(workspace.questions.size() == 2);
  CHECK(workspace.questions[0].text == "Did the rep offer financing?");
  CHECK(workspace.questions[0].concerns(std::nullopt, CallType::Unknown));
  const CustomQuestion& load = workspace.questions[1];
  CHECK(load.concerns("NH Sales", CallType::FollowUp));
  CHECK_FALSE(load.concerns("NH Sales", CallType::Outbound));
  CHECK_FALSE(load.concerns("RR Sales", CallType::Inbound));
  CHECK_FALSE(load.concerns(std::nullopt, CallType::Inbound));
}

TEST_CASE("a question that could not be asked is refused with its place") {
  const auto where_wrong = [](const std::string& questions) -> std::string {
    try {
      parse_workspace(with_questions(questions), "mine.json");
    } catch (const Error& error) {
      CHECK(error.code() == "workspace-invalid");
      return error.message();
    }
    return "accepted";
  };
  const auto one = [](const std::string& id, const std::string& text, const std::string& rest = "") {
    return R"({"id": ")" + id + R"(", "text": ")" + text + "\"" + rest + "}";
  };
  CHECK(where_wrong("[" + one("a", "Well?") + "]") == "accepted");
  for (const char* id : {"", "Financing", "with space", "-a", "a.b", "a_b",
                         "a-name-that-is-longer-than-any-column-would-be"}) {
    INFO(id);
    CHECK(where_wrong("[" + one(id, "Well?") + "]").find("questions[0].id") != std::string::npos);
  }
  CHECK(where_wrong("[" + one("a", "  ") + "]").find("questions[0].text") != std::string::npos);
  CHECK(where_wrong("[" + one("a", std::string(201, 'w')) + "]").find("questions[0].text") !=
        std::string::npos);
  CHECK(where_wrong("[" + one("a", "Well?") + "," + one("a", "Again?") + "]").find("questions[1].id") !=
        std::string::npos);
  CHECK(where_wrong("[" + one("a", "Well?", R"(, "divisions": ["Nowhere"])") + "]").find("divisions") !=
        std::string::npos);
  CHECK(where_wrong("[" + one("a", "Well?", R"(, "callTypes": ["sideways"])") + "]").find("callTypes") !=
        std::string::npos);
  std::string many = one("q0", "Well?");
  for (int index = 1; index <= 20; ++index) many += "," + one("q" + std::to_string(index), "Well?");
  CHECK(where_wrong("[" + many + "]").find("at most 20 questions") != std::string::npos);
}
