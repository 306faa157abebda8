// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "simulator/openai/openai_api.hpp"
#include "simulator/test_simulator.hpp"

using namespace calltracker;
using namespace calltracker::simulator;

namespace {

json::value error_code(const http::Response& response) {
  return member(response.body, "/error/code");
}

}  // namespace

TEST_CASE("a chat completion has the fields of the real API") {
  TestSimulator simulator;
  const http::Response response = simulator.post_chat(chat_schema_request());
  REQUIRE(response.status == 200);
  CHECK(member(response.body, "/object") == "chat.completion");
  CHECK(member(response.body, "/choices/0/message/content") == R"({"verdict":"good"})");
  CHECK(member(response.body, "/choices/0/finish_reason") == "stop");
  CHECK(member(response.body, "/usage/completion_tokens") == 6);
  CHECK(member(response.body, "/usage/completion_tokens_details/reasoning_tokens") == 0);
  CHECK(response.header("x-request-id"));
}

TEST_CASE("a wrong key, an unknown model and a retired one are refused in OpenAI's words") {
  TestSimulator simulator;
  const std::string body = to_json_text(small_chat_request());
  const http::Response no_key = simulator.ask("POST", "/openai/v1/chat/completions",
                                              {{.name = "content-type", .value = "application/json"}}, body);
  CHECK(no_key.status == 401);
  CHECK(error_code(no_key) == "invalid_api_key");
  for (const char* model : {"gpt-9", "gpt-4.1-nano"}) {
    json::object request = small_chat_request();
    request["model"] = model;
    const http::Response response = simulator.post_chat(request);
    CHECK(response.status == 404);
    CHECK(error_code(response) == "model_not_found");
  }
}

TEST_CASE("reasoning models refuse max_tokens and sampling, and think unless told not to") {
  TestSimulator simulator;
  json::object request = small_chat_request();
  request["max_tokens"] = 10;
  const http::Response response = simulator.post_chat(request);
  CHECK(response.status == 400);
  CHECK(error_code(response) == "unsupported_parameter");
  CHECK(member(response.body, "/error/param") == "max_tokens");
  request.erase("max_tokens");
  request["temperature"] = 0.5;
  CHECK(simulator.post_chat(request).status == 200);
  request["reasoning_effort"] = "low";
  CHECK(simulator.post_chat(request).status == 400);
  request.erase("temperature");
  CHECK(member(simulator.post_chat(request).body, "/usage/completion_tokens_details/reasoning_tokens") ==
        200);
  request["model"] = "gpt-4.1";
  CHECK(simulator.post_chat(request).status == 400);
  request.erase("reasoning_effort");
  request["max_tokens"] = 10;
  request.erase("max_completion_tokens");
  CHECK(simulator.post_chat(request).status == 200);
}

TEST_CASE("unknown fields and strict schemas outside the subset are refused by OpenAI") {
  TestSimulator simulator;
  json::object request = small_chat_request();
  request["system"] = "hello";
  CHECK(error_code(simulator.post_chat(request)) == "unknown_parameter");
  const auto status = [&](const char* name, json::value schema, bool strict) {
    json::object with_format = small_chat_request();
    with_format["response_format"] = {
        {"type", "json_schema"},
        {"json_schema", {{"name", name}, {"strict", strict}, {"schema", std::move(schema)}}}};
    return simulator.post_chat(with_format).status;
  };
  json::object optional = verdict_schema();
  optional["required"] = json::array();
  json::object open = verdict_schema();
  open.erase("additionalProperties");
  CHECK(status("verdict", verdict_schema(), true) == 200);
  CHECK(status("a verdict", verdict_schema(), true) == 400);
  CHECK(status("verdict", optional, true) == 400);
  CHECK(status("verdict", open, true) == 400);
  CHECK(status("verdict", open, false) == 200);
  CHECK(status("verdict", {{"anyOf", {verdict_schema()}}}, true) == 400);
}

TEST_CASE("OpenAI has one limit for input and output and tells it in durations, without retry-after") {
  SimulatorOptions options;
  options.rehearsal.limits = {.requests_per_minute = 2, .input_tokens_per_minute = 60'000};
  TestSimulator simulator(std::move(options));
  const http::Response first = simulator.post_chat(chat_schema_request());
  CHECK(first.header("x-ratelimit-remaining-requests") == "1");
  CHECK(first.header("x-ratelimit-reset-requests") == "30s");
  const std::int64_t used = member(first.body, "/usage/total_tokens").as_int64();
  CHECK(first.header("x-ratelimit-remaining-tokens") == std::to_string(60'000 - used));
  simulator.post_chat(chat_schema_request());
  const http::Response third = simulator.post_chat(chat_schema_request());
  CHECK(third.status == 429);
  CHECK(error_code(third) == "rate_limit_exceeded");
  CHECK(third.header("x-ratelimit-reset-requests") == "1m0s");
  CHECK_FALSE(third.header("retry-after"));
}

TEST_CASE("a stable beginning is read from the cache by itself") {
  TestSimulator simulator;
  json::object request = small_chat_request();
  request["messages"].as_array().insert(
      request["messages"].as_array().begin(),
      json::object{{"role", "system"}, {"content", std::string(6400, 'x')}});
  CHECK(member(simulator.post_chat(request).body, "/usage/prompt_tokens_details/cached_tokens") == 0);
  const http::Response second = simulator.post_chat(request);
  CHECK(member(second.body, "/usage/prompt_tokens_details/cached_tokens") == 2000);
  CHECK(member(second.body, "/usage/prompt_tokens") == 2002);
}

TEST_CASE("llama.cpp ignores a flat schema, and its errors have a number for a code") {
  TestSimulator simulator;
  json::object request = chat_schema_request();
  request["response_format"] = {{"type", "json_schema"}, {"schema", verdict_schema()}};
  const http::Response flat = simulator.post_chat(request, {}, "/llama");
  CHECK(flat.status == 200);
  CHECK(member(flat.body, "/choices/0/message/content") != R"({"verdict":"good"})");
  request["response_format"] = {{"type", "json_object"}, {"schema", verdict_schema()}};
  CHECK(member(simulator.post_chat(request, {}, "/llama").body, "/choices/0/message/content") ==
        R"({"verdict":"good"})");
  request["messages"] = json::array();
  CHECK(error_code(simulator.post_chat(request, {}, "/llama")) == 400);
}

TEST_CASE("vLLM wants the format's name; Ollama ignores it, and max_completion_tokens too") {
  TestSimulator simulator;
  json::object request = chat_schema_request();
  request["model"] = "local-model";
  CHECK(simulator.post_chat(request, {}, "/vllm").status == 200);
  request["response_format"].at("json_schema").as_object().erase("name");
  CHECK(simulator.post_chat(request, {}, "/vllm").status == 400);
  request["max_completion_tokens"] = 1;
  const http::Response whole = simulator.post_chat(request, {}, "/ollama");
  CHECK(member(whole.body, "/choices/0/finish_reason") == "stop");
  request["max_tokens"] = 1;
  CHECK(member(simulator.post_chat(request, {}, "/ollama").body, "/choices/0/finish_reason") == "length");
  request["model"] = "another";
  CHECK(simulator.post_chat(request, {}, "/ollama").status == 404);
}

TEST_CASE("durations are written the way Go does") {
  CHECK(go_duration(20) == "20ms");
  CHECK(go_duration(1500) == "1.5s");
  CHECK(go_duration(360'000) == "6m0s");
}
