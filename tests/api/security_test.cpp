// SPDX-License-Identifier: MIT
// Each rule of who may do what, attacked from outside.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/api/served_program.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr const char* kToken = "0123456789abcdef-a-token";

}  // namespace

TEST_CASE("listening beyond this machine wants a token, and a good one") {
  const Program program;
  const ProcessResult without = program.run({"serve", "--listen", "0.0.0.0:0"});
  CHECK(without.exit_code == 2);
  CHECK(without.talk.find("token-missing") != std::string::npos);
  Command command = program.command({"serve", "--listen", "0.0.0.0:0"});
  command.environment["CALLTRACKER_TOKEN"] = "short";
  const ProcessResult weak = run(command);
  CHECK(weak.exit_code == 2);
  CHECK(weak.talk.find("token-weak") != std::string::npos);
}

TEST_CASE("with a token nothing is told without it, and the token never comes back") {
  const ServedProgram served({.environment = {{"CALLTRACKER_TOKEN", kToken}}});
  for (const char* path : {"/api/jobs", "/api/settings", "/metrics", "/api/openapi.json", "/api/nowhere"}) {
    const RawAnswer answer = served.ask("GET", path);
    INFO(path);
    CHECK(answer.status == 401);
    CHECK(code_of(answer) == "token-missing");
  }
  CHECK(served.ask("GET", "/healthz").status == 200);
  CHECK(served.ask("GET", "/api/jobs", {std::string("Authorization: Bearer ") + kToken}).status == 200);
  CHECK(code_of(served.ask("POST", "/api/session", {}, R"({"token":"0123456789abcdef-b-token"})")) ==
        "token-wrong");
  const RawAnswer session =
      served.ask("POST", "/api/session", {}, std::string(R"({"token":")") + kToken + "\"}");
  REQUIRE(session.status == 204);
  const std::string cookie = session.header("set-cookie");
  CHECK(cookie.find("HttpOnly") != std::string::npos);
  CHECK(cookie.find("SameSite=Strict") != std::string::npos);
  CHECK(cookie.find(kToken) == std::string::npos);
  const std::string sent = "Cookie: " + cookie.substr(0, cookie.find(';'));
  const RawAnswer settings = served.ask("GET", "/api/settings", {sent});
  CHECK(settings.status == 200);
  CHECK(settings.body.find(kToken) == std::string::npos);
}

TEST_CASE("another site's page can neither read under its own name nor change anything") {
  const ServedProgram served;
  CHECK(served.ask("GET", "/api/jobs", {"Host: evil.example"}).status == 421);
  CHECK(code_of(served.ask("DELETE", "/api/jobs/x", {"Origin: https://evil.example"})) == "origin-foreign");
  CHECK(served.ask("GET", "/api/jobs").header("access-control-allow-origin").empty());
}

TEST_CASE("a file name is a name and never a path") {
  const ServedProgram served;
  const std::map<std::string, std::string> names = {{"../../../etc/cron.d/x.csv", "x.csv"},
                                                    {"C:\\\\temp\\\\week.csv", "week.csv"},
                                                    {"..csv", "csv"},
                                                    {"<script>alert(1)</script>.csv", "script>.csv"}};
  for (const auto& [sent, kept] : names) {
    const RawAnswer answer = served.upload(sent, make_csv(1));
    REQUIRE(answer.status == 202);
    CHECK((parse_json(answer.body, "job").at("fileName")).as_string() == kept);
  }
}

TEST_CASE("a path cannot leave the interface") {
  const ServedProgram served;
  for (const char* path : {"/../etc/passwd", "/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc/passwd",
                           "/api/jobs/..%2F..%2Fetc/report.pdf"}) {
    const RawAnswer answer = served.ask("GET", path);
    INFO(std::string(path));
    CHECK((answer.status == 400 || answer.status == 404));
    CHECK(answer.body.find("root:") == std::string::npos);
  }
}
