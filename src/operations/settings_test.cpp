// SPDX-License-Identifier: MIT
#include "operations/settings.hpp"

#include <doctest/doctest.h>

#include <map>

#include "base/error.hpp"

using namespace calltracker;
using namespace calltracker::operations;

namespace {

Environment environment_of(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

}  // namespace

TEST_CASE("the command line beats the environment, which beats the default") {
  const Environment environment = environment_of({{"HOME", "/home/ann"}, {"CALLTRACKER_PRESET", "best"}});
  CHECK(resolve_settings({}, environment).preset == "best");
  CHECK(resolve_settings({.preset = "economy"}, environment).preset == "economy");
  CHECK(resolve_settings({}, environment).database == "/home/ann/.local/share/calltracker/calltracker.db");
}

TEST_CASE("a key or a server of one's own chooses the provider, nothing the offline rules") {
  CHECK(resolve_settings({}, environment_of({})).provider == "offline");
  CHECK(resolve_settings({}, environment_of({{"ANTHROPIC_API_KEY", "sk-test"}})).provider == "anthropic");
  CHECK(resolve_settings({}, environment_of({{"OPENAI_API_KEY", "sk-test"}})).provider == "openai");
  CHECK(resolve_settings({}, environment_of({{"OPENAI_BASE_URL", "http://localhost:8080"}})).provider ==
        "openai");
  CHECK(
      resolve_settings({}, environment_of({{"OPENAI_API_KEY", "a"}, {"ANTHROPIC_API_KEY", "b"}})).provider ==
      "anthropic");
}

TEST_CASE("no view of the settings holds a secret") {
  const Settings settings = resolve_settings(
      {.database = "postgres://ann:hunter2@db/calls"},
      environment_of({{"ANTHROPIC_API_KEY", "sk-test-secret"}, {"OPENAI_API_KEY", "sk-test-other"}}));
  CHECK(settings.anthropic_api_key == "sk-test-secret");
  CHECK(settings.database == "postgres://ann:hunter2@db/calls");
  for (const SettingView& view : settings.views) {
    CHECK(view.value.find("sk-test") == std::string::npos);
    CHECK(view.value.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("a value out of its bounds names its origin and what was expected") {
  try {
    resolve_settings({.concurrency = 0}, environment_of({}));
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == "setting-invalid");
    CHECK(error.message() == "--concurrency is not a whole number from 1 to 10000");
  }
  CHECK_THROWS_AS(resolve_settings({.provider = "magic"}, environment_of({})), Error);
  CHECK_THROWS_AS(resolve_settings({}, environment_of({{"ANTHROPIC_API_KEY_FILE", "/nonexistent"}})), Error);
}

TEST_CASE("what providers do not get to see is a list of kinds") {
  CHECK(resolve_settings({}, environment_of({})).redaction.empty());
  CHECK(resolve_settings({}, environment_of({{"CALLTRACKER_REDACT", "phone, card"}})).redaction ==
        PersonalDataKinds{PersonalData::Card, PersonalData::Phone});
  CHECK_THROWS_AS(resolve_settings({.redact = "names"}, environment_of({})), Error);
}
