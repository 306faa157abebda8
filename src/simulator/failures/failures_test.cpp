// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "simulator/failures/failure_kinds.hpp"
#include "simulator/test_simulator.hpp"

using namespace calltracker;
using namespace calltracker::simulator;

namespace {

http::Header failing(std::string how) {
  return {.name = "x-simulate-failure", .value = std::move(how)};
}

std::string text_after(TestSimulator& simulator, std::string how) {
  const http::Response response = simulator.post_message(schema_request(), {failing(std::move(how))});
  INFO(response.body);
  return std::string(member(response.body, "/content/0/text").as_string());
}

SimulatorOptions scripted(std::string_view json_text) {
  SimulatorOptions options;
  options.rehearsal.failures =
      std::make_shared<FailureScript>(FailureScript::parse(json_text, "script.json"));
  return options;
}

}  // namespace

TEST_CASE("each error comes with its status and type, in both dialects") {
  struct Expected {
    std::string name;
    int anthropic_status;
    const char* anthropic_type;
    int openai_status;
  };
  const Expected all[] = {{"rate-limit", 429, "rate_limit_error", 429},
                          {"low-credit", 400, "invalid_request_error", 429},
                          {"key-revoked", 401, "authentication_error", 401},
                          {"billing", 402, "billing_error", 429},
                          {"forbidden", 403, "permission_error", 403},
                          {"model-retired", 404, "not_found_error", 404},
                          {"internal", 500, "api_error", 500},
                          {"timeout", 504, "timeout_error", 504},
                          {"overloaded", 529, "overloaded_error", 503}};
  TestSimulator simulator;
  for (const Expected& expected : all) {
    INFO(expected.name);
    const http::Response anthropic =
        simulator.post_message(small_message_request(), {failing(expected.name)});
    CHECK(anthropic.status == expected.anthropic_status);
    CHECK(member(anthropic.body, "/error/type") == expected.anthropic_type);
    CHECK(simulator.post_chat(small_chat_request(), {failing(expected.name)}).status ==
          expected.openai_status);
  }
}

TEST_CASE("spend caps have a code and no retry-after; a rate limit waits as long as it is told to") {
  TestSimulator simulator;
  const http::Response cap = simulator.post_message(small_message_request(), {failing("spend-cap")});
  CHECK(member(cap.body, "/error/details/error_code") == "enforced_spend_limit_reached");
  CHECK_FALSE(cap.header("retry-after"));
  const auto wait = [&](std::string how) {
    const http::Response answer = simulator.post_message(small_message_request(), {failing(std::move(how))});
    return answer.header("retry-after").transform([](std::string_view value) { return std::string(value); });
  };
  CHECK(wait("rate-limit") == "1");
  CHECK(wait("rate-limit; retryAfter=30") == "30");
  CHECK(wait("rate-limit; retryAfter=-5") == "-5");
  CHECK_FALSE(wait("rate-limit; retryAfter=none"));
  const http::Response stubborn =
      simulator.post_message(small_message_request(), {failing("internal; shouldRetry=false")});
  CHECK(stubborn.header("x-should-retry") == "false");
}

TEST_CASE("pages of the network have no envelope") {
  TestSimulator simulator;
  for (const auto& [name, status] :
       {std::pair("internal-page", 500), {"bad-gateway", 502}, {"too-large", 413}}) {
    const http::Response response = simulator.post_message(small_message_request(), {failing(name)});
    CHECK(response.status == status);
    CHECK(response.header("content-type") == "text/html");
  }
}

TEST_CASE("the answer's content is spoiled as asked") {
  TestSimulator simulator;
  CHECK(text_after(simulator, "fenced") == "```json\n{\"verdict\":\"good\"}\n```");
  CHECK(text_after(simulator, "wrong-schema") == "{}");
  CHECK(text_after(simulator, "extra-keys") == R"({"unasked":true,"verdict":"good"})");
  CHECK(text_after(simulator, "other-case") == R"({"verdict":"GOOD"})");
  CHECK(text_after(simulator, "duplicate-keys") == R"({"verdict":null,"verdict":"good"})");
  CHECK(text_after(simulator, "lone-surrogate") == R"({"verdict":"\ud800good"})");
  CHECK(text_after(simulator, "invalid-json") == R"({"verdict":"good"}})");
  CHECK(text_after(simulator, "huge-answer").size() > 5'000'000);
}

TEST_CASE("stops and blocks are spoiled as asked") {
  TestSimulator simulator;
  const auto ask = [&](std::string how) {
    return simulator.post_message(schema_request(), {failing(std::move(how))}).body;
  };
  CHECK(member(ask("max-tokens"), "/stop_reason") == "max_tokens");
  CHECK(member(ask("unknown-stop"), "/stop_reason") == "stopped_for_tea");
  const std::string refused = ask("refusal");
  CHECK(member(refused, "/stop_reason") == "refusal");
  CHECK(member(refused, "/stop_details/type") == "refusal");
  CHECK(member(refused, "/content") == json::array());
  CHECK(member(ask("thinking-first"), "/content/0/type") == "thinking");
  CHECK(member(ask("two-texts"), "/content/1/text") == "\":\"good\"}");
  CHECK(member(ask("empty-content"), "/content") == json::array());
  CHECK(member(ask("usage-missing"), "/usage") == nullptr);
  const std::string chat = simulator.post_chat(chat_schema_request(), {failing("refusal")}).body;
  CHECK(member(chat, "/choices/0/message/content") == nullptr);
  CHECK(member(chat, "/choices/0/message/refusal") != nullptr);
}

TEST_CASE("evidence and orders: turns that nobody spoke, and the best level for everything") {
  SimulatorOptions options;
  options.rehearsal.answers = [](const json::value&, const json::value&) -> std::optional<json::value> {
    return json::object{{"level", 2}, {"turns", {3, 4}}, {"nameTurn", 7}, {"count", 1}};
  };
  TestSimulator simulator(std::move(options));
  CHECK(text_after(simulator, "obeyed-orders") == R"({"level":5,"turns":[3,4],"nameTurn":7,"count":1})");
  CHECK(text_after(simulator, "false-evidence") ==
        R"({"level":2,"turns":[9999,9999],"nameTurn":9999,"count":1})");
  CHECK(text_after(simulator, "number-as-text") ==
        R"({"level":"2","turns":["3","4"],"nameTurn":"7","count":"1"})");
  CHECK(text_after(simulator, "not-a-number") == R"({"level":NaN,"turns":[3,4],"nameTurn":7,"count":1})");
}

TEST_CASE("the line breaks, and what comes is not what was promised") {
  TestSimulator simulator;
  const auto outcome = [&](std::string how) {
    return simulator.send({.method = "POST",
                           .url = simulator.url() + "/v1/messages",
                           .headers = TestSimulator::anthropic_headers({failing(std::move(how))}),
                           .body = to_json_text(schema_request())});
  };
  const auto broken_kind = [&](std::string how) {
    const http::Outcome result = outcome(std::move(how));
    REQUIRE(std::holds_alternative<http::TransportFailure>(result));
    return std::get<http::TransportFailure>(result).kind;
  };
  for (const char* how : {"reset", "close", "reset-in-body", "close-in-body", "cut-chunked"}) {
    INFO(how);
    CHECK(broken_kind(how) == http::TransportFailureKind::Broken);
  }
  const auto body = [&](std::string how) { return std::get<http::Response>(outcome(std::move(how))).body; };
  CHECK(body("empty-body").empty());
  CHECK_THROWS_AS(parse_json(body("truncated-json"), "half"), Error);
  CHECK(body("proxy-page").starts_with("<html>"));
  CHECK(body("invalid-utf8").find("\xff\xfe") != std::string::npos);
  CHECK(member(body("gzip-body"), "/content/0/text") == R"({"verdict":"good"})");  // unpacked by the client
}

TEST_CASE("a script counts requests per model: from, count, every") {
  TestSimulator simulator(scripted(R"({"failures":[
      {"failure":"overloaded","from":2,"count":2},
      {"failure":"internal","model":"claude-sonnet-5-5","every":2},
      {"failure":"key-revoked","from":7}]})"));
  const auto status = [&](const char* model) {
    json::object request = small_message_request();
    request["model"] = model;
    request.erase("thinking");
    return simulator.post_message(request).status;
  };
  CHECK(status("claude-haiku-5-5") == 200);
  CHECK(status("claude-haiku-5-5") == 529);
  CHECK(status("claude-sonnet-5-5") ==
        529);  // the first rule that strikes decides; the second has struck too
  CHECK(status("claude-sonnet-5-5") == 200);
  CHECK(status("claude-sonnet-5-5") == 500);
  CHECK(status("claude-haiku-5-5") == 200);
  CHECK(status("claude-haiku-5-5") == 401);
  CHECK(status("claude-haiku-5-5") == 401);
}

TEST_CASE("a rule ends after its seconds") {
  TestSimulator simulator(scripted(R"({"failures":[{"failure":"overloaded","forSeconds":60}]})"));
  CHECK(simulator.post_message(small_message_request()).status == 529);
  simulator.clock.advance_ms(59'999);
  CHECK(simulator.post_message(small_message_request()).status == 529);
  simulator.clock.advance_ms(1);
  CHECK(simulator.post_message(small_message_request()).status == 200);
}

TEST_CASE("a script with an unknown failure or a wrong rule is refused") {
  for (const char* script : {R"({"failures":[{"failure":"earthquake"}]})", R"({"failures":[{"from":1}]})",
                             R"({"failures":[{"failure":"internal","every":0}]})", R"([])"}) {
    CHECK_THROWS_AS(FailureScript::parse(script, "script.json"), Error);
  }
}
