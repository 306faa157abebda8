// SPDX-License-Identifier: MIT
// Hostile and slow clients, each met by the limit that is there for it.
#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "http/server/raw_client.hpp"
#include "http/server/test_server.hpp"

using namespace calltracker;
using namespace calltracker::http::server;
using namespace std::chrono_literals;

namespace {

Router echo_router(RouteOptions options = {}) {
  Router router;
  router.add(
      "POST", "/echo",
      [](Request& request, Responder responder) {
        responder.answer(text_answer(200, "text/plain", request.body));
      },
      options);
  return router;
}

std::string code_of(const RawAnswer& answer) {
  return std::string(parse_json(answer.body, "problem").at("code").as_string());
}

std::string post(std::string_view headers) {
  return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) + "\r\n";
}

}  // namespace

TEST_CASE("headers that are too long are refused") {
  TestServer server(echo_router());
  RawClient client(server.port());
  const RawAnswer answer = client.ask(post("X-Long: " + std::string(20'000, 'a') + "\r\n"));
  CHECK(answer.status == 431);
  CHECK(code_of(answer) == "headers-too-large");
}

TEST_CASE("a body that is too large is refused before it is read, whatever it says about itself") {
  TestServer server(echo_router({.body_bytes_max = 1000}));
  RawClient announced(server.port());
  CHECK(code_of(announced.ask(post("Content-Length: 1001\r\n"))) == "body-too-large");
  CHECK(announced.is_closed_by_server());

  RawClient expecting(server.port());
  const RawAnswer refused = expecting.ask(post("Content-Length: 1001\r\nExpect: 100-continue\r\n"));
  CHECK(refused.status == 413);

  RawClient chunked(server.port());
  chunked.send(post("Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "200\r\n" + std::string(0x200, 'x') + "\r\n";
  CHECK(code_of(chunked.ask(chunk + chunk + chunk)) == "body-too-large");
}

TEST_CASE("a refusal reaches a client that goes on sending") {
  TestServer server(echo_router({.body_bytes_max = 1000}));
  RawClient client(server.port());
  client.send(post("Content-Length: 8000000\r\n"));
  const std::string piece(100'000, 'x');
  for (int count = 0; count < 80 && client.send(piece); ++count) {
  }
  CHECK(client.receive().status == 413);
}

TEST_CASE("a client that expects 100 Continue is told to go on") {
  TestServer server(echo_router());
  RawClient client(server.port());
  client.send(post("Content-Length: 2\r\nExpect: 100-continue\r\n"));
  CHECK(client.receive(/*expects_body=*/false).status == 100);
  CHECK(client.ask("hi").body == "hi");
}

TEST_CASE("what is not HTTP, or could be read in two ways, is refused") {
  TestServer server(echo_router());
  const auto status_of_bytes = [&server](std::string_view bytes) {
    return RawClient(server.port()).ask(bytes).status;
  };
  CHECK(status_of_bytes("NONSENSE\r\n\r\n") == 400);
  CHECK(status_of_bytes("GET / HTTP/1.1\r\n\r\n") == 400);  // no Host
  CHECK(status_of_bytes("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n") == 400);
  CHECK(status_of_bytes(post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n") == 400);
  CHECK(status_of_bytes(post("Transfer-Encoding: gzip\r\n")) == 400);
  CHECK(status_of_bytes(post("Content-Length: -1\r\n")) == 400);
  CHECK(status_of_bytes("GET /../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(status_of_bytes("GET /%2e%2e/etc HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(status_of_bytes("GET /a%00b HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
  CHECK(status_of_bytes("GET http://evil/ HTTP/1.1\r\nHost: localhost\r\n\r\n") == 400);
}

TEST_CASE("a client that dawdles over its headers is left") {
  ServerOptions options;
  options.limits.head_time_max = 100ms;
  TestServer server(echo_router(), std::move(options));
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost:");
  CHECK(client.is_closed_by_server());
}

TEST_CASE("a body that stops coming, or only drips, is given up") {
  ServerOptions options;
  options.limits.silence_max = 100ms;
  TestServer silent(echo_router(), options);
  RawClient stopped(silent.port());
  stopped.send(post("Content-Length: 10\r\n") + "abc");
  CHECK(stopped.is_closed_by_server());

  options.limits = {};
  options.limits.slow_grace = 0ms;
  options.limits.body_bytes_per_second_min = 1'000'000'000;
  TestServer strict(echo_router(), options);
  RawClient dripping(strict.port());
  dripping.send(post("Content-Length: 60000\r\n"));
  while (strict.status().connections == 0) std::this_thread::yield();
  while (dripping.send("x")) std::this_thread::yield();
  CHECK(dripping.receive_until("never").find(" 200 ") == std::string::npos);
  while (strict.status().connections > 0) std::this_thread::yield();
}

TEST_CASE("connections and waiting requests have limits") {
  ServerOptions options;
  options.limits.connections_max = 1;
  TestServer server(echo_router(), options);
  RawClient first(server.port());
  CHECK(first.ask(post("Content-Length: 0\r\n")).status == 200);
  CHECK(RawClient(server.port()).is_closed_by_server());

  options.limits = {};
  options.limits.requests_waiting_max = 0;
  TestServer busy(echo_router(), options);
  const RawAnswer answer = RawClient(busy.port()).ask(post("Content-Length: 0\r\n"));
  CHECK(answer.status == 503);
  CHECK(answer.header("retry-after") == "2");
}

TEST_CASE("a reader who does not take its answer is left") {
  ServerOptions options;
  options.limits.silence_max = 100ms;
  Router router;
  router.add("GET", "/big", [](Request&, Responder responder) {
    responder.answer(text_answer(200, "text/plain", std::string(20'000'000, 'x')));
  });
  TestServer server(std::move(router), options);
  RawClient client(server.port(), 4096);
  client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
  client.receive_until("\r\n\r\n");
  while (server.status().connections > 0) std::this_thread::yield();
  CHECK(client.receive_until("never").size() < 20'000'000);
}
