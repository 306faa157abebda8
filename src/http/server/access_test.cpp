// SPDX-License-Identifier: MIT
#include "http/server/access.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace calltracker;
using namespace calltracker::http::server;

namespace {

constexpr const char* kToken = "0123456789abcdef-token";

Request request_with(std::string method, std::vector<HeaderField> headers, std::string path = "/api") {
  Request request;
  request.method = std::move(method);
  request.target = *parse_target(path);
  for (const HeaderField& field : headers) request.headers.add(field.name, field.value);
  return request;
}

int status_for(const Access& access, const Request& request) {
  const auto refusal = access.refusal(request);
  return refusal ? refusal->status : 200;
}

}  // namespace

TEST_CASE("without a token only our own names are answered: DNS rebinding finds nobody") {
  const ManualClock clock(0);
  const Access access({.host_names = {"tracker.lan"}}, clock);
  for (const char* host : {"localhost:8787", "127.0.0.1:8787", "[::1]:8787", "LOCALHOST", "tracker.lan:80"}) {
    CHECK(status_for(access, request_with("GET", {{"Host", host}})) == 200);
  }
  for (const char* host : {"evil.example:8787", "localhost.evil.example", "", "127.0.0.1.evil.example"}) {
    CHECK(status_for(access, request_with("GET", {{"Host", host}})) == 421);
  }
}

TEST_CASE("another site's page can change nothing") {
  const ManualClock clock(0);
  const Access access({}, clock);
  const HeaderField host{"Host", "localhost:8787"};
  CHECK(status_for(access, request_with("POST", {host})) == 200);  // a program
  CHECK(status_for(access, request_with("POST", {host, {"Origin", "http://localhost:8787"}})) == 200);
  CHECK(status_for(access, request_with("POST", {host, {"Origin", "http://evil.example"}})) == 403);
  CHECK(status_for(access, request_with("POST", {host, {"Origin", "null"}})) == 403);
  CHECK(status_for(access, request_with("POST", {host, {"Origin", "http://localhost:9999"}})) == 403);
  CHECK(status_for(access, request_with("DELETE", {host, {"Sec-Fetch-Site", "cross-site"}})) == 403);
  CHECK(status_for(access, request_with("POST", {host, {"Sec-Fetch-Site", "same-site"}})) == 403);
  CHECK(status_for(access, request_with("POST", {host, {"Sec-Fetch-Site", "same-origin"}})) == 200);
  CHECK(status_for(access, request_with("GET", {host, {"Sec-Fetch-Site", "cross-site"}})) == 200);
}

TEST_CASE("with a token everything but the open paths wants it") {
  const ManualClock clock(0);
  const Access access({.token = kToken, .open_paths = {"/", "/healthz", "/assets/*"}}, clock);
  CHECK(status_for(access, request_with("GET", {})) == 401);
  CHECK(status_for(access, request_with("GET", {{"Authorization", std::string("Bearer ") + kToken}})) == 200);
  CHECK(status_for(access, request_with("GET", {{"Authorization", "Bearer wrong"}})) == 401);
  CHECK(status_for(access, request_with("GET", {{"Authorization", "Basic x"}})) == 401);
  CHECK(status_for(access, request_with("GET", {}, "/")) == 200);
  CHECK(status_for(access, request_with("GET", {}, "/healthz")) == 200);
  CHECK(status_for(access, request_with("GET", {}, "/healthz/more")) == 401);
  CHECK(status_for(access, request_with("GET", {}, "/assets/a.js")) == 200);
  CHECK(status_for(access, request_with("GET", {}, "/assets")) == 401);
}

TEST_CASE("a session lasts a month, cannot be forged and ends with its token") {
  ManualClock clock(1'700'000'000'000);
  const Access access({.token = kToken}, clock);
  const std::string set_cookie = access.session_cookie(request_with("POST", {}));
  CHECK(set_cookie.find("HttpOnly") != std::string::npos);
  CHECK(set_cookie.find("SameSite=Strict") != std::string::npos);
  CHECK(set_cookie.find(kToken) == std::string::npos);
  CHECK(set_cookie.find("Secure") == std::string::npos);
  CHECK(access.session_cookie(request_with("POST", {{"X-Forwarded-Proto", "https"}})).find("; Secure") !=
        std::string::npos);
  const std::string cookie = set_cookie.substr(0, set_cookie.find(';'));
  const Request signed_in = request_with("GET", {{"Cookie", "theme=dark; " + cookie}});
  CHECK(status_for(access, signed_in) == 200);

  std::string forged = cookie;
  forged[forged.find('=') + 1] = '2';
  CHECK(status_for(access, request_with("GET", {{"Cookie", forged}})) == 401);
  CHECK(status_for(access, request_with("GET", {{"Cookie", "session=1700000000."}})) == 401);
  const Access other({.token = "another-token-0123456789"}, clock);
  CHECK(status_for(other, signed_in) == 401);

  clock.advance_ms(31LL * 24 * 60 * 60 * 1000);
  CHECK(status_for(access, signed_in) == 401);
}

TEST_CASE("a token that could be guessed is refused at the start") {
  const ManualClock clock(0);
  CHECK_THROWS_AS(Access({.token = "short"}, clock), const Error&);
}
