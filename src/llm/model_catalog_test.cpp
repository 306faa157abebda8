// SPDX-License-Identifier: MIT
#include "llm/model_catalog.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "llm/job_cost.hpp"

namespace {

using namespace calltracker;
using namespace calltracker::llm;

UnixMillis on(std::string_view date) {
  return *parse_iso8601(std::string(date) + "T12:00:00Z");
}

std::string refusal(const ModelCatalog& catalog, std::string_view provider, std::string_view model,
                    std::string_view date) {
  try {
    catalog.require(provider, model, on(date));
  } catch (const Error& error) {
    CHECK_FALSE(error.hint().empty());
    return error.code();
  }
  return "none";
}

}  // namespace

TEST_CASE("every preset names models that can be used today") {
  const ModelCatalog catalog = ModelCatalog::built_in();
  for (const std::string_view provider : {"anthropic", "openai", "offline"}) {
    for (const std::string_view name : {"economy", "balanced", "best"}) {
      const StageChoice choice = catalog.preset(provider, name);
      CHECK(refusal(catalog, provider, choice.silver_model, "2026-11-23") == "none");
      CHECK(refusal(catalog, provider, choice.gold_model, "2026-11-23") == "none");
    }
  }
  CHECK(catalog.preset("anthropic", "balanced").gold_model == "claude-sonnet-5-5");
  CHECK_THROWS_AS(catalog.preset("anthropic", "cheapest"), Error);
}

TEST_CASE("an unknown, retired or foreign model is refused before anything is sent") {
  const ModelCatalog catalog = ModelCatalog::built_in();
  CHECK(refusal(catalog, "anthropic", "claude-9", "2026-11-23") == "model-unknown");
  CHECK(refusal(catalog, "anthropic", "gpt-6-luna", "2026-11-23") == "model-provider-mismatch");
  CHECK(refusal(catalog, "anthropic", "claude-3-haiku-20240307", "2026-11-23") == "model-retired");
  CHECK(refusal(catalog, "anthropic", "claude-sonnet-4-5", "2026-11-23") == "none");
  CHECK(refusal(catalog, "anthropic", "claude-sonnet-4-5", "2026-12-01") == "model-retired");
}

TEST_CASE("the price of the whole request follows its length, cache and delivery") {
  const ModelCatalog catalog = ModelCatalog::built_in();
  const ModelInfo& haiku = *catalog.find("claude-haiku-5-5");
  CHECK(cost_usd(haiku, {.input = 100'000}) == doctest::Approx(0.01));
  CHECK(cost_usd(haiku, {.input = 100'000, .cache_read = 1}) == doctest::Approx(0.05).epsilon(0.001));
  CHECK(cost_usd(haiku, {.output = 1'000'000}) == doctest::Approx(0.5));
  CHECK(cost_usd(haiku, {.cache_write = 10'000}) == doctest::Approx(0.00125));
  CHECK(cost_usd(haiku, {.cache_write = 10'000}, CacheLifetime::OneHour) == doctest::Approx(0.002));
  CHECK(cost_usd(haiku, {.output = 1'000'000}, CacheLifetime::FiveMinutes, Delivery::Batch) ==
        doctest::Approx(0.25));
  CHECK(cost_usd(*catalog.find("offline-rules"), {.input = 1'000'000}) == 0);
}

TEST_CASE("a mistake in a catalogue is named with its place") {
  try {
    ModelCatalog::parse(R"({"models":[{"id":"a","provider":"p","retiresAt":"soon"}],"presets":{}})",
                        "models.json");
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == "model-catalog-invalid");
    CHECK(error.details().where == "models.json, catalogue.models[0].retiresAt");
  }
}

TEST_CASE("only the first request of a stage pays for filling the cache") {
  const ModelCatalog catalog = ModelCatalog::built_in();
  const ModelInfo& haiku = *catalog.find("claude-haiku-5-5");
  const RequestEstimate request{.instruction_tokens = 2000, .input_tokens = 3000, .output_tokens = 400};
  StageTally tally(haiku);
  for (int count = 0; count < 10; ++count) tally.add(request, 1);
  const StageEstimate stage = tally.estimate();
  CHECK(stage.requests == 10);
  CHECK(stage.tokens.cache_write == 2000);
  CHECK(stage.tokens.cache_read == 18'000);
  CHECK(stage.tokens.input == 30'000);
  CHECK(stage.cost_usd ==
        doctest::Approx((30'000 * 0.10 + 4000 * 0.50 + 2000 * 0.125 + 18'000 * 0.01) / 1e6));
  CHECK(stage.saved_by_cache_usd > 0);
  const JobEstimate job = estimate_job_cost(tally, tally, 5);
  CHECK(job.cost_usd == doctest::Approx(2 * stage.cost_usd));
  CHECK(job.seconds == doctest::Approx(2 * stage.work_seconds / 5));
  CHECK(job.batch_cost_usd.value() < job.cost_usd);
  CHECK(estimate_job_cost(StageTally(haiku), StageTally(haiku), 5).cost_usd == 0);
}

TEST_CASE("an estimate says when it cannot know the price, and knows the tokens all the same") {
  ModelCatalog catalog = ModelCatalog::built_in();
  catalog.accept_unlisted("openai");
  const ModelInfo model = catalog.require("openai", "qwen3:4b", on("2026-11-23"));
  StageTally asked(model);
  asked.add({.instruction_tokens = 1000, .input_tokens = 500, .output_tokens = 100}, 1);
  const JobEstimate job = estimate_job_cost(asked, StageTally(*catalog.find("claude-haiku-5-5")), 1);
  CHECK_FALSE(job.is_price_known());
  CHECK(job.silver.tokens.input == 1500);
  CHECK(job.seconds > 1);
  // A stage that asks nothing has no price to know.
  CHECK(estimate_job_cost(StageTally(model), StageTally(model), 1).is_price_known());
}

TEST_CASE("a file laid over the catalogue changes what it names and keeps the rest") {
  const ModelCatalog catalog = ModelCatalog::built_in_with(
      R"({"models":[{"id":"claude-haiku-5-5","tokensPerWord":2.5,"settings":{"gold":{"effort":"high"}}},
                    {"id":"our-own","provider":"openai","contextTokens":8192,"outputTokensMax":2048},
                    {"id":"our-free","provider":"openai","prices":[]}],
          "presets":{"openai":{"economy":{"silver":"our-own"}}}})",
      "ours.json");
  const ModelInfo& haiku = *catalog.find("claude-haiku-5-5");
  CHECK(haiku.tokens_per_word == 2.5);
  CHECK(haiku.settings_for("gold").effort == "high");
  CHECK(haiku.settings_for("gold").thinking == "disabled");
  CHECK(haiku.settings_for("silver").effort == "low");
  CHECK(haiku.prices.size() == 2);
  CHECK(catalog.find("our-own")->context_tokens == 8192);
  CHECK_FALSE(catalog.find("our-own")->is_price_known);
  CHECK(catalog.find("our-free")->is_free());
  CHECK(catalog.preset("openai", "economy").silver_model == "our-own");
  CHECK(catalog.preset("openai", "economy").gold_model == "gpt-6-luna");
}

TEST_CASE("a mistake in such a file is named with its place") {
  for (const std::string_view text : {R"([])", R"({"models":[{"provider":"openai"}]})",
                                      R"({"models":[{"id":"claude-haiku-5-5","prices":"free"}]})",
                                      R"({"presets":{"openai":{"economy":{"silver":"no-such"}}}})"}) {
    CAPTURE(text);
    try {
      ModelCatalog::built_in_with(text, "ours.json");
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.code() == "model-catalog-invalid");
      CHECK(error.details().where.starts_with("ours.json"));
    }
  }
}

TEST_CASE("a server of one's own may have models that nobody has listed") {
  ModelCatalog catalog = ModelCatalog::built_in();
  CHECK(refusal(catalog, "openai", "qwen3:4b", "2026-11-23") == "model-unknown");
  catalog.accept_unlisted("openai");
  const ModelInfo model = catalog.require("openai", "qwen3:4b", on("2026-11-23"));
  CHECK(model.id == "qwen3:4b");
  CHECK_FALSE(model.is_price_known);
  CHECK(model.context_tokens > 0);
  CHECK(cost_usd(model, {.input = 1'000'000}) == 0);
  CHECK(refusal(catalog, "anthropic", "qwen3:4b", "2026-11-23") == "model-unknown");
}
