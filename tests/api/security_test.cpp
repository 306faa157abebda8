// SPDX-License-Identifier: MIT
// Each rule of who may do what, attacked from outside.
#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <vector>

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

TEST_CASE("clients that never finish what they say keep nobody else waiting") {
  const ServedProgram served;
  std::vector<std::unique_ptr<RawClient>> slow;
  // Far more of them than threads that work on requests.
  for (int index = 0; index < 100; ++index) {
    auto& head = slow.emplace_back(std::make_unique<RawClient>(served.port()));
    REQUIRE(head->send("GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
    auto& body = slow.emplace_back(std::make_unique<RawClient>(served.port()));
    REQUIRE(
        body->send("POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
                   "Content-Type: multipart/form-data; boundary=B\r\n\r\n--B\r\n"));
  }
  CHECK(served.ask("GET", "/healthz").status == 200);
  CHECK(served.get("/api/jobs").at("jobs").as_array().empty());
  const std::string id = served.start_job("week.csv", make_csv(2));
  CHECK(served.wait_for_job(id).at("status") == "complete");
}

TEST_CASE("headers and bodies beyond all measure are refused at once, and the server lives on") {
  const ServedProgram served;
  RawClient headers(served.port());
  CHECK(headers
            .ask("GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nX-Long: " + std::string(1 << 20, 'a') +
                 "\r\n\r\n")
            .status == 431);
  RawClient upload(served.port());
  CHECK(upload
            .ask("POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n"
                 "Content-Type: multipart/form-data; boundary=B\r\n\r\n")
            .status == 413);
  RawClient document(served.port());
  CHECK(document
            .ask("PUT /api/settings/workspace HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n"
                 "Content-Type: application/json\r\n\r\n")
            .status == 413);
  CHECK(served.ask("GET", "/healthz").status == 200);
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
