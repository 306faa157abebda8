// SPDX-License-Identifier: MIT
#pragma once

// For tests: a provider's client talking to a scripted server on the loopback interface, and a small question
// to ask it.

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "http/scripted_server.hpp"
#include "llm/model.hpp"
#include "llm/model_catalog.hpp"

namespace calltracker::llm {

inline constexpr std::string_view kTestKey = "sk-test-0123456789";
inline constexpr std::string_view kGoodAnswer = R"({"label":"spam","confidence":0.9})";

inline const json::value& test_schema() {
  static const json::value schema = parse_json(R"({"type":"object","title":"t",
    "properties":{"label":{"type":"string","enum":["spam","valid_sales"]},
                  "confidence":{"type":"number","minimum":0,"maximum":1}},
    "required":["label","confidence"],"additionalProperties":false})",
                                               "schema");
  return schema;
}

inline ModelRequest test_request(std::string model) {
  return {.stage = "silver",
          .model = std::move(model),
          .instructions = "You triage calls.",
          .input = {{"source", "call_transcript"}, {"turns", json::array{}}},
          .schema_name = "t",
          .schema = &test_schema(),
          .output_tokens_max = 1000,
          .rejected_answer = std::nullopt,
          .rejection_reason = std::nullopt};
}

inline ModelOutcome ask_and_wait(ModelClient& client, ModelRequest request, std::stop_token stop = {}) {
  std::promise<ModelOutcome> promise;
  client.ask(std::move(request), std::move(stop),
             [&promise](ModelOutcome outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

// `Make` builds the client for a server's URL and a time limit.
class ScriptedProvider {
 public:
  using Make = std::function<std::shared_ptr<ModelClient>(const std::string& url, std::chrono::milliseconds)>;

  ScriptedProvider(http::ScriptedServer::Script script, const Make& make, std::string model,
                   std::chrono::milliseconds timeout = std::chrono::seconds(20))
      : server(std::move(script)), client(make(server.url(), timeout)), model_(std::move(model)) {}

  ModelOutcome ask(std::stop_token stop = {}) {
    return ask_and_wait(*client, test_request(model_), std::move(stop));
  }
  ModelAnswer answer() { return std::get<ModelAnswer>(ask()); }
  ModelFailure fail() { return std::get<ModelFailure>(ask()); }
  json::value sent(std::size_t index) const { return parse_json(server.seen().at(index).body, "the body"); }

  http::ScriptedServer server;
  std::shared_ptr<ModelClient> client;

 private:
  std::string model_;
};

}  // namespace calltracker::llm
