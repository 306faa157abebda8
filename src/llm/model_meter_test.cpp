// SPDX-License-Identifier: MIT
#include "llm/model_meter.hpp"

#include <doctest/doctest.h>

using namespace calltracker;
using namespace calltracker::llm;

TEST_CASE("answers are counted in the bucket of their latency, and failures cost too") {
  ModelMeter meter;
  const MeterKey key{.provider = "anthropic", .model = "claude-haiku-5-5", .stage = "silver"};
  const auto answer = [](std::int64_t latency_ms) {
    return ModelOutcome(
        ModelAnswer{.tokens = {.input = 100, .output = 10}, .cost_usd = 0.5, .latency_ms = latency_ms});
  };
  meter.note(key, answer(10));
  meter.note(key, answer(11));
  meter.note(key, answer(500'000));
  meter.note(
      key, ModelOutcome(ModelFailure{.kind = FailureKind::Retry, .tokens = {.input = 7}, .cost_usd = 0.25}));
  const MeterFigures figures = meter.figures().at(key);
  CHECK(figures.latencies.front() == 1);
  CHECK(figures.latencies[1] == 1);
  CHECK(figures.latencies.back() == 1);
  CHECK(figures.answers == 3);
  CHECK(figures.latency_ms == 500'021);
  CHECK(figures.failures.at(FailureKind::Retry) == 1);
  CHECK(figures.tokens.input == 307);
  CHECK(figures.cost_usd == 1.75);
}
