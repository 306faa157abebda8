// SPDX-License-Identifier: MIT
// What people set through the page, and what becomes of it.
#include <doctest/doctest.h>

#include <filesystem>

#include "http/scripted_server.hpp"
#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr const char* kKey = "sk-ant-a-very-secret-key-0123456789";

RawAnswer put(const ServedProgram& served, const std::string& path, const json::value& body) {
  return served.ask("PUT", path, {"Content-Type: application/json"}, to_json_text(body));
}

// Every file below the folder that holds the text.
std::vector<std::string> files_with(const std::filesystem::path& folder, std::string_view text) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && read_file(entry.path()).find(text) != std::string::npos) {
      found.push_back(entry.path().filename().string());
    }
  }
  return found;
}

std::string call_by(const std::string& rep) {
  return "Start Time,Duration (seconds),Full Transcription\n2026-11-16 09:00:00,90,\"Agent: Nationwide Haul, "
         "this is " +
         rep +
         " speaking. How can I help? Caller: I need two dry vans by Friday. Agent: What is your budget? "
         "Caller: "
         "Forty thousand. Agent: I will email a quote today. Caller: Good, bye.\"\n";
}

}  // namespace

TEST_CASE("a workspace is replaced whole, outlives the program and can be taken back") {
  ServedProgram served;
  const json::value before = served.get("/api/settings");
  CHECK(before.at("workspaceOrigin") == "built-in");
  json::value workspace = before.at("workspace");
  workspace.as_object()["company"] = "Haul & Sons <script>";
  workspace.as_object()["timeZone"] = "America/Los_Angeles";
  const RawAnswer answer = put(served, "/api/settings/workspace", workspace);
  REQUIRE(answer.status == 200);
  CHECK(parse_json(answer.body, "settings").at("workspaceOrigin") == "stored");
  served.stop();
  served.start();
  const json::value after = served.get("/api/settings");
  CHECK(after.at("company") == "Haul & Sons <script>");
  CHECK(after.at("workspace") == workspace);
  const std::string id = served.start_job("week.csv", make_csv(1));
  CHECK(served.wait_for_job(id).at("createdAt").as_string().ends_with("-08:00"));
  CHECK(served.ask("DELETE", "/api/settings/workspace").status == 200);
  CHECK(served.get("/api/settings") == before);
}

TEST_CASE("the rules of a new job work by the workspace in force, one taken up before by its own") {
  const ServedProgram served;
  const auto products = [&served](const std::string& job) {
    return served.get("/api/jobs/" + job + "/calls")
        .at("calls")
        .at(0)
        .at("callContext")
        .at("productInterest");
  };
  const std::string csv =
      "Start Time,Duration (seconds),Full Transcription\n2026-11-16 09:00:00,90,\"Agent: Nationwide Haul, "
      "this "
      "is Brian speaking. How can I help? Caller: I need two moon buggies by Friday, can you sell me any? "
      "Agent: "
      "What is your budget? Caller: Forty thousand. Agent: I will email a quote today. Caller: Good, "
      "bye.\"\n";
  const std::string before = served.start_job("week.csv", csv);
  served.wait_for_job(before);
  CHECK(products(before) == json::array());
  json::value workspace = served.get("/api/settings").at("workspace");
  workspace.at("products")
      .as_array()
      .push_back(json::object{
          {"name", "moon buggy"}, {"synonyms", json::array{"moon buggies"}}, {"business", "trailers"}});
  REQUIRE(put(served, "/api/settings/workspace", workspace).status == 200);
  const std::string after = served.start_job("week.csv", csv);
  served.wait_for_job(after);
  CHECK(products(after) == json::array{"moon buggy"});
  CHECK(products(before) == json::array());
}

TEST_CASE("a workspace that is wrong is refused with the place, and nothing changes") {
  const ServedProgram served;
  json::value workspace = served.get("/api/settings").at("workspace");
  workspace.at("rubric").at(2).as_object()["anchors"] = json::array{"only one"};
  const RawAnswer refused = put(served, "/api/settings/workspace", workspace);
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "workspace-invalid");
  CHECK(refused.body.find("rubric[2].anchors") != std::string::npos);
  CHECK(code_of(served.ask("PUT", "/api/settings/workspace", {}, "{")) == "workspace-invalid");
  CHECK(served.get("/api/settings").at("workspaceOrigin") == "built-in");
}

TEST_CASE("a key goes in, is used, and lies nowhere in the clear") {
  ServedProgram served({.environment = {{"CALLTRACKER_LOG_LEVEL", "debug"}}});
  CHECK(served.get("/api/models").at("provider") == "offline");
  REQUIRE(put(served, "/api/settings/keys/anthropic", json::object{{"key", kKey}}).status == 204);
  const json::value settings = served.get("/api/settings");
  CHECK(settings.at("keys").at("anthropic") == json::object{{"isSet", true}, {"origin", "stored"}});
  CHECK(settings.at("keys").at("openai").at("isSet") == false);
  CHECK(to_json_text(settings).find("very-secret") == std::string::npos);
  CHECK(served.get("/api/models").at("provider") == "anthropic");
  CHECK(files_with(served.program().folder(), "very-secret").empty());
  const std::filesystem::path sealing = served.program().database().string() + ".key";
  CHECK(std::filesystem::status(sealing).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(served.stop() == 0);
  CHECK(served.talk().find("very-secret") == std::string::npos);
  served.start();
  CHECK(served.get("/api/settings").at("keys").at("anthropic").at("isSet") == true);
  CHECK(served.ask("DELETE", "/api/settings/keys/anthropic").status == 204);
  CHECK(served.get("/api/models").at("provider") == "offline");
}

TEST_CASE("a key that could break a header, or of no provider, is refused and not repeated") {
  const ServedProgram served;
  for (const char* key :
       {"", "short", "sk-ant-secret\r\nX-Evil: 1", "sk-ant with spaces", "sk-ant-\xC3\xA9-secret"}) {
    const RawAnswer refused = put(served, "/api/settings/keys/anthropic", json::object{{"key", key}});
    CHECK(refused.status == 400);
    CHECK(code_of(refused) == "key-invalid");
    CHECK(refused.body.find("secret") == std::string::npos);
  }
  CHECK(put(served, "/api/settings/keys/nobody", json::object{{"key", kKey}}).status == 404);
}

TEST_CASE("what is to be kept from the provider does not reach it") {
  http::ScriptedServer provider([](const http::SeenRequest& request, std::size_t) {
    if (request.method == "GET") {
      return http::ScriptedReply::of(200, R"({"type":"model","id":"claude","lifecycle":"active"})");
    }
    return http::ScriptedReply::of(
        400, R"({"type":"error","error":{"type":"invalid_request_error","message":"not today"}})");
  });
  ServedProgram served(
      {.environment = {{"ANTHROPIC_API_KEY", kKey}, {"ANTHROPIC_BASE_URL", provider.url()}}});
  const json::value privacy = {
      {"redact", {{"card", false}, {"ssn", false}, {"email", false}, {"phone", true}}},
      {"retentionDays", nullptr}};
  REQUIRE(put(served, "/api/settings/privacy", privacy).status < 300);
  served.wait_for_job(served.start_job("week.csv", call_by("Brian Kowalski, at 864-555-0177,")));
  std::size_t asked = 0;
  for (const http::SeenRequest& request : provider.seen()) {
    CHECK(request.body.find("0177") == std::string::npos);
    asked += request.body.find("at [PHONE_1],") != std::string::npos ? 1 : 0;
  }
  CHECK(asked > 0);
}

TEST_CASE("privacy is kept, and a limit that makes no sense is refused") {
  const ServedProgram served;
  const json::value privacy = {
      {"redact", {{"card", true}, {"ssn", true}, {"email", false}, {"phone", false}}}, {"retentionDays", 90}};
  const RawAnswer answer = put(served, "/api/settings/privacy", privacy);
  REQUIRE(answer.status == 200);
  CHECK(parse_json(answer.body, "settings").at("privacy") == privacy);
  json::value wrong = privacy;
  wrong.as_object()["retentionDays"] = 0;
  CHECK(code_of(put(served, "/api/settings/privacy", wrong)) == "setting-invalid");
  CHECK(put(served, "/api/settings/privacy", json::object()).status >= 400);
  CHECK(served.get("/api/settings").at("privacy") == privacy);
}

TEST_CASE("a name the roster does not know can be adopted, as another name or as a new rep") {
  const ServedProgram served;
  const std::string id = served.start_job("week.csv", call_by("Zebulon"));
  served.wait_for_job(id);
  const json::value before = served.get("/api/settings");
  REQUIRE(before.at("unknownReps").as_array().size() == 1);
  CHECK(before.at("unknownReps").at(0) == json::object{{"name", "Zebulon"}, {"calls", 1}});
  const json::value known = before.at("workspace").at("reps").at(0).at("name");
  const auto adopt = [&served](const json::value& body) {
    return served.ask("POST", "/api/settings/reps", {}, to_json_text(body));
  };
  CHECK(adopt(json::object{{"name", "Zebulon"}, {"rosterName", "Nobody"}, {"division", nullptr}}).status ==
        404);
  CHECK(adopt(json::object{{"name", "Zebulon"}, {"rosterName", nullptr}, {"division", "No Such"}}).status ==
        422);
  const RawAnswer adopted =
      adopt(json::object{{"name", "Zebulon"}, {"rosterName", known}, {"division", nullptr}});
  REQUIRE(adopted.status == 200);
  CHECK(parse_json(adopted.body, "settings").at("unknownReps").as_array().empty());
  const json::value division = before.at("workspace").at("divisions").at(0).at("name");
  CHECK(adopt(json::object{{"name", "Quillon"}, {"rosterName", nullptr}, {"division", division}}).status ==
        200);
  CHECK(adopt(json::object{{"name", "Quillon"}, {"rosterName", nullptr}, {"division", division}}).status ==
        409);
}

TEST_CASE("what is older than the retention is deleted, and whoever watches is told") {
  const ServedProgram served;
  const std::string old = served.start_job("old.csv", make_csv(2));
  served.wait_for_job(old);
  const std::string recent = served.start_job("recent.csv", make_csv(2));
  served.wait_for_job(recent);
  run_sqlite(served.program().database(), "UPDATE jobs SET finished_at_ms = 1000 WHERE id = '" + old +
                                              "'; UPDATE analyses SET created_at_ms = 1000");
  EventReader watcher(served.port(), old);
  watcher.next();
  const json::value privacy = {
      {"redact", {{"card", false}, {"ssn", false}, {"email", false}, {"phone", false}}},
      {"retentionDays", 30}};
  REQUIRE(put(served, "/api/settings/privacy", privacy).status == 200);
  SeenEvent event = watcher.next();
  while (event.name == "job") event = watcher.next();
  CHECK(event.name == "deleted");
  CHECK(served.ask("GET", "/api/jobs/" + old).status == 404);
  CHECK(served.ask("GET", "/api/jobs/" + recent).status == 200);
}

TEST_CASE("a backup taken and restored while the server runs brings a deleted job back") {
  const ServedProgram served;
  const std::string id = served.start_job("week.csv", make_csv(20));
  const json::value job = served.wait_for_job(id);
  const std::string file = (served.program().folder() / "backup.db").string();
  const ProcessResult backup = served.program().run({"backup", file});
  INFO(backup.talk);
  REQUIRE(backup.exit_code == 0);
  CHECK(std::filesystem::status(file).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  REQUIRE(served.ask("DELETE", "/api/jobs/" + id).status == 204);
  const ProcessResult restored = served.program().run({"restore", file});
  INFO(restored.talk);
  REQUIRE(restored.exit_code == 0);
  CHECK(served.get("/api/jobs/" + id) == job);
  CHECK(served.get("/api/jobs/" + id + "/calls").at("calls").as_array().size() == 20);
  const std::string next = served.start_job("next.csv", make_csv(40));
  CHECK(served.wait_for_job(next).at("status") == "complete");
}

TEST_CASE("what is no backup is refused before anything changes") {
  const Program program;
  REQUIRE(program.run({"analyze", program.write_file("week.csv", make_csv(2)).string()}).exit_code == 0);
  const std::string no_database =
      program.write_file("notes.txt", "not a database at all, but long enough").string();
  const std::string other = (program.folder() / "other.db").string();
  run_sqlite(other, "CREATE TABLE t (x)");
  for (const std::string& file : {no_database, other, std::string("/nowhere/at/all")}) {
    const ProcessResult refused = program.run({"restore", file});
    CHECK(refused.exit_code != 0);
    CHECK(refused.talk.find("backup-unusable") != std::string::npos);
  }
  CHECK(program.run_json({"jobs", "list"}).at("jobs").as_array().size() == 1);
}

TEST_CASE("a question of the company's own is answered for every sales call from then on") {
  ServedProgram served;
  json::value workspace = served.get("/api/settings").at("workspace");
  workspace.as_object()["questions"] =
      json::array{json::object{{"id", "quote"}, {"text", "Did the rep promise a quote by email?"}},
                  json::object{{"id", "other-division"},
                               {"text", "Did the rep ask about the budget?"},
                               {"divisions", {"RR Service"}}}};
  const std::string before = served.start_job("before.csv", call_by("Gail"));
  served.wait_for_job(before);
  REQUIRE(put(served, "/api/settings/workspace", workspace).status == 200);
  const std::string after = served.start_job("after.csv", call_by("Gail"));
  served.wait_for_job(after);
  const json::value old_call = served.get("/api/jobs/" + before + "/calls").at("calls").at(0);
  CHECK(old_call.at("questions").as_array().empty());
  const json::value call = served.get("/api/jobs/" + after + "/calls").at("calls").at(0);
  CHECK(call.at("cached") == false);
  REQUIRE(call.at("questions").as_array().size() == 1);
  const json::value& answered = call.at("questions").at(0);
  CHECK(answered.at("id") == "quote");
  CHECK(answered.at("answer") == "yes");
  CHECK(answered.at("turns") == json::array{5});
  const json::value team = served.get("/api/dashboard?job=" + after).at("team");
  CHECK(team.at("questions").at(0).at("yes").at("count") == 1);
  CHECK(team.at("questions").at(0).at("yes").at("total") == 1);
  const std::string asked =
      "/api/calls?job=" + after + "&question=" + std::string(team.at("questions").at(0).at("id").as_string());
  CHECK(served.get(asked + "&answer=yes").at("calls").as_array().size() == 1);
  CHECK(served.get(asked + "&answer=no").at("calls").as_array().empty());
  CHECK(code_of(served.ask("GET", asked)) == "query-invalid");
  CHECK(code_of(served.ask("GET", asked + "&answer=maybe")) == "query-invalid");
  CHECK(code_of(served.ask("GET", "/api/calls?answer=yes")) == "query-invalid");
  workspace.at("questions").as_array().push_back(json::object{{"id", "No Slug"}, {"text", "Well?"}});
  const RawAnswer refused = put(served, "/api/settings/workspace", workspace);
  CHECK(refused.status == 422);
  CHECK(refused.body.find("questions[2].id") != std::string::npos);
}
