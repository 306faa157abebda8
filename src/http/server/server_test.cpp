// SPDX-License-Identifier: MIT
#include "http/server/server.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <future>
#include <set>
#include <thread>

#include "http/server/raw_client.hpp"
#include "http/server/test_server.hpp"

using namespace calltracker;
using namespace calltracker::http::server;

namespace {

void answer_text(Responder& responder, std::string text) {
  responder.answer(text_answer(200, "text/plain", std::move(text)));
}

Router small_router() {
  Router router;
  router.add("GET", "/things/{id}", [](Request& request, Responder responder) {
    answer_text(responder, request.parameter("id") + "?" + request.query("q").value_or("-"));
  });
  router.add("POST", "/things",
             [](Request& request, Responder responder) { answer_text(responder, request.body); });
  router.add("GET", "/later", [](Request&, Responder responder) {
    std::thread([responder]() mutable { answer_text(responder, "at last"); }).detach();
  });
  router.add("GET", "/silent", [](Request&, Responder) {});
  router.add("GET", "/bug", [](Request&, Responder) { throw std::runtime_error("secret detail"); });
  router.add("GET", "/conflict", [](Request&, Responder) {
    throw Error({.kind = ErrorKind::Conflict, .code = "thing-state", .message = "not now", .hint = "wait"});
  });
  return router;
}

std::string get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

}  // namespace

TEST_CASE("a handler sees the decoded parameter and query, and the connection serves the next request") {
  TestServer server(small_router());
  RawClient client(server.port());
  CHECK(client.ask(get("/things/a%2Fb?q=x%26+y")).body == "a/b?x& y");
  const RawAnswer second = client.ask(get("/things/2"));
  CHECK(second.status == 200);
  CHECK(second.body == "2?-");
  CHECK(second.header("connection") == "keep-alive");
}

TEST_CASE("two requests in one packet are answered in order") {
  TestServer server(small_router());
  RawClient client(server.port());
  client.send(get("/things/1") + get("/things/2"));
  CHECK(client.receive().body == "1?-");
  CHECK(client.receive().body == "2?-");
}

TEST_CASE("an answer may be given later, from any thread") {
  TestServer server(small_router());
  CHECK(RawClient(server.port()).ask(get("/later")).body == "at last");
}

TEST_CASE("a body arrives whole, with a length and in chunks") {
  TestServer server(small_router());
  RawClient client(server.port());
  CHECK(client.ask("POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello").body ==
        "hello");
  CHECK(client
            .ask("POST /things HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
            .body == "hello");
}

TEST_CASE("HEAD answers with the headers of GET and no body") {
  TestServer server(small_router());
  RawClient client(server.port());
  client.send("HEAD /things/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const RawAnswer answer = client.receive(/*expects_body=*/false);
  CHECK(answer.status == 200);
  CHECK(answer.header("content-length") == "3");
  CHECK(client.ask(get("/things/1")).body == "1?-");
}

TEST_CASE("every error is a problem with a code and the request's id") {
  TestServer server(small_router());
  RawClient client(server.port());
  const RawAnswer conflict = client.ask(get("/conflict"));
  CHECK(conflict.status == 409);
  CHECK(conflict.header("content-type") == "application/problem+json");
  const json::value problem = parse_json(conflict.body, "problem");
  CHECK(problem.at("code") == "thing-state");
  CHECK(problem.at("hint") == "wait");
  CHECK(problem.at("where").is_null());
  CHECK(problem.at("requestId").as_string() == conflict.header("x-request-id"));

  const RawAnswer bug = client.ask(get("/bug"));
  CHECK(bug.status == 500);
  CHECK(bug.body.find("secret detail") == std::string::npos);

  CHECK(parse_json(client.ask(get("/silent")).body, "problem").at("code") == "no-answer");
  CHECK(client.ask(get("/nowhere")).status == 404);
  const RawAnswer method = client.ask("DELETE /things/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(method.status == 405);
  CHECK(method.header("allow") == "GET");
}

TEST_CASE("every answer carries the security headers") {
  TestServer server(small_router());
  for (const char* path : {"/things/1", "/nowhere"}) {
    const RawAnswer answer = RawClient(server.port()).ask(get(path));
    CHECK(answer.header("content-security-policy").find("default-src 'none'") != std::string::npos);
    CHECK(answer.header("content-security-policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK(answer.header("content-security-policy").find("unsafe") == std::string::npos);
    CHECK(answer.header("x-content-type-options") == "nosniff");
    CHECK(answer.header("referrer-policy") == "no-referrer");
    CHECK_FALSE(answer.header("x-request-id").empty());
  }
}

TEST_CASE("text from a user cannot add a header") {
  Router router;
  router.add("GET", "/file", [](Request&, Responder responder) {
    responder.answer(download(TemporaryFile(std::filesystem::temp_directory_path()), "text/csv",
                              "week\r\nSet-Cookie: a=b\".csv"));
  });
  router.add("GET", "/header", [](Request& request, Responder responder) {
    Answer answer = no_content();
    answer.headers.set("X-Echo", request.body + "a\r\nSet-Cookie: a=b");
    responder.answer(std::move(answer));
  });
  TestServer server(std::move(router));
  RawClient client(server.port());
  const RawAnswer file = client.ask(get("/file"));
  CHECK(file.status == 200);
  CHECK(file.header("set-cookie").empty());
  CHECK(file.header("content-disposition") ==
        "attachment; filename=\"week__Set-Cookie__a_b_.csv\"; "
        "filename*=UTF-8''week%0D%0ASet-Cookie%3A%20a%3Db%22.csv");
  const RawAnswer header = client.ask(get("/header"));
  CHECK(header.status == 500);
  CHECK(header.header("set-cookie").empty());
}

TEST_CASE("a file is streamed and gone afterwards") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path();
  const std::string content(3'000'000, 'x');
  std::promise<std::filesystem::path> path;
  Router router;
  router.add("GET", "/file", [&](Request&, Responder responder) {
    TemporaryFile file(folder);
    file.write(content);
    path.set_value(file.path());
    responder.answer(download(std::move(file), "text/csv", "a.csv"));
  });
  TestServer server(std::move(router));
  RawClient client(server.port());
  CHECK(client.ask(get("/file")).body == content);
  // The next answer comes after the first one was put away.
  client.ask(get("/nowhere"));
  CHECK_FALSE(std::filesystem::exists(path.get_future().get()));
}

TEST_CASE("a request that was begun is answered before the server stops") {
  std::promise<void> begun;
  std::promise<void> may_answer;
  Router router;
  router.add("GET", "/slow", [&](Request&, Responder responder) {
    begun.set_value();
    may_answer.get_future().wait();
    answer_text(responder, "done");
  });
  TestServer server(std::move(router));
  RawClient idle(server.port());
  RawClient client(server.port());
  client.send(get("/slow"));
  begun.get_future().wait();
  std::thread stopping([&] { server.stop(std::chrono::seconds(20)); });
  CHECK(idle.is_closed_by_server());
  may_answer.set_value();
  const RawAnswer answer = client.receive();
  CHECK(answer.body == "done");
  CHECK(answer.header("connection") == "close");
  stopping.join();
  CHECK_THROWS(RawClient(server.port()));
}

TEST_CASE("a taken port is an error that says so") {
  TestServer server(small_router());
  SystemClock clock;
  Log log(clock, LogFormat::Text, LogLevel::Off);
  Server second({.worker_threads = 1}, Router(), clock, log);
  try {
    second.listen({.host = "127.0.0.1", .port = server.port()});
    FAIL("two servers share a port");
  } catch (const Error& error) {
    CHECK(error.code() == "listen-failed");
  }
}

TEST_CASE("request ids never repeat and the log hears of each request once") {
  std::mutex mutex;
  std::set<std::string> ids;
  ServerOptions options;
  options.request_ended = [&](const RequestEnded& ended) {
    const std::lock_guard lock(mutex);
    CHECK(ended.path_template == "/things/{id}");
    CHECK(ended.peer == "127.0.0.1");
    ids.insert(std::string(ended.id));
  };
  TestServer server(small_router(), std::move(options));
  RawClient client(server.port());
  for (int count = 0; count < 20; ++count) client.ask(get("/things/1"));
  server.stop(std::chrono::seconds(5));
  CHECK(ids.size() == 20);
}
