// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "http/server/raw_client.hpp"
#include "http/server/test_server.hpp"

using namespace calltracker::http::server;

namespace {

constexpr const char* kGet = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

Router router_with(Delivery delivery) {
  Router router;
  router.add("GET", "/", [delivery](Request&, Responder responder) {
    Answer answer = text_answer(200, "text/plain", "0123456789");
    answer.delivery = delivery;
    responder.answer(std::move(answer));
  });
  return router;
}

}  // namespace

TEST_CASE("a late or slow answer is whole, and the connection goes on") {
  TestServer server(
      router_with({.first_byte_after = std::chrono::milliseconds(30), .bytes_per_second = 20'000}));
  RawClient client(server.port());
  CHECK(client.ask(kGet).body == "0123456789");
  CHECK(client.ask(kGet).body == "0123456789");
}

TEST_CASE("a line breaks at the promised byte, with and without a reset") {
  for (const auto by : {Delivery::Break::Close, Delivery::Break::Reset}) {
    for (const std::uint64_t bytes : {0, 1, 40}) {
      TestServer server(router_with({.break_after = bytes, .break_by = by}));
      RawClient client(server.port());
      client.send(kGet);
      const std::string all = client.receive_until("never");
      // A reset may overtake what was sent before it.
      if (by == Delivery::Break::Close) CHECK(all.size() == bytes);
      CHECK(all.size() <= bytes);
    }
  }
}

TEST_CASE("a line can break at a byte of the body") {
  TestServer server(router_with({.break_after = 4, .breaks_in_body = true}));
  RawClient client(server.port());
  client.send(kGet);
  client.receive_until("\r\n\r\n");
  CHECK(client.receive_until("never") == "0123");
}

TEST_CASE("a stalled answer lasts until the reader goes, and does not keep the server from stopping") {
  TestServer server(router_with({.break_after = 20, .break_by = Delivery::Break::Stall}));
  RawClient client(server.port());
  client.send(kGet);
  CHECK(client.receive_until("HTTP/1.1 200 OK\r\nDat").size() == 20);
  server.stop(std::chrono::milliseconds(0));
  CHECK(client.is_closed_by_server());
}

TEST_CASE("a body that comes in its own coding has no length") {
  Router router;
  router.add("GET", "/", [](Request&, Responder responder) {
    Answer answer = text_answer(200, "text/plain", "3\r\nabc\r\n0\r\n\r\n");
    answer.headers.set("Transfer-Encoding", "chunked");
    responder.answer(std::move(answer));
  });
  TestServer server(std::move(router));
  RawClient client(server.port());
  client.send(kGet);
  CHECK(client.receive_until("\r\n\r\n").find("Content-Length") == std::string::npos);
  CHECK(client.receive_until("0\r\n\r\n") == "3\r\nabc\r\n0\r\n\r\n");
}
