// SPDX-License-Identifier: MIT
// The batch clients of both providers against the simulator.
#include <doctest/doctest.h>

#include <map>

#include "llm/providers/anthropic_batches.hpp"
#include "llm/providers/openai_batches.hpp"
#include "simulator/test_simulator.hpp"

using namespace calltracker;
using namespace calltracker::llm;
using simulator::SimulatorOptions;
using simulator::TestSimulator;

namespace {

struct Provider {
  std::string name;
  std::string model;
  std::shared_ptr<BatchClient> client;
};

std::vector<Provider> providers(const TestSimulator& simulator) {
  const auto http = std::make_shared<http::Client>();
  const auto catalog = std::make_shared<const ModelCatalog>(ModelCatalog::built_in());
  return {{.name = "anthropic",
           .model = "claude-haiku-5-5",
           .client =
               make_anthropic_batches({.api_key = "right-key", .base_url = simulator.url()}, http, catalog)},
          {.name = "openai",
           .model = "gpt-6-luna",
           .client = make_openai_batches({.api_key = "right-key", .base_url = simulator.url() + "/openai/v1"},
                                         http, catalog)}};
}

const json::value& schema() {
  static const json::value verdict = simulator::verdict_schema();
  return verdict;
}

std::vector<BatchQuestion> questions(const std::string& model, int count) {
  std::vector<BatchQuestion> all;
  for (int index = 0; index < count; ++index) {
    ModelRequest request;
    request.stage = "silver";
    request.model = model;
    request.instructions = "Was this a good call?";
    request.input = json::object{{"call", index}};
    request.schema_name = "verdict";
    request.schema = &schema();
    all.push_back({.custom_id = "call-" + std::to_string(index), .request = std::move(request)});
  }
  return all;
}

template <class T>
T value_of(BatchOutcome<T> outcome) {
  if (const auto* failed = std::get_if<ModelFailure>(&outcome)) FAIL(failed->code << ": " << failed->message);
  return std::get<T>(std::move(outcome));
}

BatchIntent intent_for(const TestSimulator& simulator, std::string name, std::int64_t count) {
  return {.name = std::move(name), .at_ms = simulator.clock.now_ms(), .questions = count};
}

void wait_until_ended(BatchClient& client, const std::string& id) {
  while (value_of(client.status(id, {})).state == BatchStatus::State::Working) {
  }
}

std::map<std::string, ModelOutcome> taken(const Provider& provider, const std::string& id) {
  std::map<std::string, ModelOutcome> outcomes;
  const auto failed = provider.client->take(id, provider.model, schema(),
                                            [&](const std::string& question, ModelOutcome outcome) {
                                              outcomes.emplace(question, std::move(outcome));
                                            },
                                            {});
  CHECK_FALSE(failed);
  return outcomes;
}

}  // namespace

TEST_CASE("a batch is submitted, waited for and taken at its price") {
  TestSimulator simulator;
  const ModelCatalog catalog = ModelCatalog::built_in();
  for (const Provider& provider : providers(simulator)) {
    INFO(provider.name);
    const std::string id = value_of(
        provider.client->submit(intent_for(simulator, "first", 3), questions(provider.model, 3), {}));
    wait_until_ended(*provider.client, id);
    const auto outcomes = taken(provider, id);
    REQUIRE(outcomes.size() == 3);
    const auto& answer = std::get<ModelAnswer>(outcomes.at("call-1"));
    CHECK(answer.content == json::value({{"verdict", "good"}}));
    const auto model = catalog.describe(provider.name, provider.model);
    CHECK(answer.cost_usd == doctest::Approx(cost_usd(*model, answer.tokens) / 2));
    CHECK(answer.cost_usd > 0);
  }
}

TEST_CASE("a batch whose id was lost is found again, and another one is not taken for it") {
  SimulatorOptions options;
  options.rehearsal.batch_time = std::chrono::hours(1);
  TestSimulator simulator(std::move(options));
  for (const Provider& provider : providers(simulator)) {
    INFO(provider.name);
    const BatchIntent intent = intent_for(simulator, "lost", 2);
    CHECK_FALSE(value_of(provider.client->find(intent, {}, {})));
    const std::string other = value_of(
        provider.client->submit(intent_for(simulator, "other", 5), questions(provider.model, 5), {}));
    CHECK_FALSE(value_of(provider.client->find(intent, {}, {})));
    const std::string id = value_of(provider.client->submit(intent, questions(provider.model, 2), {}));
    CHECK(value_of(provider.client->find(intent, {other}, {})) == id);
  }
}

TEST_CASE("questions that expired or were refused are failures that cost nothing") {
  SimulatorOptions options;
  options.rehearsal.failures = std::make_shared<simulator::FailureScript>(simulator::FailureScript::parse(
      R"({"failures":[{"failure":"batch-item-expired","every":3},{"failure":"internal","from":2,"every":3}]})",
      "script"));
  TestSimulator simulator(std::move(options));
  for (const Provider& provider : providers(simulator)) {
    INFO(provider.name);
    const std::string id = value_of(
        provider.client->submit(intent_for(simulator, "mixed", 3), questions(provider.model, 3), {}));
    wait_until_ended(*provider.client, id);
    const auto outcomes = taken(provider, id);
    REQUIRE(outcomes.size() == 3);
    for (const char* question : {"call-0", "call-1"}) {
      CHECK(std::get<ModelFailure>(outcomes.at(question)).code == "batch-item-failed");
      CHECK(std::get<ModelFailure>(outcomes.at(question)).cost_usd == 0);
    }
    CHECK(std::holds_alternative<ModelAnswer>(outcomes.at("call-2")));
  }
}

TEST_CASE("a cancelled batch ends") {
  SimulatorOptions options;
  options.rehearsal.batch_time = std::chrono::hours(1);
  TestSimulator simulator(std::move(options));
  for (const Provider& provider : providers(simulator)) {
    const std::string id =
        value_of(provider.client->submit(intent_for(simulator, "gone", 1), questions(provider.model, 1), {}));
    CHECK_FALSE(provider.client->cancel(id, {}));
    wait_until_ended(*provider.client, id);
  }
}

TEST_CASE("a wrong key stops everything") {
  TestSimulator simulator;
  const auto http = std::make_shared<http::Client>();
  const auto catalog = std::make_shared<const ModelCatalog>(ModelCatalog::built_in());
  const auto client =
      make_anthropic_batches({.api_key = "wrong", .base_url = simulator.url()}, http, catalog);
  const auto outcome = client->status("msgbatch_1", {});
  CHECK(std::get<ModelFailure>(outcome).kind == FailureKind::Pause);
}
