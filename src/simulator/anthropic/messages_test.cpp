// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "base/time_zone.hpp"
#include "simulator/test_simulator.hpp"

using namespace calltracker;
using namespace calltracker::simulator;

namespace {

json::value parsed(const std::string& text) {
  return parse_json(text, "an answer");
}

std::string text_of(const json::value& value) {
  return std::string(value.as_string());
}

// The refusal's type, with its message for the test's output.
std::string refusal_type(const http::Response& response) {
  INFO(response.body);
  const json::value body = parsed(response.body);
  REQUIRE(body.at("type") == "error");
  REQUIRE(text_of(body.at("request_id")) == *response.header("request-id"));
  return text_of(body.at("error").at("type"));
}

std::string refusal_message(const http::Response& response) {
  return text_of(parsed(response.body).at("error").at("message"));
}

json::object with_schema(json::value schema) {
  json::object request = small_message_request();
  request["output_config"] = {{"format", {{"type", "json_schema"}, {"schema", std::move(schema)}}}};
  return request;
}

json::object long_system(std::size_t bytes, std::string_view lifetime = "5m") {
  json::object request = small_message_request();
  request["system"] =
      json::array{json::object{{"type", "text"},
                               {"text", std::string(bytes, 'x')},
                               {"cache_control", {{"type", "ephemeral"}, {"ttl", lifetime}}}}};
  return request;
}

json::object use_of(const http::Response& response) {
  INFO(response.body);
  return parsed(response.body).at("usage").as_object();
}

}  // namespace

TEST_CASE("an answer has the fields of the real API and comes from the answer source") {
  SimulatorOptions options;
  options.rehearsal.answers = [](const json::value& document,
                                 const json::value&) -> std::optional<json::value> {
    return json::object{{"verdict", document.at("mood")}};
  };
  TestSimulator simulator(std::move(options));
  json::object request = schema_request();
  request["messages"] = json::array{json::object{{"role", "user"}, {"content", R"({"mood":"bad"})"}}};
  const http::Response response = simulator.post_message(request);
  REQUIRE(response.status == 200);
  CHECK(response.header("content-type") == "application/json");
  const json::value body = parsed(response.body);
  CHECK(body.at("content").at(0).at("text") == R"({"verdict":"bad"})");
  CHECK(body.at("stop_reason") == "end_turn");
  CHECK(body.at("usage").at("output_tokens") == 6);  // 17 bytes at 3.2
  for (const char* name : {"id", "type", "role", "model", "content", "stop_reason", "stop_sequence",
                           "stop_details", "container", "diagnostics", "usage"}) {
    CHECK(body.as_object().contains(name));
  }
}

TEST_CASE("without an answer source the smallest answer that the schema allows is given") {
  TestSimulator simulator;
  const json::value body = parsed(simulator.post_message(schema_request()).body);
  CHECK(body.at("content").at(0).at("text") == R"({"verdict":"good"})");
}

TEST_CASE("a key is asked for, in either header, and the first of two counts") {
  TestSimulator simulator;
  const std::string body = to_json_text(small_message_request());
  const auto status = [&](std::vector<http::Header> headers) {
    headers.push_back({.name = "anthropic-version", .value = "2026-10-21"});
    headers.push_back({.name = "content-type", .value = "application/json"});
    return simulator.ask("POST", "/v1/messages", std::move(headers), body).status;
  };
  CHECK(status({}) == 401);
  CHECK(status({{.name = "x-api-key", .value = "wrong"}}) == 401);
  CHECK(status({{.name = "x-api-key", .value = "right-key"}}) == 200);
  CHECK(status({{.name = "authorization", .value = "Bearer right-key"}}) == 200);
  CHECK(status({{.name = "x-api-key", .value = "wrong"},
                {.name = "authorization", .value = "Bearer right-key"}}) == 401);
}

TEST_CASE("version, content type, JSON, path and method are checked") {
  TestSimulator simulator;
  const std::string body = to_json_text(small_message_request());
  const http::Header key{.name = "x-api-key", .value = "right-key"};
  const http::Header version{.name = "anthropic-version", .value = "2026-10-21"};
  const http::Header type{.name = "content-type", .value = "application/json"};
  const auto post = [&](std::vector<http::Header> headers, const std::string& text) {
    return simulator.ask("POST", "/v1/messages", std::move(headers), text);
  };
  CHECK(refusal_type(post({key, type}, body)) == "invalid_request_error");
  CHECK(refusal_type(post({key, type, {.name = "anthropic-version", .value = "2024-01-01"}}, body)) ==
        "invalid_request_error");
  CHECK(post({key, version, {.name = "content-type", .value = "text/plain"}}, body).status == 400);
  CHECK(post({key, version, type}, body.substr(0, 20)).status == 400);
  const http::Response nowhere = simulator.ask("GET", "/v1/nowhere", {key, version}, "");
  CHECK(nowhere.status == 404);
  CHECK(refusal_type(nowhere) == "not_found_error");
  CHECK(simulator.ask("GET", "/v1/messages", {key, version}, "").status == 405);
}

TEST_CASE("what is larger than 32 MB is refused by a page, before the API") {
  TestSimulator simulator;
  const http::Response response = simulator.ask("POST", "/v1/messages", TestSimulator::anthropic_headers(),
                                                std::string((32 << 20) + 1, ' '));
  CHECK(response.status == 413);
  CHECK(response.header("content-type") == "text/html");
}

TEST_CASE("an unknown or retired model is not found") {
  TestSimulator simulator;
  for (const char* model : {"claude-9", "claude-3-5-haiku-20241022"}) {
    json::object request = small_message_request();
    request["model"] = model;
    const http::Response response = simulator.post_message(request);
    CHECK(response.status == 404);
    CHECK(refusal_type(response) == "not_found_error");
    CHECK(refusal_message(response) == std::string("model: ") + model);
  }
}

TEST_CASE("each malformed body is refused") {
  TestSimulator simulator;
  const auto status = [&](std::string_view name, json::value value) {
    json::object request = small_message_request();
    request[name] = std::move(value);
    return simulator.post_message(request).status;
  };
  CHECK(status("max_tokens", 0) == 200);
  CHECK(status("max_tokens", -1) == 400);
  CHECK(status("max_tokens", "many") == 400);
  CHECK(status("max_tokens", 128'001) == 400);
  CHECK(status("temperature", 1) == 400);
  CHECK(status("seed", 1) == 400);
  CHECK(status("messages", json::array()) == 400);
  CHECK(status("messages", {json::object{{"role", "robot"}, {"content", "hi"}}}) == 400);
  CHECK(status("messages", {json::object{{"role", "user"}, {"content", ""}}}) == 400);
  CHECK(status("messages", {json::object{{"role", "user"}, {"content", json::array()}}}) == 400);
  CHECK(status("messages", {json::object{{"role", "assistant"}, {"content", "hi"}}}) == 400);
  CHECK(status("metadata", json::object{{"user_id", "x"}, {"email", "a@b.c"}}) == 400);
  CHECK(status("cache_control", json::object{{"type", "ephemeral"}, {"ttl", "2h"}}) == 400);
}

TEST_CASE("a conversation that ends with the assistant is refused from 4.6 on") {
  TestSimulator simulator;
  json::object request = small_message_request();
  request["messages"].as_array().push_back(json::object{{"role", "assistant"}, {"content", "{"}});
  CHECK(refusal_message(simulator.post_message(request)).find("prefill") != std::string::npos);
  request["model"] = "claude-haiku-4-5";
  CHECK(simulator.post_message(request).status == 200);
}

TEST_CASE("thinking and effort follow the table of models") {
  TestSimulator simulator;
  const auto status = [&](const char* model, json::value thinking, const char* effort) {
    json::object request = small_message_request();
    request["model"] = model;
    request["max_tokens"] = 4000;
    request["thinking"] = std::move(thinking);
    if (effort != nullptr) request["output_config"] = {{"effort", effort}};
    return simulator.post_message(request).status;
  };
  const json::object disabled{{"type", "disabled"}};
  const json::object adaptive{{"type", "adaptive"}};
  const json::object between{{"type", "between_tools"}};
  const json::object enabled{{"type", "enabled"}, {"budget_tokens", 2000}};
  CHECK(status("claude-haiku-5-5", disabled, "high") == 200);
  CHECK(status("claude-haiku-5-5", disabled, "max") == 400);
  CHECK(status("claude-haiku-5-5", enabled, nullptr) == 400);
  CHECK(status("claude-haiku-5-5", adaptive, "huge") == 400);
  CHECK(status("claude-sonnet-5-5", disabled, nullptr) == 400);
  CHECK(status("claude-sonnet-5-5", between, "low") == 200);
  CHECK(status("claude-sonnet-5-5", between, "max") == 400);
  CHECK(status("claude-opus-5-5", disabled, nullptr) == 400);
  CHECK(status("claude-haiku-4-5", adaptive, nullptr) == 400);
  CHECK(status("claude-haiku-4-5", enabled, nullptr) == 200);
  CHECK(status("claude-haiku-4-5", disabled, "low") == 400);
  CHECK(status("claude-haiku-4-5", json::object{{"type", "enabled"}, {"budget_tokens", 1000}}, nullptr) ==
        400);
  CHECK(status("claude-haiku-4-5", json::object{{"type", "enabled"}, {"budget_tokens", 4000}}, nullptr) ==
        400);
}

TEST_CASE("a model that thinks puts a thinking block first and bills it as output") {
  TestSimulator simulator;
  json::object request = schema_request();
  request["model"] = "claude-opus-5-5";
  request.erase("thinking");
  const json::value body = parsed(simulator.post_message(request).body);
  CHECK(body.at("content").at(0).at("type") == "thinking");
  CHECK(body.at("usage").at("output_tokens_details").at("thinking_tokens") == 150);
  CHECK(body.at("usage").at("output_tokens") == 156);
}

TEST_CASE("a schema outside the accepted subset is refused") {
  TestSimulator simulator;
  const auto status = [&](json::value property) {
    json::object schema = verdict_schema();
    schema["properties"].as_object()["verdict"] = std::move(property);
    return simulator.post_message(with_schema(schema)).status;
  };
  CHECK(status({{"type", "string"}}) == 200);
  CHECK(status({{"type", {"string", "null"}}}) == 200);
  CHECK(status({{"type", "integer"}, {"minimum", 0}}) == 400);
  CHECK(status({{"type", "string"}, {"maxLength", 3}}) == 400);
  CHECK(status({{"type", "array"}, {"items", {{"type", "string"}}}, {"maxItems", 3}}) == 400);
  CHECK(status({{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}}) == 200);
  CHECK(status({{"type", "object"}, {"properties", json::object()}}) == 400);
  CHECK(status({{"type", "string"}, {"pattern", "(?=a)"}}) == 400);
  CHECK(status({{"type", "string"}, {"format", "phone"}}) == 400);
  CHECK(status({{"$ref", "https://example.org/schema"}}) == 400);
  CHECK(status({{"$ref", "#"}}) == 400);
  CHECK(simulator.post_message(with_schema({{"type", "array"}})).status == 400);
}

TEST_CASE("a schema may have 24 optional properties and 16 unions") {
  TestSimulator simulator;
  const auto status = [&](int optional, int unions) {
    json::object properties;
    json::array required;
    for (int index = 0; index < optional; ++index)
      properties["o" + std::to_string(index)] = {{"type", "string"}};
    for (int index = 0; index < unions; ++index) {
      properties["u" + std::to_string(index)] = {{"type", {"string", "null"}}};
      required.push_back(json::value("u" + std::to_string(index)));
    }
    return simulator
        .post_message(with_schema({{"type", "object"},
                                   {"properties", properties},
                                   {"required", required},
                                   {"additionalProperties", false}}))
        .status;
  };
  CHECK(status(24, 16) == 200);
  CHECK(status(25, 0) == 400);
  CHECK(status(0, 17) == 400);
}

TEST_CASE("an answer that does not fit max_tokens is cut and says so") {
  TestSimulator simulator;
  json::object request = schema_request();
  request["max_tokens"] = 2;
  const json::value body = parsed(simulator.post_message(request).body);
  CHECK(body.at("stop_reason") == "max_tokens");
  CHECK(body.at("content").at(0).at("text") == R"({"verd)");
}

TEST_CASE("a cached prefix is written once, read after the first answer began, and expires") {
  SimulatorOptions options;
  options.rehearsal.latency = Latency::parse("fixed:50ms");
  TestSimulator simulator(std::move(options));
  const json::object request = long_system(3200);
  CHECK(use_of(simulator.post_message(request)).at("cache_creation_input_tokens") == 1000);
  // By the clock that stands still, the first answer has not begun.
  CHECK(use_of(simulator.post_message(request)).at("cache_creation_input_tokens") == 1000);
  simulator.clock.advance_ms(50);
  json::object use = use_of(simulator.post_message(request));
  CHECK(use.at("cache_read_input_tokens") == 1000);
  CHECK(use.at("input_tokens") == 2);  // "hello"
  simulator.clock.advance_ms(299'000);
  CHECK(use_of(simulator.post_message(request)).at("cache_read_input_tokens") == 1000);
  simulator.clock.advance_ms(300'000);
  CHECK(use_of(simulator.post_message(request)).at("cache_creation_input_tokens") == 1000);
}

TEST_CASE("another format or a short prefix is not read from the cache") {
  TestSimulator simulator;
  json::object request = long_system(3200, "1h");
  CHECK(use_of(simulator.post_message(request)).at("cache_creation").at("ephemeral_1h_input_tokens") == 1000);
  CHECK(use_of(simulator.post_message(request)).at("cache_read_input_tokens") == 1000);
  request["output_config"] = schema_request().at("output_config");
  CHECK(use_of(simulator.post_message(request)).at("cache_read_input_tokens") == 0);
  // The format stands before the instructions and is read with them.
  const json::object formatted = use_of(simulator.post_message(request));
  CHECK(formatted.at("cache_read_input_tokens").as_int64() > 1000);
  CHECK(formatted.at("input_tokens") == 2);
  const json::object use = use_of(simulator.post_message(long_system(1600)));
  CHECK(use.at("cache_creation_input_tokens") == 0);
  CHECK(use.at("input_tokens") == 502);
}

TEST_CASE("five breakpoints are one too many") {
  TestSimulator simulator;
  json::object request = small_message_request();
  json::array blocks;
  for (int index = 0; index < 5; ++index) {
    blocks.push_back(
        json::object{{"type", "text"}, {"text", "a"}, {"cache_control", {{"type", "ephemeral"}}}});
  }
  request["system"] = blocks;
  CHECK(simulator.post_message(request).status == 400);
  blocks.pop_back();
  request["system"] = blocks;
  CHECK(simulator.post_message(request).status == 200);
}

TEST_CASE("limits refuse with the seconds to wait and tell what is left on every answer") {
  SimulatorOptions options;
  options.rehearsal.limits = {
      .requests_per_minute = 2, .input_tokens_per_minute = 100'000, .output_tokens_per_minute = 50'000};
  TestSimulator simulator(std::move(options));
  const http::Response first = simulator.post_message(small_message_request());
  CHECK(first.header("anthropic-ratelimit-requests-limit") == "2");
  CHECK(first.header("anthropic-ratelimit-requests-remaining") == "1");
  CHECK(first.header("anthropic-ratelimit-input-tokens-remaining") == "100000");
  const auto reset = parse_iso8601(*first.header("anthropic-ratelimit-requests-reset"));
  CHECK(reset == kToday + 30'000);
  CHECK(simulator.post_message(small_message_request()).status == 200);
  const http::Response third = simulator.post_message(small_message_request());
  CHECK(third.status == 429);
  CHECK(refusal_type(third) == "rate_limit_error");
  CHECK(third.header("retry-after") == "30");
  simulator.clock.advance_ms(30'000);
  CHECK(simulator.post_message(small_message_request()).status == 200);
  CHECK(simulator.simulator().counters().rate_limited == 1);
}

TEST_CASE("reading from the cache does not count toward the limit of input tokens") {
  SimulatorOptions options;
  options.rehearsal.limits = {
      .requests_per_minute = 0, .input_tokens_per_minute = 1100, .output_tokens_per_minute = 0};
  TestSimulator simulator(std::move(options));
  const json::object request = long_system(3200);
  CHECK(simulator.post_message(request).status == 200);
  CHECK(simulator.post_message(request).status == 200);
  CHECK(simulator.post_message(long_system(3203)).status == 429);
}

TEST_CASE("tokens are counted as the answer's use counts them, and models are listed page by page") {
  TestSimulator simulator;
  json::object request = small_message_request();
  request.erase("max_tokens");
  const auto headers = TestSimulator::anthropic_headers();
  const http::Response counted =
      simulator.ask("POST", "/v1/messages/count_tokens", headers, to_json_text(request));
  CHECK(parsed(counted.body) == json::object{{"input_tokens", 2}});
  const json::value page = parsed(simulator.ask("GET", "/v1/models?limit=2", headers, "").body);
  CHECK(page.at("data").as_array().size() == 2);
  CHECK(page.at("has_more") == true);
  const std::string last(page.at("last_id").as_string());
  const json::value next = parsed(simulator.ask("GET", "/v1/models?after_id=" + last, headers, "").body);
  CHECK(text_of(next.at("data").at(0).at("id")) != last);
  CHECK(next.at("has_more") == false);
  const json::value one = parsed(simulator.ask("GET", "/v1/models/claude-sonnet-4-5", headers, "").body);
  CHECK(one.at("lifecycle") == "deprecated");
  CHECK(simulator.ask("GET", "/v1/models/claude-3-haiku-20240307", headers, "").status == 404);
}
