// SPDX-License-Identifier: MIT
// A job that scores some calls twice, with a model that answers differently the second time.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "operations/calls.hpp"
#include "operations/estimate_job.hpp"
#include "operations/jobs.hpp"
#include "tests/support/analysis_scene.hpp"
#include "tests/support/call_logs.hpp"
#include "tests/support/simulated_model.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

constexpr int kCalls = 6;

// Gives every category that the rules find proof for level 3, and 4 when asked again; where the rules of
// `stays` say so, level 2 both times. Everything else does not apply.
class WaveringModel final : public llm::ModelClient {
 public:
  using Stays = std::function<bool(const std::string& input)>;

  WaveringModel(std::unique_ptr<SimulatedModel> model, Stays stays)
      : model_(std::move(model)), stays_(std::move(stays)) {}

  SimulatedModel& inner() { return *model_; }
  // Second questions fail for good from now on.
  void refuse_second() { refuses_second_ = true; }

  std::string_view provider() const override { return model_->provider(); }
  void ask(llm::ModelRequest request, std::stop_token stop,
           std::function<void(llm::ModelOutcome)> done) override {
    if (request.stage != "gold") return model_->ask(std::move(request), std::move(stop), std::move(done));
    const std::string input = to_json_text(request.input);
    const bool is_second = remember(input);
    if (is_second && refuses_second_) {
      return done(llm::ModelFailure{
          .kind = llm::FailureKind::GiveUp, .code = "model-refused", .message = "no", .hint = ""});
    }
    const int level = stays_(input) ? 2 : is_second ? 4 : 3;
    model_->ask(std::move(request), std::move(stop), [level, done](llm::ModelOutcome outcome) {
      for (auto& member : std::get<llm::ModelAnswer>(outcome).content.at("categories").as_object()) {
        json::object& category = member.value().as_object();
        const bool is_proven = category.at("applicable").as_bool() && category.at("level").as_int64() > 0;
        category["applicable"] = is_proven;
        category["level"] = is_proven ? level : 0;
      }
      done(std::move(outcome));
    });
  }

 private:
  bool remember(const std::string& input) {
    const std::lock_guard lock(mutex_);
    return !asked_.insert(input).second;
  }

  std::unique_ptr<SimulatedModel> model_;
  Stays stays_;
  std::atomic<bool> refuses_second_ = false;
  std::mutex mutex_;
  std::set<std::string> asked_;
};

struct StabilityScene {
  explicit StabilityScene(WaveringModel::Stays stays = [](const std::string&) { return false; })
      : scene([this, stays](AnalysisScene& owner) {
          auto made = std::make_unique<WaveringModel>(
              std::make_unique<SimulatedModel>(owner.workspaces.get(), owner.catalog, owner.timers), stays);
          model = made.get();
          return made;
        }) {}

  Job analyse(std::optional<double> share, int calls = kCalls) {
    return scene.run(scene.submit(call_log_of(calls), {.double_score = share}).id);
  }
  Job now(const Job& job) { return operations::load_job(scene.services(), job.id.str()); }
  std::vector<Call> calls_of(const Job& job) {
    std::vector<Call> calls;
    scene.services().calls.for_each_call(job.id, [&calls](const Call& call) { calls.push_back(call); });
    return calls;
  }
  std::int64_t asked() const { return model->inner().asked(); }

  WaveringModel* model = nullptr;
  AnalysisScene scene;
};

// The conversations of an odd number of trucks.
bool has_odd_fleet(const std::string& input) {
  for (int trucks = 3; trucks < 2 + kCalls; trucks += 2) {
    if (input.find(fmt::format("I run {} trucks", trucks)) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("each call keeps its first score, and the job says how far the second ones are from them") {
  StabilityScene work(has_odd_fleet);
  const Job job = work.analyse(1.0);
  REQUIRE(job.status == JobStatus::Complete);
  REQUIRE(job.stability);
  const Stability& stability = *job.stability;
  CHECK(stability.calls == kCalls);
  CHECK(stability.totals == kCalls);
  CHECK(stability.judged_once == 0);
  // Half of the pairs are 3 and 4, half are 2 and 2: observed n, by chance 6n² over 2n pairs.
  CHECK(stability.levels.pairs > 0);
  CHECK(stability.levels.exact * 2 == stability.levels.pairs);
  CHECK(stability.levels.within_one == stability.levels.pairs);
  CHECK(stability.levels.weighted_kappa.value() == doctest::Approx(1 - 1.0 / 3));

  // One level is 1.8 points in every category but the measured one, whose weight is 10 %.
  const std::vector<Call> calls = work.calls_of(job);
  REQUIRE(calls.size() == kCalls);
  const double coverage = calls.front().result.score->coverage;
  const double swing = 1.8 * (coverage - 0.1) / coverage;
  CHECK(stability.mean_total_difference.value() == doctest::Approx(swing / 2));
  REQUIRE(stability.largest_swing);
  CHECK(stability.largest_swing->row == calls.front().record.row);
  CHECK(stability.largest_swing->second - stability.largest_swing->first == doctest::Approx(swing));
  CHECK(stability.largest_swing->first == doctest::Approx(calls.front().result.score->overall.value()));
  CHECK(calls.front().result.second_score->overall.value() > calls.front().result.score->overall.value());
}

TEST_CASE("second answers are paid once for all time, and counted") {
  StabilityScene work;
  const Job first = work.analyse(1.0);
  CHECK(work.asked() == 3 * kCalls);
  CHECK(first.cost_usd == doctest::Approx(work.model->inner().charged_usd()));
  double of_calls_usd = 0;
  for (const Call& call : work.calls_of(first)) of_calls_usd += call.result.cost_usd;
  CHECK(of_calls_usd == doctest::Approx(first.cost_usd));

  const Job second = work.analyse(1.0);
  CHECK(second.status == JobStatus::Complete);
  CHECK(second.cost_usd == 0);
  CHECK(second.cached_calls == kCalls);
  CHECK(work.asked() == 3 * kCalls);
  REQUIRE(second.stability);
  CHECK(second.stability->levels.exact == 0);
  CHECK(second.stability->levels.pairs == first.stability->levels.pairs);
  CHECK(second.stability->mean_total_difference == first.stability->mean_total_difference);

  // A job that does not ask for it is as it always was.
  const Job plain = work.analyse(std::nullopt);
  CHECK(plain.status == JobStatus::Complete);
  CHECK_FALSE(plain.stability);
}

TEST_CASE("where chance chooses no call, the same one is scored twice every time") {
  int row = 0;
  {
    StabilityScene work;
    const Job job = work.analyse(0.000'001);
    REQUIRE(job.status == JobStatus::Complete);
    REQUIRE(job.stability);
    CHECK(job.stability->calls == 1);
    CHECK(work.asked() == 2 * kCalls + 1);
    CHECK(job.cost_usd == doctest::Approx(work.model->inner().charged_usd()));
    row = job.stability->largest_swing.value().row;
  }
  StabilityScene work;
  const Job job = work.analyse(0.000'001);
  CHECK(job.stability->largest_swing.value().row == row);
  CHECK(work.analyse(0.000'001).cost_usd == 0);
}

TEST_CASE(
    "the budget holds for second scorings too, and what was asked is not asked again by another process") {
  constexpr int kMany = 60;
  StabilityScene work;
  const Job job = work.scene.submit(call_log_of(kMany), {.budget_usd = 0.5, .double_score = 1.0});
  const Job paused = work.scene.run(job.id);
  REQUIRE(paused.status == JobStatus::Paused);
  CHECK(paused.cost_usd <= 0.5);
  CHECK_FALSE(paused.stability);
  const std::vector<Call> calls = work.calls_of(paused);
  CHECK(std::any_of(calls.begin(), calls.end(),
                    [](const Call& call) { return call.result.second_score.has_value(); }));
  work.scene.restart();
  operations::set_budget(work.scene.services(), job.id.str(), 20);
  operations::resume_job(work.scene.services(), job.id.str());
  const Job ended = work.scene.run(job.id);
  CHECK(ended.status == JobStatus::Complete);
  CHECK(ended.stability.value().calls == kMany);
  CHECK(work.asked() == 3 * kMany);
  CHECK(ended.cost_usd == doctest::Approx(work.model->inner().charged_usd()));
}

TEST_CASE("a second scoring that fails costs its call nothing") {
  StabilityScene work;
  work.model->refuse_second();
  const Job job = work.analyse(1.0);
  CHECK(job.status == JobStatus::Complete);
  CHECK(job.failed_calls == 0);
  CHECK(job.stability.value().calls == 0);
  CHECK_FALSE(job.stability->levels.weighted_kappa);
  CHECK_FALSE(job.stability->largest_swing);
  for (const Call& call : work.calls_of(job)) CHECK(call.result.score.has_value());
}

TEST_CASE("a call that is analysed again has the job's stability measured again") {
  StabilityScene work;
  const Job job = work.analyse(1.0);
  operations::rerun_call(work.scene.services(), work.calls_of(job).front().id.str(), {});
  CHECK_FALSE(work.now(job).stability);
  const Job again = work.scene.run(job.id);
  CHECK(again.status == JobStatus::Complete);
  CHECK(again.stability.value().calls == kCalls);
  CHECK(work.asked() == 3 * kCalls);
}

TEST_CASE("the estimate knows what will be scored twice") {
  StabilityScene work;
  work.scene.submit(call_log_of(kCalls));
  const auto requests = [&work](std::optional<double> share) {
    return operations::estimate_job(work.scene.services(),
                                    {.file = work.scene.folder() / "calls.csv", .double_score = share})
        .estimate.gold.requests;
  };
  const std::int64_t once = requests(std::nullopt);
  CHECK(requests(1.0) == 2 * once);
  CHECK(requests(0.000'001) == once + 1);
}
