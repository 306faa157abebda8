// SPDX-License-Identifier: MIT
#include "http/server/router.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "http/server/listen_address.hpp"
#include "http/server/static_files.hpp"

using namespace calltracker;
using namespace calltracker::http::server;

namespace {

Router router_with(std::initializer_list<std::pair<const char*, const char*>> routes) {
  Router router;
  for (const auto& [method, path_template] : routes)
    router.add(method, path_template, [](Request&, Responder) {});
  return router;
}

std::string template_for(const Router& router, std::string_view method, std::string_view path) {
  const RouteMatch match = router.match(method, parse_target(path)->segments);
  return match.route == nullptr ? "" : match.route->path_template;
}

Request get(std::vector<HeaderField> headers) {
  Request request;
  request.method = "GET";
  for (const HeaderField& field : headers) request.headers.add(field.name, field.value);
  return request;
}

}  // namespace

TEST_CASE("a fixed segment beats a name, whatever the order of adding") {
  const Router router =
      router_with({{"GET", "/a/{id}"}, {"GET", "/a/new"}, {"GET", "/{x}/new"}, {"GET", "/"}});
  CHECK(template_for(router, "GET", "/a/7") == "/a/{id}");
  CHECK(template_for(router, "GET", "/a/new") == "/a/new");
  CHECK(template_for(router, "GET", "/b/new") == "/{x}/new");
  CHECK(template_for(router, "HEAD", "/") == "/");
  CHECK(template_for(router, "GET", "/a/") == "");
  CHECK(template_for(router, "GET", "/a/7/more") == "");
}

TEST_CASE("a known path with another method names the methods it knows") {
  const Router router = router_with({{"GET", "/a/{id}"}, {"DELETE", "/a/{id}"}});
  CHECK(router.match("POST", {"a", "7"}).allowed_methods == "GET, DELETE");
}

TEST_CASE("the fallback answers GET of unknown paths only") {
  Router router = router_with({{"POST", "/a"}});
  router.set_fallback([](Request&, Responder) {});
  CHECK(router.match("GET", {"x"}).route != nullptr);
  CHECK(router.match("POST", {"x"}).route == nullptr);
  CHECK(router.match("GET", {"a"}).route == nullptr);
}

TEST_CASE("a target is decoded once, after it was split") {
  const auto target = parse_target("/a%2Fb/%C3%BC?x=1%262&y=a+b&z");
  REQUIRE(target);
  CHECK(target->segments == std::vector<std::string>{"a/b", "ü"});
  CHECK(target->query == QueryParameters{{"x", "1&2"}, {"y", "a b"}, {"z", ""}});
  for (const char* bad :
       {"", "a", "*", "/%", "/%2", "/%zz", "/%00", "/a/../b", "/%2e%2E/b", "/%ff", "/?a=%0a"}) {
    INFO(bad);
    CHECK_FALSE(parse_target(bad));
  }
}

TEST_CASE("an unchanged file is not sent again, and gzip goes to those who take it") {
  StaticFiles files;
  files.add("/app.js", {.content = "plain",
                        .gzip = "packed",
                        .brotli = "tighter",
                        .tag = "5eed",
                        .caching = Caching::Forever});
  const auto plain = files.answer(get({}), "/app.js");
  REQUIRE(plain);
  CHECK(std::get<std::string_view>(plain->body) == "plain");
  CHECK(plain->headers.find("cache-control") == "public, max-age=31536000, immutable");
  const auto packed = files.answer(get({{"Accept-Encoding", "br;q=0, gzip"}}), "/app.js");
  CHECK(std::get<std::string_view>(packed->body) == "packed");
  CHECK(packed->headers.find("content-encoding") == "gzip");
  CHECK(packed->headers.find("etag") != plain->headers.find("etag"));
  CHECK(std::get<std::string_view>(files.answer(get({{"Accept-Encoding", "gzip, br"}}), "/app.js")->body) ==
        "tighter");
  const auto refused = files.answer(get({{"Accept-Encoding", "gzip;q=0"}}), "/app.js");
  CHECK(std::get<std::string_view>(refused->body) == "plain");
  const std::string tag(*plain->headers.find("etag"));
  CHECK(files.answer(get({{"If-None-Match", "\"x\", W/" + tag}}), "/app.js")->status == 304);
  CHECK(files.answer(get({{"If-None-Match", "\"x\""}}), "/app.js")->status == 200);
  CHECK_FALSE(files.answer(get({}), "/other.js"));
}

TEST_CASE("a listen address is an IP address and a port") {
  CHECK(parse_listen_address("127.0.0.1:8787").is_loopback());
  CHECK(parse_listen_address("localhost:1").host == "127.0.0.1");
  CHECK(parse_listen_address("[::1]:8787").to_text() == "[::1]:8787");
  CHECK_FALSE(parse_listen_address("0.0.0.0:80").is_loopback());
  for (const char* bad :
       {"", ":80", "127.0.0.1", "example.org:80", "::1:80", "127.0.0.1:99999", "127.0.0.1:80x"}) {
    INFO(bad);
    CHECK_THROWS_AS(parse_listen_address(bad), const Error&);
  }
}

TEST_CASE("a document's styles bear a word of one answer alone, and its scripts none") {
  StaticFiles files;
  files.add_document("/", "<meta content=__CSP_NONCE__><style nonce=__CSP_NONCE__>");
  const auto first = files.answer(get({}), "/");
  const auto second = files.answer(get({}), "/");
  REQUIRE(first);
  const std::string policy(*first->headers.find("content-security-policy"));
  const std::size_t start = policy.find("style-src 'self' 'nonce-") + 24;
  const std::string nonce = policy.substr(start, policy.find('\'', start) - start);
  CHECK(nonce.size() == 32);
  CHECK(std::get<std::string>(first->body) == "<meta content=" + nonce + "><style nonce=" + nonce + ">");
  CHECK(std::get<std::string>(second->body).find(nonce) == std::string::npos);
  CHECK(policy.find("script-src 'self';") != std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(first->headers.find("cache-control") == "no-store");
}
