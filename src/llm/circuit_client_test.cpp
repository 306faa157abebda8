// SPDX-License-Identifier: MIT
#include "llm/circuit_client.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "llm/answerable_client.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;

ModelFailure overload(double cost_usd = 0) {
  return {.kind = FailureKind::Retry,
          .code = "model-overloaded",
          .message = "it is overloaded",
          .cost_usd = cost_usd,
          .strain = ProviderStrain::Overloaded};
}

struct Fixture {
  // Outlives the circuit, which answers what it still holds when it goes.
  std::vector<std::optional<ModelOutcome>> outcomes;
  std::shared_ptr<AnswerableClient> provider = std::make_shared<AnswerableClient>();
  ManualTimers timers;
  CircuitClient circuit{provider,
                        timers,
                        {.overloads_max = 3,
                         .probe_first = std::chrono::milliseconds(1000),
                         .probe_max = std::chrono::milliseconds(4000),
                         .patience = std::chrono::minutes(1)}};

  ~Fixture() { provider->forget(); }

  std::size_t ask(std::stop_token stop = {}) {
    const std::size_t index = outcomes.size();
    outcomes.emplace_back();
    circuit.ask({.model = std::to_string(index)}, std::move(stop),
                [this, index](ModelOutcome outcome) { outcomes[index] = std::move(outcome); });
    return index;
  }
  std::size_t sent() const { return provider->asked.size(); }
  // The latest request of the provider.
  void answer_last(ModelOutcome outcome) { provider->answer(sent() - 1, std::move(outcome)); }
  void open() {
    for (int count = 0; count < 3; ++count) ask();
    for (std::size_t index = 0; index < 3; ++index) provider->answer(index, overload());
  }
};

}  // namespace

TEST_CASE("after several overloads in a row nothing is sent until a probe gets through") {
  Fixture fixture;
  fixture.open();
  for (int count = 0; count < 6; ++count) fixture.ask();
  CHECK(fixture.sent() == 3);
  fixture.timers.advance_ms(999);
  CHECK(fixture.sent() == 3);
  fixture.timers.advance_ms(1);
  REQUIRE(fixture.sent() == 4);
  CHECK(fixture.provider->asked[3].model == "3");
  fixture.answer_last(ModelAnswer());
  CHECK(std::holds_alternative<ModelAnswer>(*fixture.outcomes[3]));
  CHECK(fixture.sent() == 6);
  fixture.provider->answer(4, ModelAnswer());
  fixture.provider->answer(5, ModelAnswer());
  CHECK(fixture.sent() == 9);
  fixture.ask();
  CHECK(fixture.sent() == 10);
}

TEST_CASE("a probe that fails is not its question's failure, but its cost is told") {
  Fixture fixture;
  fixture.open();
  const std::size_t waiting = fixture.ask();
  fixture.timers.advance_ms(1000);
  fixture.answer_last(overload(0.25));
  CHECK_FALSE(fixture.outcomes[waiting]);
  fixture.timers.advance_ms(1999);
  CHECK(fixture.sent() == 4);
  fixture.timers.advance_ms(1);
  REQUIRE(fixture.sent() == 5);
  fixture.answer_last(ModelAnswer{.cost_usd = 0.5});
  CHECK(std::get<ModelAnswer>(*fixture.outcomes[waiting]).cost_usd == doctest::Approx(0.75));
}

TEST_CASE("a provider that stays down pauses the jobs, and is asked again by whoever comes next") {
  Fixture fixture;
  fixture.open();
  const std::size_t first = fixture.ask();
  const std::size_t second = fixture.ask();
  while (!fixture.outcomes[first]) {
    fixture.timers.advance_ms(4000);
    if (!fixture.outcomes[first]) fixture.answer_last(overload());
  }
  for (const std::size_t index : {first, second}) {
    const auto failure = std::get<ModelFailure>(*fixture.outcomes[index]);
    CHECK(failure.kind == FailureKind::Pause);
    CHECK(failure.code == "model-provider-down");
    CHECK_FALSE(failure.hint.empty());
  }
  const std::size_t sent = fixture.sent();
  fixture.ask();
  CHECK(fixture.sent() == sent + 1);
  fixture.answer_last(overload());
  fixture.ask();
  CHECK(fixture.sent() == sent + 1);
}

TEST_CASE("when those who follow a probe find it overloaded again, the others wait on") {
  Fixture fixture;
  fixture.open();
  for (int count = 0; count < 5; ++count) fixture.ask();
  fixture.timers.advance_ms(1000);
  fixture.answer_last(ModelAnswer());
  REQUIRE(fixture.sent() == 6);
  fixture.provider->answer(4, overload());
  fixture.provider->answer(5, overload());
  CHECK(fixture.sent() == 6);
  fixture.timers.advance_ms(1000);
  CHECK(fixture.sent() == 7);
}

TEST_CASE("failures that say nothing about the provider's health do not open the circuit") {
  Fixture fixture;
  for (int count = 0; count < 10; ++count) {
    fixture.ask();
    fixture.answer_last(overload());
    fixture.ask();
    fixture.answer_last(ModelFailure{.kind = FailureKind::Retry, .strain = ProviderStrain::RateLimited});
  }
  CHECK(fixture.sent() == 20);
}

TEST_CASE("who waits at an open circuit can be stopped") {
  Fixture fixture;
  fixture.open();
  std::stop_source stop;
  const std::size_t waiting = fixture.ask(stop.get_token());
  stop.request_stop();
  CHECK(std::get<ModelFailure>(*fixture.outcomes[waiting]).kind == FailureKind::Cancelled);
  const std::size_t late = fixture.ask(stop.get_token());
  CHECK(std::get<ModelFailure>(*fixture.outcomes[late]).kind == FailureKind::Cancelled);
  fixture.timers.advance_ms(1000);
  CHECK(fixture.sent() == 3);
}
