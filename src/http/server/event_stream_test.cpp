// SPDX-License-Identifier: MIT
#include "http/server/event_stream.hpp"

#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "base/error.hpp"
#include "http/server/raw_client.hpp"
#include "http/server/test_server.hpp"

using namespace calltracker;
using namespace calltracker::http::server;
using namespace std::chrono_literals;

namespace {

// One stream, handed to the test.
class StreamServer {
 public:
  explicit StreamServer(ServerOptions options = {}) : server_(router(), std::move(options)) {}

  std::shared_ptr<EventStream> stream() { return stream_.get_future().get(); }
  void wait_until_closed() { closed_.get_future().wait(); }
  TestServer& server() { return server_; }

 private:
  Router router() {
    Router router;
    router.add("GET", "/events", [this](Request& request, Responder responder) {
      last_event_id = request.header("last-event-id").value_or("");
      stream_.set_value(responder.open_event_stream([this] { closed_.set_value(); }));
    });
    return router;
  }

  std::promise<std::shared_ptr<EventStream>> stream_;
  std::promise<void> closed_;
  TestServer server_;

 public:
  std::string last_event_id;
};

constexpr std::string_view kAsk = "GET /events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 41\r\n\r\n";

}  // namespace

TEST_CASE("an event is written as the format wants it") {
  CHECK(*encode_event("7", "job", "{}") == "id: 7\nevent: job\ndata: {}\n\n");
  CHECK(*encode_event("", "", "a\nb\r\nc\rd") == "data: a\ndata: b\ndata: c\ndata: d\n\n");
  CHECK_THROWS_AS(encode_event("7\ndata: x", "job", ""), const Error&);
  CHECK_THROWS_AS(encode_event("7", "job\r", ""), const Error&);
}

TEST_CASE("events reach their reader in order, and the last id it saw reaches the handler") {
  StreamServer events;
  RawClient client(events.server().port());
  client.send(kAsk);
  const auto stream = events.stream();
  CHECK(events.last_event_id == "41");
  for (int number = 42; number < 142; ++number)
    CHECK(stream->send(encode_event(std::to_string(number), "", "x")));
  const RawAnswer answer = client.receive();
  CHECK(answer.status == 200);
  CHECK(answer.header("content-type") == "text/event-stream");
  CHECK(answer.header("cache-control") == "no-store");
  for (int number = 42; number < 142; ++number) {
    CHECK(client.receive_until("\n\n") == "id: " + std::to_string(number) + "\ndata: x\n\n");
  }
}

TEST_CASE("a silent stream beats") {
  ServerOptions options;
  options.limits.heartbeat_interval = 20ms;
  StreamServer events(std::move(options));
  RawClient client(events.server().port());
  client.send(kAsk);
  client.receive();
  CHECK(client.receive_until("\n\n") == ":\n\n");
  CHECK(client.receive_until("\n\n") == ":\n\n");
}

TEST_CASE("a reader who leaves is noticed, and sending to it says so") {
  StreamServer events;
  std::shared_ptr<EventStream> stream;
  {
    RawClient client(events.server().port());
    client.send(kAsk);
    client.receive();
    stream = events.stream();
  }
  events.wait_until_closed();
  CHECK_FALSE(stream->send(encode_event("1", "", "x")));
  CHECK(events.server().status().streams == 0);
}

TEST_CASE("a reader who is too slow is dropped instead of filling the memory") {
  StreamServer events;
  RawClient client(events.server().port(), 4096);
  client.send(kAsk);
  client.receive();
  const auto stream = events.stream();
  const EventFrame frame = encode_event("1", "", std::string(10'000, 'x'));
  while (stream->send(frame)) std::this_thread::yield();
  events.wait_until_closed();
  CHECK(events.server().status().slow_readers_dropped == 1);
}

TEST_CASE("closing a stream ends it for its reader, and so does stopping the server") {
  StreamServer events;
  RawClient client(events.server().port());
  client.send(kAsk);
  client.receive();
  events.stream()->close();
  CHECK(client.is_closed_by_server());

  StreamServer stopping;
  RawClient reader(stopping.server().port());
  reader.send(kAsk);
  reader.receive();
  stopping.server().stop(10s);
  CHECK(reader.is_closed_by_server());
}
