// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <thread>

#include "base/error.hpp"
#include "operations/estimate_job.hpp"
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
