// SPDX-License-Identifier: MIT
#include "http/client.hpp"

#include <doctest/doctest.h>

#include <future>

#include "http/scripted_server.hpp"

namespace {

using namespace calltracker::http;
using Kind = TransportFailureKind;

Outcome send_and_wait(Client& client, Request request, std::stop_token stop = {}) {
  std::promise<Outcome> promise;
  client.send(std::move(request), stop,
              [&promise](Outcome outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

Kind failure_kind(const Outcome& outcome) {
  return std::get<TransportFailure>(outcome).kind;
}

}  // namespace

TEST_CASE("a request arrives as it was given, and so does its answer") {
  ScriptedServer server([](const SeenRequest&, std::size_t) {
    return ScriptedReply::of(418, "short and stout", "X-Pot: tea\r\n", "text/plain");
  });
  Client client;
  const Outcome outcome = send_and_wait(
      client,
      {.method = "POST", .url = server.url() + "/pot", .headers = {{"x-cup", "one"}}, .body = "milk?"});
  const auto& response = std::get<Response>(outcome);
  CHECK(response.status == 418);
  CHECK(response.body == "short and stout");
  CHECK(response.header("x-pot") == "tea");
  const SeenRequest seen = server.seen().at(0);
  CHECK(seen.method == "POST");
  CHECK(seen.path == "/pot");
  CHECK(seen.headers.at("x-cup") == "one");
  CHECK(seen.body == "milk?");
  CHECK_FALSE(seen.headers.contains("expect"));
}

TEST_CASE("many requests at once are all answered") {
  ScriptedServer server(
      [](const SeenRequest& request, std::size_t) { return ScriptedReply::of(200, request.body); });
  Client client;
  std::vector<std::future<Outcome>> answers;
  for (int number = 0; number < 40; ++number) {
    auto promise = std::make_shared<std::promise<Outcome>>();
    answers.push_back(promise->get_future());
    client.send({.method = "POST", .url = server.url(), .body = std::to_string(number)}, {},
                [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
  }
  for (int number = 0; number < 40; ++number) {
    CHECK(std::get<Response>(answers[static_cast<std::size_t>(number)].get()).body == std::to_string(number));
  }
}

TEST_CASE("a body in pieces arrives as one") {
  ScriptedServer server(
      [](const SeenRequest& request, std::size_t) { return ScriptedReply::of(200, request.body); });
  Client client;
  for (const std::size_t length : {std::size_t{3}, std::size_t{20'000}, std::size_t{300'000}}) {
    const auto shared = std::make_shared<const std::string>(length, 's');
    Body body;
    body.append("before ");
    body.append(shared);
    body.append(" after");
    CHECK(body.size() == length + 13);
    const Outcome outcome = send_and_wait(client, {.method = "POST", .url = server.url(), .body = body});
    CHECK(std::get<Response>(outcome).body == "before " + *shared + " after");
  }
}

TEST_CASE("a request sent again because its kept connection was gone has its body again") {
  Client client;
  for (const std::size_t length : {std::size_t{20'000}, std::size_t{300'000}}) {
    ScriptedServer closing([](const SeenRequest& request, std::size_t index) {
      if (index == 0) {
        return ScriptedReply{.bytes = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", .stays = true};
      }
      return index == 1 ? ScriptedReply{.bytes = ""} : ScriptedReply::of(200, request.body);
    });
    CHECK(std::get<Response>(send_and_wait(client, {.url = closing.url()})).status == 200);
    const Outcome outcome =
        send_and_wait(client, {.method = "POST", .url = closing.url(), .body = std::string(length, 'b')});
    CHECK(std::get<Response>(outcome).body == std::string(length, 'b'));
    CHECK(closing.seen().size() == 3);
  }
}

TEST_CASE("without TLS a request does not wait for the first one's answer") {
  std::promise<void> second_arrived;
  const std::shared_future<void> arrived = second_arrived.get_future().share();
  std::promise<void> first_arrived;
  ScriptedServer server([&](const SeenRequest&, std::size_t index) {
    if (index == 0) {
      first_arrived.set_value();
      arrived.wait();
    } else {
      second_arrived.set_value();
    }
    return ScriptedReply::of(200, "");
  });
  Client client;
  const auto send = [&client, url = server.url()] {
    auto promise = std::make_shared<std::promise<Outcome>>();
    client.send({.url = url, .timeout = std::chrono::seconds(10)}, {},
                [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
    return promise->get_future();
  };
  auto first = send();
  first_arrived.get_future().wait();
  auto second = send();
  const Outcome first_outcome = first.get();
  if (!std::holds_alternative<Response>(first_outcome)) second_arrived.set_value();
  CHECK(std::holds_alternative<Response>(first_outcome));
  CHECK(std::holds_alternative<Response>(second.get()));
}

TEST_CASE("a stop ends a request that the server does not answer") {
  std::promise<void> arrived;
  ScriptedServer server([&arrived](const SeenRequest&, std::size_t) {
    arrived.set_value();
    return ScriptedReply{.bytes = "", .stalls = true};
  });
  Client client;
  std::stop_source stop;
  std::promise<Outcome> promise;
  client.send({.url = server.url()}, stop.get_token(),
              [&promise](Outcome outcome) { promise.set_value(std::move(outcome)); });
  arrived.get_future().wait();
  stop.request_stop();
  CHECK(failure_kind(promise.get_future().get()) == Kind::Cancelled);
}

TEST_CASE("a request whose stop came first is never sent") {
  ScriptedServer server([](const SeenRequest&, std::size_t) { return ScriptedReply::of(200, ""); });
  Client client;
  std::stop_source stop;
  stop.request_stop();
  CHECK(failure_kind(send_and_wait(client, {.url = server.url()}, stop.get_token())) == Kind::Cancelled);
}

TEST_CASE("a client that goes away cancels what is on its way") {
  std::promise<void> arrived;
  ScriptedServer server([&arrived](const SeenRequest&, std::size_t) {
    arrived.set_value();
    return ScriptedReply{.bytes = "", .stalls = true};
  });
  std::promise<Outcome> promise;
  {
    Client client;
    client.send({.url = server.url()}, {},
                [&promise](Outcome outcome) { promise.set_value(std::move(outcome)); });
    arrived.get_future().wait();
  }
  CHECK(failure_kind(promise.get_future().get()) == Kind::Cancelled);
}

TEST_CASE("a client may be destroyed by the callback that it runs") {
  ScriptedServer server([](const SeenRequest&, std::size_t) { return ScriptedReply::of(200, ""); });
  auto client = std::make_shared<Client>();
  Client* raw = client.get();
  std::promise<void> done;
  raw->send({.url = server.url()}, {}, [&done, owner = std::move(client)](Outcome) mutable {
    owner.reset();
    done.set_value();
  });
  done.get_future().wait();
}

TEST_CASE("each way to fail has its kind") {
  ScriptedServer server([](const SeenRequest& request, std::size_t) {
    if (request.path == "/cut")
      return ScriptedReply{.bytes = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"};
    if (request.path == "/reset") return ScriptedReply{.bytes = ""};
    if (request.path == "/large") return ScriptedReply::of(200, std::string(5000, 'x'));
    return ScriptedReply{.bytes = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n", .stalls = true};
  });
  Client client;
  CHECK(failure_kind(send_and_wait(client, {.url = server.url() + "/cut"})) == Kind::Broken);
  CHECK(failure_kind(send_and_wait(client, {.url = server.url() + "/reset"})) == Kind::Broken);
  CHECK(failure_kind(send_and_wait(client, {.url = server.url() + "/large", .response_bytes_max = 4000})) ==
        Kind::TooLarge);
  CHECK(failure_kind(send_and_wait(client, {.url = server.url() + "/stall",
                                            .timeout = std::chrono::milliseconds(50)})) == Kind::TimedOut);
  CHECK(failure_kind(send_and_wait(client, {.url = "http://127.0.0.1:1/"})) == Kind::NotConnected);
  CHECK(failure_kind(send_and_wait(client, {.url = "file:///etc/passwd"})) == Kind::Invalid);
  CHECK(failure_kind(send_and_wait(
            client, {.url = server.url(), .headers = {{"x-key", "a\r\nx-evil: b"}}})) == Kind::Invalid);
}
