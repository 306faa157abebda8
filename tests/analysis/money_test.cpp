// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <thread>

#include "base/error.hpp"
#include "operations/call_timeline.hpp"
#include "operations/estimate_job.hpp"
#include "operations/export_job.hpp"
#include "operations/jobs.hpp"
#include "tests/support/analysis_scene.hpp"
#include "tests/support/call_logs.hpp"
#include "tests/support/simulated_model.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

struct MoneyScene {
  explicit MoneyScene(SimulatedModelOptions options = {})
      : scene([this, options](AnalysisScene& owner) {
          auto made =
              std::make_unique<SimulatedModel>(owner.workspaces.get(), owner.catalog, owner.timers, options);
          model = made.get();
          return made;
        }) {}

  Job analyse(const std::string& csv, operations::SubmitRequest request = {}) {
    return scene.run(scene.submit(csv, std::move(request)).id);
  }

  SimulatedModel* model = nullptr;
  AnalysisScene scene;
};

// Long enough for all of a job's places to be taken.
SimulatedModelOptions slow() {
  return {.latency_ms = [](const llm::ModelRequest&) { return std::int64_t{20}; }};
}

}  // namespace

TEST_CASE("what a job cost is what the provider charged, and a second upload costs nothing") {
  MoneyScene money;
  const Job first = money.analyse(call_log_of(20));
  REQUIRE(first.status == JobStatus::Complete);
  CHECK(first.cost_usd == doctest::Approx(money.model->charged_usd()));
  CHECK(first.cost_usd > 0);
  CHECK(first.saved.prompt_cache_usd > 0);
  const std::int64_t asked = money.model->asked();
  const Job second = money.analyse(call_log_of(20));
  REQUIRE(second.status == JobStatus::Complete);
  CHECK(second.cost_usd == 0);
  CHECK(second.cached_calls == 20);
  CHECK(second.saved.result_cache_usd == doctest::Approx(first.cost_usd));
  CHECK(money.model->asked() == asked);
}

TEST_CASE("the same conversations in flight in two jobs at once are paid once") {
  MoneyScene money(slow());
  const Job first = money.scene.submit(call_log_of(30));
  const Job second = money.scene.submit(call_log_of(30));
  std::thread beside([&money, &second] { money.scene.run(second.id); });
  money.scene.run(first.id);
  beside.join();
  double cost_usd = 0;
  for (const Job& each : {first, second}) {
    const Job job = operations::load_job(money.scene.services(), each.id.str());
    CHECK(job.status == JobStatus::Complete);
    CHECK(job.processed_calls == 30);
    cost_usd += job.cost_usd;
  }
  CHECK(money.model->asked() == 60);
  CHECK(cost_usd == doctest::Approx(money.model->charged_usd()));
}

TEST_CASE("a budget is never passed, whatever is in flight, and a job goes on with a higher one") {
  MoneyScene money(slow());
  const Job paused = money.analyse(call_log_of(120), {.budget_usd = 0.5, .concurrency = 50});
  REQUIRE(paused.status == JobStatus::Paused);
  CHECK(paused.status_message.value().find("$0.50") != std::string::npos);
  CHECK(paused.cost_usd == doctest::Approx(money.model->charged_usd()));
  CHECK(paused.cost_usd <= 0.5);
  // Not more is left than one request might cost.
  CHECK(paused.cost_usd > 0.3);

  SUBCASE("resumed as it is it stops again, without spending") {
    operations::resume_job(money.scene.services(), paused.id.str());
    const Job again = money.scene.run(paused.id);
    CHECK(again.status == JobStatus::Paused);
    CHECK(again.cost_usd <= 0.5);
  }
  SUBCASE("with more money it ends, in the same process") {
    operations::set_budget(money.scene.services(), paused.id.str(), 20);
    operations::resume_job(money.scene.services(), paused.id.str());
    CHECK(money.scene.run(paused.id).status == JobStatus::Complete);
  }
  SUBCASE("with more money it ends, in another process; nothing is asked twice") {
    money.scene.restart();
    operations::set_budget(money.scene.services(), paused.id.str(), 20);
    operations::resume_job(money.scene.services(), paused.id.str());
    const Job ended = money.scene.run(paused.id);
    CHECK(ended.status == JobStatus::Complete);
    CHECK(ended.cost_usd == doctest::Approx(money.model->charged_usd()));
    CHECK(money.model->asked() == 240);
  }
  SUBCASE("a budget that is spent already is refused") {
    CHECK_THROWS_AS(operations::set_budget(money.scene.services(), paused.id.str(), 0.1), Error);
  }
}

namespace {

constexpr const char* kHouseModel = R"({"models": [{"id": "house-model", "provider": "anthropic",
  "contextTokens": 200000, "outputTokensMax": 32000}]})";
constexpr const char* kPricedHouseModel = R"({"models": [{"id": "house-model", "provider": "anthropic",
  "contextTokens": 200000, "outputTokensMax": 32000, "prices": [{"inputTokensMax": 200000, "input": 2,
  "output": 10, "cacheWrite5m": 2, "cacheWrite1h": 2, "cacheRead": 2}]}]})";

}  // namespace

TEST_CASE("tokens of a model without a price are counted beside the cost, as the estimate said") {
  MoneyScene money;
  money.scene.catalog = llm::ModelCatalog::built_in_with(kHouseModel, "house.json");
  const Job submitted = money.scene.submit(call_log_of(10), {.models = {.silver_model = "house-model"}});
  const operations::JobPreview preview = operations::estimate_job(
      money.scene.services(),
      {.file = money.scene.folder() / "calls.csv", .models = {.silver_model = "house-model"}});
  CHECK(preview.estimate.silver.tokens.unpriced > 0);
  CHECK(preview.estimate.gold.tokens.unpriced == 0);
  CHECK_FALSE(preview.estimate.is_price_known());
  const Job job = money.scene.run(submitted.id);
  REQUIRE(job.status == JobStatus::Complete);
  CHECK(job.cost_usd > 0);
  CHECK(job.unpriced_tokens == money.model->tokens_of("silver").total());
  const insight::CostInsight cost = operations::build_insight(money.scene.services(), job).cost;
  CHECK(cost.tokens.unpriced == job.unpriced_tokens);
  CHECK_FALSE(cost.per_call_usd);
}

TEST_CASE("a job with a budget does not go on where a price is no longer known") {
  MoneyScene money;
  money.scene.catalog = llm::ModelCatalog::built_in_with(kPricedHouseModel, "house.json");
  const Job submitted =
      money.scene.submit(call_log_of(10), {.budget_usd = 5, .models = {.silver_model = "house-model"}});
  const std::string id = submitted.id.str();
  operations::pause_job(money.scene.services(), id);
  money.scene.restart();
  money.scene.catalog = llm::ModelCatalog::built_in_with(kHouseModel, "house.json");
  CHECK_THROWS_WITH_AS(operations::resume_job(money.scene.services(), id),
                       "budget-without-price: a budget cannot hold for a model whose price is unknown",
                       Error);
  CHECK(operations::load_job(money.scene.services(), id).status == JobStatus::Paused);
  money.scene.catalog = llm::ModelCatalog::built_in_with(kPricedHouseModel, "house.json");
  operations::resume_job(money.scene.services(), id);
  CHECK(money.scene.run(submitted.id).status == JobStatus::Complete);
}

TEST_CASE("an interrupted job asks nothing more, and no waiting question counts as tried") {
  MoneyScene money(slow());
  const Job job = money.scene.submit(call_log_of(60), {.concurrency = 2});
  std::stop_source interrupt;
  const Job paused = operations::run_job(money.scene.services(), job.id,
                                         {.progress =
                                              [&interrupt](const Job& now) {
                                                if (now.silver_calls > 0) interrupt.request_stop();
                                              },
                                          .interrupt = interrupt.get_token()});
  CHECK(paused.status == JobStatus::Paused);
  CHECK(money.model->asked() < 40);
  CHECK(operations::list_runs(money.scene.services(), {.limit = 100}).runs.size() == 60);
  for (const operations::QueuedRun& run : operations::list_runs(money.scene.services(), {.limit = 100}).runs)
    CHECK(run.attempts <= 1);
  operations::resume_job(money.scene.services(), job.id.str());
  CHECK(money.scene.run(job.id).status == JobStatus::Complete);
  CHECK(money.model->asked() == 120);
}

TEST_CASE("a job's cap holds over both stages") {
  MoneyScene money(slow());
  const Job job = money.analyse(call_log_of(60), {.concurrency = 7});
  CHECK(job.status == JobStatus::Complete);
  CHECK(money.model->in_flight_most() == 7);
}

TEST_CASE("an estimate is near what the job costs, and knows what was answered before") {
  MoneyScene money;
  const std::string log = call_log_of(40);
  money.scene.submit(log);
  const std::filesystem::path file = money.scene.folder() / "calls.csv";
  const auto estimate = [&] { return operations::estimate_job(money.scene.services(), {.file = file}); };
  const operations::JobPreview before = estimate();
  CHECK(before.rows == 40);
  CHECK(before.to_analyse == 40);
  CHECK(before.estimate.silver.requests == 40);
  CHECK(before.columns.size() == 5);
  CHECK(before.columns[0].field == "startTime");
  const Job job = money.analyse(log);
  CHECK(before.estimate.cost_usd > 0.4 * job.cost_usd);
  CHECK(before.estimate.cost_usd < 2.5 * job.cost_usd);
  const operations::JobPreview after = estimate();
  CHECK(after.estimate.cost_usd == 0);
  CHECK(after.estimate.silver.reused == 40);
  CHECK(after.estimate.gold.reused == 40);
}
