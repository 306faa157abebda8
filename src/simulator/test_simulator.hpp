// SPDX-License-Identifier: MIT
#pragma once

// A simulator on a free port with a clock that stands still, and a client that waits for each answer.

#include <future>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "http/client.hpp"
#include "simulator/simulator.hpp"

namespace calltracker::simulator {

constexpr UnixMillis kToday = 1'795'600'000'000;  // 2026-11-25

class TestSimulator {
 public:
  explicit TestSimulator(SimulatorOptions options = {}, UnixMillis now_ms = kToday)
      : clock(now_ms), simulator_(with_key(std::move(options)), clock, log_) {
    simulator_.start({.host = "127.0.0.1", .port = 0});
  }

  http::Outcome send(http::Request request) {
    std::promise<http::Outcome> promise;
    client_.send(std::move(request), {},
                 [&promise](http::Outcome outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  }

  http::Response ask(std::string method, const std::string& path, std::vector<http::Header> headers,
                     std::string body) {
    http::Outcome outcome = send({.method = std::move(method),
                                  .url = url() + path,
                                  .headers = std::move(headers),
                                  .body = std::move(body)});
    if (auto* response = std::get_if<http::Response>(&outcome)) return std::move(*response);
    throw std::runtime_error(std::get<http::TransportFailure>(outcome).message);
  }

  http::Response post_message(const json::value& body, std::vector<http::Header> more = {}) {
    return ask("POST", "/v1/messages", anthropic_headers(std::move(more)), to_json_text(body));
  }

  http::Response post_chat(const json::value& body, std::vector<http::Header> more = {},
                           const std::string& path = "/openai") {
    return ask("POST", path + "/v1/chat/completions", openai_headers(std::move(more)), to_json_text(body));
  }

  static std::vector<http::Header> openai_headers(std::vector<http::Header> more = {}) {
    std::vector<http::Header> headers{{.name = "authorization", .value = "Bearer right-key"},
                                      {.name = "content-type", .value = "application/json"}};
    for (http::Header& header : more) headers.push_back(std::move(header));
    return headers;
  }

  static std::vector<http::Header> anthropic_headers(std::vector<http::Header> more = {}) {
    std::vector<http::Header> headers{{.name = "x-api-key", .value = "right-key"},
                                      {.name = "anthropic-version", .value = "2026-10-21"},
                                      {.name = "content-type", .value = "application/json"}};
    for (http::Header& header : more) headers.push_back(std::move(header));
    return headers;
  }

  std::string url() const { return simulator_.url(); }
  const Simulator& simulator() const { return simulator_; }

  ManualClock clock;

 private:
  static SimulatorOptions with_key(SimulatorOptions options) {
    options.rehearsal.api_keys = {"right-key"};
    return options;
  }

  Log log_{clock, LogFormat::Text, LogLevel::Off};
  Simulator simulator_;
  http::Client client_;
};

inline json::object small_message_request() {
  return {{"model", "claude-haiku-5-5"},
          {"max_tokens", 1000},
          {"thinking", {{"type", "disabled"}}},
          {"messages", json::array{json::object{{"role", "user"}, {"content", "hello"}}}}};
}

// A schema with one property "verdict" of the two words.
inline json::object verdict_schema() {
  return {{"type", "object"},
          {"properties", {{"verdict", {{"type", "string"}, {"enum", {"good", "bad"}}}}}},
          {"required", {"verdict"}},
          {"additionalProperties", false}};
}

inline json::object schema_request() {
  json::object request = small_message_request();
  request["output_config"] = {{"format", {{"type", "json_schema"}, {"schema", verdict_schema()}}}};
  return request;
}

inline json::object small_chat_request() {
  return {{"model", "gpt-6-luna"},
          {"reasoning_effort", "none"},
          {"max_completion_tokens", 1000},
          {"messages", json::array{json::object{{"role", "user"}, {"content", "hello"}}}}};
}

inline json::object chat_schema_request() {
  json::object request = small_chat_request();
  request["response_format"] = {
      {"type", "json_schema"},
      {"json_schema", {{"name", "verdict"}, {"strict", true}, {"schema", verdict_schema()}}}};
  return request;
}

// The member of a JSON text at a pointer like "/error/code"; null when there is none.
inline json::value member(const std::string& text, std::string_view pointer) {
  const json::value document = parse_json(text, "an answer");
  boost::system::error_code missing;
  const json::value* found = document.find_pointer(pointer, missing);
  return found == nullptr ? json::value(nullptr) : *found;
}

}  // namespace calltracker::simulator
