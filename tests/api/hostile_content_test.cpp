// SPDX-License-Identifier: MIT
// Content that was made to do harm: it goes in as text and comes out as text.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/text.hpp"
#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr const char* kToken = "0123456789abcdef-a-token";
constexpr const char* kScript = "<img src=x onerror=alert(1)><script>alert(1)</script>";

// A call whose every field holds a script, a formula and the end of a header.
std::string hostile_csv(const std::string& poison) {
  const std::string cell = "\"" + poison + "\"";
  std::string text =
      "Start Time,Duration (seconds),Agent Name,Caller Name,Source,Campaign,Call Status,Note,Tags,Odd "
      "Column,Transcript\n2026-11-16 09:00:00,90";
  for (int column = 0; column < 8; ++column) text += "," + cell;
  return text + ",\"Agent: Nationwide Haul, this is Brian. Caller: " + poison +
         " My name is Dale and I need two reefers by Friday. Agent: What is your budget? Caller: " + poison +
         "\"\n";
}

void check_is_data(const RawAnswer& answer) {
  CHECK(answer.status == 200);
  CHECK(answer.header("content-type").starts_with("application/json"));
  CHECK(answer.header("x-content-type-options") == "nosniff");
  CHECK(answer.header("content-security-policy").find("script-src 'self';") != std::string::npos);
  CHECK(answer.header("set-cookie").empty());
}

}  // namespace

TEST_CASE("scripts in every field of a call stay text, in every answer") {
  const ServedProgram served;
  const std::string id = served.start_job(std::string(kScript) + ".csv", hostile_csv(kScript));
  CHECK(served.wait_for_job(id).at("status") == "complete");
  const RawAnswer calls = served.ask("GET", "/api/jobs/" + id + "/calls");
  check_is_data(calls);
  const json::value call = parse_json(calls.body, "calls").at("calls").at(0);
  CHECK(call.at("source") == kScript);
  CHECK(call.at("campaign") == kScript);
  for (const char* path : {"/api/jobs", "/api/dashboard", "/api/reps", "/api/leads", "/api/sources"}) {
    INFO(path);
    check_is_data(served.ask("GET", std::string(path) + "?job=" + id));
  }
  // No answer of the interface is a document, whatever a browser asks for.
  const RawAnswer as_page =
      served.ask("GET", "/api/calls/" + std::string(call.at("id").as_string()), {"Accept: text/html"});
  check_is_data(as_page);
}

TEST_CASE("formulas in every field of a call stay text in the exports") {
  const ServedProgram served;
  for (const char* formula : {"=HYPERLINK(1)", "+1+cmd", "-HYPERLINK(2)", "@SUM(A1)", "\t=1+1"}) {
    const std::string id = served.start_job("week.csv", hostile_csv(formula));
    REQUIRE(served.wait_for_job(id).at("status") == "complete");
    const RawAnswer csv = served.ask("GET", "/api/jobs/" + id + "/report.csv");
    INFO(std::string(formula));
    CHECK(csv.body.find("'" + std::string(trim(formula))) != std::string::npos);
    CHECK(csv.body.find(std::string(",") + formula) == std::string::npos);
    CHECK(csv.body.find(std::string("\"") + formula) == std::string::npos);
  }
}

TEST_CASE("a file's name cannot end the header it is sent back in") {
  const ServedProgram served;
  const std::string id = served.start_job("a%22;b\\\"\t;x=1.csv", make_csv(1));
  served.wait_for_job(id);
  const RawAnswer report = served.ask("GET", "/api/jobs/" + id + "/report.csv");
  REQUIRE(report.status == 200);
  const std::string disposition = report.header("content-disposition");
  CHECK(std::count(disposition.begin(), disposition.end(), '"') == 2);
  CHECK(report.header("x").empty());
}

TEST_CASE("with a token every documented address but sign-in and health wants it") {
  const ServedProgram served({.environment = {{"CALLTRACKER_TOKEN", kToken}}});
  const RawAnswer document =
      served.ask("GET", "/api/openapi.json", {std::string("Authorization: Bearer ") + kToken});
  int guarded = 0;
  const json::value parsed = parse_json(document.body, "document");
  for (const auto& [path_key, operations] : parsed.at("paths").as_object()) {
    const std::string path(path_key);
    if (path == "/api/session" || path == "/healthz" || path == "/readyz") continue;
    for (const auto& [method, operation] : operations.as_object()) {
      std::string verb(method);
      std::transform(verb.begin(), verb.end(), verb.begin(), [](unsigned char c) { return std::toupper(c); });
      INFO(verb << " " << path);
      CHECK(served.ask(verb, path).status == 401);
      ++guarded;
    }
  }
  CHECK(guarded > 25);
}

TEST_CASE("another site cannot change a setting, start a job or sign anybody in") {
  const ServedProgram served;
  for (const char* origin : {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site",
                             "Sec-Fetch-Site: same-site"}) {
    INFO(origin);
    CHECK(code_of(served.ask("PUT", "/api/settings/keys/anthropic", {origin},
                             R"({"key":"sk-ant-attacker-key"})")) == "origin-foreign");
    CHECK(code_of(served.ask("DELETE", "/api/settings/workspace", {origin})) == "origin-foreign");
    CHECK(code_of(served.ask("POST", "/api/jobs", {origin, "Content-Type: text/plain"}, "x")) ==
          "origin-foreign");
    CHECK(code_of(served.ask("POST", "/api/session", {origin}, R"({"token":"x"})")) == "origin-foreign");
  }
  CHECK(served.get("/api/settings").at("keys").at("anthropic").at("isSet") == false);
}

TEST_CASE("a log of ten million cells is refused, and the server lives on") {
  const ServedProgram served;
  std::string row;
  for (int column = 0; column < 1000; ++column) row += column == 0 ? "1" : ",1";
  std::string csv = "Start Time,Transcript\n";
  for (int count = 0; count < 10'100; ++count) csv.append(row).push_back('\n');
  const std::string id = served.start_job("wide.csv", csv);
  const json::value job = served.wait_for_job(id);
  CHECK(job.at("status") == "failed");
  CHECK(served.ask("GET", "/readyz").status == 200);
  CHECK(std::filesystem::is_empty(served.program().database().string() + ".files/uploads"));
}
