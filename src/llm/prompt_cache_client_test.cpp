// SPDX-License-Identifier: MIT
#include "llm/prompt_cache_client.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "llm/answerable_client.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;

constexpr std::int64_t kMinute_ms = 60'000;

ModelAnswer answer_with(TokenUse tokens) {
  return {.tokens = tokens};
}

struct Fixture {
  std::vector<std::optional<ModelOutcome>> outcomes;
  std::shared_ptr<AnswerableClient> provider = std::make_shared<AnswerableClient>();
  ManualTimers timers;
  PromptCacheClient client{provider, std::make_shared<const ModelCatalog>(ModelCatalog::built_in()), timers};
  std::string instructions = std::string(8000, 'x');
  int alike_expected = 10;

  ~Fixture() { provider->forget(); }

  std::size_t ask(std::stop_token stop = {}) {
    const std::size_t index = outcomes.size();
    outcomes.emplace_back();
    client.ask({.stage = "silver",
                .model = "claude-haiku-5-5",
                .instructions = instructions,
                .alike_expected = alike_expected},
               std::move(stop),
               [this, index](ModelOutcome outcome) { outcomes[index] = std::move(outcome); });
    return index;
  }
  std::size_t sent() const { return provider->asked.size(); }
  bool is_marked(std::size_t index) const { return provider->asked.at(index).caches_instructions; }
};

}  // namespace

TEST_CASE("the first of many alike goes alone and writes the cache, then all others read it") {
  Fixture fixture;
  for (int count = 0; count < 4; ++count) fixture.ask();
  REQUIRE(fixture.sent() == 1);
  CHECK(fixture.is_marked(0));
  fixture.provider->answer(0, answer_with({.input = 100, .cache_write = 2000}));
  REQUIRE(fixture.sent() == 4);
  CHECK(std::holds_alternative<ModelAnswer>(*fixture.outcomes[0]));
  fixture.ask();
  REQUIRE(fixture.sent() == 5);
  for (std::size_t index = 1; index < 5; ++index) CHECK(fixture.is_marked(index));
}

TEST_CASE("other instructions are another beginning") {
  Fixture fixture;
  fixture.ask();
  fixture.instructions += "y";
  fixture.ask();
  CHECK(fixture.sent() == 2);
}

TEST_CASE("what will not be read is not written, and nobody waits for it") {
  Fixture fixture;
  fixture.alike_expected = 0;
  fixture.ask();
  fixture.ask();
  REQUIRE(fixture.sent() == 2);
  CHECK_FALSE(fixture.is_marked(0));

  Fixture brief;
  brief.instructions = "Too short to be cached.";
  brief.ask();
  brief.ask();
  REQUIRE(brief.sent() == 2);
  CHECK_FALSE(brief.is_marked(0));
}

TEST_CASE("the cache pays as soon as one request reads it, wherever it is cheap") {
  const ModelCatalog catalog = ModelCatalog::built_in();
  const ModelInfo& haiku = *catalog.find("claude-haiku-5-5");
  CHECK_FALSE(is_caching_worthwhile(haiku, 5000, 0));
  CHECK(is_caching_worthwhile(haiku, 5000, 1));
  CHECK_FALSE(is_caching_worthwhile(haiku, 511, 1000));
  CHECK_FALSE(is_caching_worthwhile(*catalog.find("claude-haiku-4-5"), 4095, 1000));
  CHECK_FALSE(is_caching_worthwhile(*catalog.find("offline-rules"), 5000, 1000));
  ModelInfo dear = haiku;
  dear.prices = {{.input_tokens_max = 1'000'000, .input = 1, .cache_write_5m = 2, .cache_read = 0.9}};
  CHECK_FALSE(is_caching_worthwhile(dear, 5000, 10));
  CHECK(is_caching_worthwhile(dear, 5000, 11));
}

TEST_CASE("a provider that does not cache after all is not waited for again") {
  Fixture fixture;
  for (int count = 0; count < 3; ++count) fixture.ask();
  fixture.provider->answer(0, answer_with({.input = 2100}));
  REQUIRE(fixture.sent() == 3);
  CHECK_FALSE(fixture.is_marked(1));
  fixture.ask();
  REQUIRE(fixture.sent() == 4);
  CHECK_FALSE(fixture.is_marked(3));
}

TEST_CASE("when the first one fails, the next one goes alone") {
  Fixture fixture;
  for (int count = 0; count < 3; ++count) fixture.ask();
  fixture.provider->answer(0, ModelFailure{.kind = FailureKind::Retry, .code = "model-overloaded"});
  REQUIRE(fixture.sent() == 2);
  CHECK(fixture.is_marked(1));
  fixture.provider->answer(1, answer_with({.input = 100, .cache_write = 2000}));
  CHECK(fixture.sent() == 3);
}

TEST_CASE("an entry that nobody has used for long is written anew by one alone") {
  Fixture fixture;
  fixture.ask();
  fixture.provider->answer(0, answer_with({.input = 100, .cache_write = 2000}));
  fixture.timers.advance_ms(4 * kMinute_ms);
  fixture.ask();
  fixture.provider->answer(1, answer_with({.input = 100, .cache_read = 2000}));
  fixture.timers.advance_ms(4 * kMinute_ms);
  fixture.ask();
  fixture.ask();
  CHECK(fixture.sent() == 4);
  fixture.timers.advance_ms(6 * kMinute_ms);
  fixture.ask();
  fixture.ask();
  CHECK(fixture.sent() == 5);
}

TEST_CASE("who waits for the first one can be stopped") {
  Fixture fixture;
  fixture.ask();
  std::stop_source stop;
  const std::size_t waiting = fixture.ask(stop.get_token());
  stop.request_stop();
  CHECK(std::get<ModelFailure>(*fixture.outcomes[waiting]).kind == FailureKind::Cancelled);
  fixture.provider->answer(0, answer_with({.input = 100, .cache_write = 2000}));
  CHECK(fixture.sent() == 1);
}
