// SPDX-License-Identifier: MIT
#include "llm/providers/anthropic.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "llm/providers/scripted_provider.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;
using http::ScriptedReply;
using http::ScriptedServer;
using http::SeenRequest;

constexpr std::string_view kKey = kTestKey;
constexpr std::string_view kGoodText = kGoodAnswer;

ModelRequest request_for(std::string model = "claude-haiku-5-5") {
  return test_request(std::move(model));
}

std::string message_body(std::string_view text, std::string_view stop_reason = "end_turn") {
  return to_json_text(json::object{
      {"id", "msg_1"},
      {"type", "message"},
      {"role", "assistant"},
      {"model", "claude-haiku-5-5"},
      {"content", json::array{json::object{{"type", "thinking"}, {"thinking", ""}, {"signature", "s"}},
                              json::object{{"type", "text"}, {"text", text}, {"citations", nullptr}}}},
      {"stop_reason", stop_reason},
      {"stop_details", nullptr},
      {"usage",
       {{"input_tokens", 1000},
        {"output_tokens", 100},
        {"cache_creation_input_tokens", nullptr},
        {"cache_read_input_tokens", 2000},
        {"server_tool_use", nullptr}}}});
}

ScriptedReply message(std::string_view text, std::string_view stop_reason = "end_turn") {
  return ScriptedReply::of(200, message_body(text, stop_reason), "request-id: req_42\r\n");
}

ScriptedReply error(int status, std::string_view type, std::string_view text, const std::string& headers = {},
                    std::string_view code = {}) {
  json::object inner{{"type", type}, {"message", text}};
  if (!code.empty()) inner["details"] = {{"error_code", code}};
  return ScriptedReply::of(
      status, to_json_text(json::object{{"type", "error"}, {"error", inner}, {"request_id", "req_42"}}),
      headers);
}

// A client that talks to the script, with its answers.
struct Fixture {
  explicit Fixture(ScriptedServer::Script script,
                   std::chrono::milliseconds timeout = std::chrono::seconds(20))
      : server(std::move(script)),
        client(make_anthropic_client(
            {.api_key = std::string(kKey), .base_url = server.url(), .timeout = timeout},
            std::make_shared<http::Client>(),
            std::make_shared<const ModelCatalog>(ModelCatalog::built_in()))) {}

  ModelOutcome ask(ModelRequest request = request_for(), std::stop_token stop = {}) {
    return ask_and_wait(*client, std::move(request), std::move(stop));
  }
  ModelFailure fail() { return std::get<ModelFailure>(ask()); }
  json::value sent(std::size_t index) const { return parse_json(server.seen().at(index).body, "the body"); }

  ScriptedServer server;
  std::shared_ptr<ModelClient> client;
};

ModelFailure failure_of(const ScriptedReply& reply) {
  Fixture fixture([&reply](const SeenRequest&, std::size_t) { return reply; });
  return fixture.fail();
}

}  // namespace

TEST_CASE("a request has the form that the Messages API asks for") {
  Fixture fixture([](const SeenRequest&, std::size_t) { return message(kGoodText); });
  fixture.ask();
  const SeenRequest seen = fixture.server.seen().at(0);
  CHECK(seen.method == "POST");
  CHECK(seen.path == "/v1/messages");
  CHECK(seen.headers.at("x-api-key") == kKey);
  CHECK(seen.headers.at("anthropic-version") == "2026-10-21");
  CHECK(seen.headers.at("content-type") == "application/json");
  const json::value body = fixture.sent(0);
  CHECK(body.at("model") == "claude-haiku-5-5");
  CHECK(body.at("max_tokens") == 1000);
  CHECK(body.at("thinking").at("type") == "disabled");
  CHECK(body.at("output_config").at("effort") == "low");
  CHECK_FALSE(body.at("system").at(0).as_object().contains("cache_control"));
  CHECK(body.at("messages").as_array().size() == 1);
  CHECK(parse_json(body.at("messages").at(0).at("content").at(0).at("text").as_string(), "input")
            .at("source") == "call_transcript");
  const json::value& schema = body.at("output_config").at("format").at("schema");
  CHECK_FALSE(schema.at("properties").at("confidence").as_object().contains("minimum"));
  CHECK(schema.at("properties").at("confidence").at("description") == "{minimum: 0, maximum: 1}");
  for (const std::string_view refused : {"temperature", "top_p", "top_k", "stream"}) {
    CHECK_FALSE(body.as_object().contains(refused));
  }
}

TEST_CASE("instructions are marked for the cache where the request says so") {
  Fixture fixture([](const SeenRequest&, std::size_t) { return message(kGoodText); });
  ModelRequest request = request_for();
  request.caches_instructions = true;
  fixture.ask(request);
  CHECK(fixture.sent(0).at("system").at(0).at("cache_control").at("type") == "ephemeral");
}

TEST_CASE("thinking and effort follow the model") {
  Fixture fixture([](const SeenRequest&, std::size_t) { return message(kGoodText); });
  fixture.ask(request_for("claude-sonnet-5-5"));
  fixture.ask(request_for("claude-opus-5-5"));
  fixture.ask(request_for("claude-haiku-4-5"));
  CHECK(fixture.sent(0).at("thinking").at("type") == "between_tools");
  CHECK(fixture.sent(1).at("thinking").at("type") == "adaptive");
  CHECK_FALSE(fixture.sent(2).as_object().contains("thinking"));
  CHECK_FALSE(fixture.sent(2).at("output_config").as_object().contains("effort"));
  CHECK(fixture.sent(2).at("model") == "claude-haiku-4-5-20251001");
}

TEST_CASE("an answer comes with its tokens, its cost and the id of its request") {
  Fixture fixture([](const SeenRequest&, std::size_t) { return message(kGoodText); });
  const auto answer = std::get<ModelAnswer>(fixture.ask());
  CHECK(answer.content.at("label") == "spam");
  CHECK(answer.model == "claude-haiku-5-5");
  CHECK(answer.request_id == "req_42");
  CHECK(answer.tokens.input == 1000);
  CHECK(answer.tokens.cache_read == 2000);
  CHECK(answer.tokens.cache_write == 0);
  // 1,000 at 0.10 + 100 at 0.50 + 2,000 at 0.01 dollars a million
  CHECK(answer.cost_usd == doctest::Approx(0.00017));
}

TEST_CASE("failures that nobody has to act on are tried again, after the time that the server names") {
  struct Case {
    ScriptedReply reply;
    std::string_view code;
    std::optional<std::int64_t> retry_after_ms;
  };
  const std::string dates =
      "date: Mon, 23 Nov 2026 10:00:00 GMT\r\nretry-after: Mon, 23 Nov 2026 10:00:30 GMT\r\n";
  const Case cases[] = {
      {error(429, "rate_limit_error", "slow down", "retry-after: 30\r\n"), "model-rate-limited", 30'000},
      {error(429, "rate_limit_error", "slow down", "retry-after-ms: 250\r\n"), "model-rate-limited", 250},
      {error(429, "rate_limit_error", "slow down", dates), "model-rate-limited", 30'000},
      {error(429, "rate_limit_error", "slow down", "retry-after: 0\r\n"), "model-rate-limited", std::nullopt},
      {error(429, "rate_limit_error", "slow down", "retry-after: -5\r\n"), "model-rate-limited",
       std::nullopt},
      {error(429, "rate_limit_error", "slow down", "retry-after: 1e300\r\n"), "model-rate-limited",
       86'400'000},
      {error(429, "rate_limit_error", "ramp", "retry-after: 2\r\n", "ramp_limit_exceeded"),
       "model-rate-limited", 2000},
      {error(529, "overloaded_error", "Overloaded"), "model-overloaded", std::nullopt},
      {error(500, "api_error", "Internal"), "model-server-error", std::nullopt},
      {error(504, "timeout_error", "late"), "model-timeout", std::nullopt},
      {ScriptedReply::of(500, "<html>oops</html>", {}, "text/html"), "model-server-error", std::nullopt},
      {ScriptedReply::of(200, "<html>sign in</html>", {}, "text/html"), "model-reply-unreadable",
       std::nullopt},
      {ScriptedReply::of(200, ""), "model-reply-unreadable", std::nullopt},
      {ScriptedReply::of(200, R"({"type":"message","content":[{"type":)"), "model-reply-unreadable",
       std::nullopt},
      {{.bytes = "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"type\":"},
       "model-connection-lost",
       std::nullopt},
      {{.bytes = ""}, "model-connection-lost", std::nullopt},
  };
  for (const Case& each : cases) {
    CAPTURE(each.reply.bytes);
    const ModelFailure failure = failure_of(each.reply);
    CHECK(failure.kind == FailureKind::Retry);
    CHECK(failure.code == each.code);
    CHECK(failure.retry_after_ms == each.retry_after_ms);
  }
}

TEST_CASE("failures that concern every call pause, and say what to do") {
  const std::pair<ScriptedReply, std::string_view> cases[] = {
      {error(401, "authentication_error", "invalid x-api-key"), "model-key-invalid"},
      {error(402, "billing_error", "pay"), "model-credit-exhausted"},
      {error(403, "permission_error", "no"), "model-not-permitted"},
      {error(404, "not_found_error", "model: claude-haiku-5-5"), "model-not-found"},
      {error(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
       "model-credit-exhausted"},
      {error(400, "invalid_request_error", "You have reached your specified API usage limits."),
       "model-spend-limit"},
      {error(400, "invalid_request_error", "Schema is too complex for compilation."),
       "model-settings-refused"},
      {error(400, "invalid_request_error", "\"thinking.type.disabled\" is not supported for this model."),
       "model-settings-refused"},
      {error(429, "rate_limit_error", "spend", {}, "enforced_spend_limit_reached"), "model-spend-limit"},
      {ScriptedReply::of(302, "", "location: /login\r\n"), "model-url-invalid"},
  };
  for (const auto& [reply, code] : cases) {
    CAPTURE(code);
    const ModelFailure failure = failure_of(reply);
    CHECK(failure.kind == FailureKind::Pause);
    CHECK(failure.code == code);
    CHECK_FALSE(failure.hint.empty());
    CHECK(failure.message.find(kKey) == std::string::npos);
  }
}

TEST_CASE("failures of one call alone give that call up") {
  const std::pair<ScriptedReply, std::string_view> cases[] = {
      {error(400, "invalid_request_error", "prompt is too long: 1000001 tokens"), "model-input-too-long"},
      {error(400, "invalid_request_error", "messages.0.content: odd"), "model-request-invalid"},
      {ScriptedReply::of(413, "<html>413</html>", {}, "text/html"), "model-input-too-long"},
      {message("", "refusal"), "model-refused"},
      {message("{", "model_context_window_exceeded"), "model-input-too-long"},
      {message("{", "a_reason_of_2027"), "model-stop-unknown"},
      {error(529, "overloaded_error", "Overloaded", "x-should-retry: false\r\n"), "model-overloaded"},
  };
  for (const auto& [reply, code] : cases) {
    CAPTURE(code);
    const ModelFailure failure = failure_of(reply);
    CHECK(failure.kind == FailureKind::GiveUp);
    CHECK(failure.code == code);
  }
  CHECK(failure_of(message("", "refusal")).cost_usd > 0);
}

TEST_CASE("an answer cut at the output limit is asked for once more with a larger one") {
  Fixture fixture([](const SeenRequest&, std::size_t index) {
    return index == 0 ? message(R"({"label":"sp)", "max_tokens") : message(kGoodText);
  });
  const auto answer = std::get<ModelAnswer>(fixture.ask());
  CHECK(fixture.sent(1).at("max_tokens") == 4000);
  CHECK(answer.tokens.output == 200);

  Fixture stubborn([](const SeenRequest&, std::size_t) { return message("{", "max_tokens"); });
  CHECK(stubborn.fail().code == "model-answer-cut");
  CHECK(stubborn.server.seen().size() == 2);
}

TEST_CASE("an answer that does not conform to its schema is sent back once with the reason") {
  Fixture fixture([](const SeenRequest&, std::size_t index) {
    return index == 0 ? message(R"({"label":"spam","confidence":7})") : message(kGoodText);
  });
  const auto answer = std::get<ModelAnswer>(fixture.ask());
  CHECK(answer.tokens.input == 2000);
  const json::value messages = fixture.sent(1).at("messages");
  REQUIRE(messages.as_array().size() == 3);
  CHECK(messages.at(1).at("role") == "assistant");
  CHECK(messages.at(2).at("role") == "user");
  CHECK(std::string_view(messages.at(2).at("content").at(0).at("text").as_string()).find("confidence") !=
        std::string_view::npos);

  Fixture stubborn(
      [](const SeenRequest&, std::size_t) { return message(R"({"label":"maybe","confidence":1})"); });
  const ModelFailure failure = stubborn.fail();
  CHECK(failure.code == "model-answer-invalid");
  CHECK(failure.kind == FailureKind::GiveUp);
  CHECK(failure.tokens.input == 2000);
  CHECK(stubborn.server.seen().size() == 2);
}

TEST_CASE("a fence around the answer and another letter case of a known word are forgiven") {
  Fixture fixture([](const SeenRequest&, std::size_t) {
    return message("```json\n{\"label\":\"Valid_Sales\",\"confidence\":1}\n```");
  });
  CHECK(std::get<ModelAnswer>(fixture.ask()).content.at("label") == "valid_sales");
  CHECK(fixture.server.seen().size() == 1);
}

TEST_CASE("a server that never answers is left after the time allowed, or when the stop comes") {
  const auto silence = [](const SeenRequest&, std::size_t) {
    return ScriptedReply{.bytes = "", .stalls = true};
  };
  Fixture impatient(silence, std::chrono::milliseconds(50));
  CHECK(impatient.fail().code == "model-timeout");

  Fixture fixture(silence);
  std::stop_source stop;
  stop.request_stop();
  CHECK(std::get<ModelFailure>(fixture.ask(request_for(), stop.get_token())).kind == FailureKind::Cancelled);
}

TEST_CASE("a model that the catalogue does not know costs nothing") {
  Fixture fixture([](const SeenRequest&, std::size_t) { return message(kGoodText); });
  const auto failure = std::get<ModelFailure>(fixture.ask(request_for("claude-9")));
  CHECK(failure.kind == FailureKind::Pause);
  CHECK(fixture.server.seen().empty());
}
