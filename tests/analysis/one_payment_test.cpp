// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "operations/submit_job.hpp"
#include "pipeline/ask_model.hpp"
#include "silver/silver_request.hpp"
#include "tests/support/analysis_scene.hpp"
#include "tests/support/simulated_model.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

// A step whose memo is stored when the test says so.
class HeldStep final : public durable::CompletionSink {
 public:
  pipeline::StageDone done() { return {durable::StepTicket(), *this, record_}; }

  void completed(durable::StepTicket /*ticket*/, durable::StepOutcome outcome) override {
    const std::lock_guard lock(mutex_);
    outcome_ = std::move(outcome);
    changed_.notify_all();
  }

  pipeline::StageRecord wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return outcome_.has_value(); });
    REQUIRE(outcome_->failure == nullptr);
    return record_.value();
  }

  bool is_done() {
    const std::lock_guard lock(mutex_);
    return outcome_.has_value();
  }

  // As the journal does once its transaction has ended, well or badly.
  void let_go_of_the_write() {
    durable::TransactionWrite write;
    const std::lock_guard lock(mutex_);
    write.swap(outcome_->write);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<durable::StepOutcome> outcome_;
  std::optional<pipeline::StageRecord> record_;
};

const std::string kOneCall =
    "Start Time,Duration (seconds),Full Transcription\n"
    "2026-11-16 08:00:00,90,\"Agent: Nationwide Haul, this is Brian. Caller: Hi Brian, my name is Dale "
    "Mercer "
    "and I need a dry van by Friday. Agent: I will email you a quote today. Caller: Thank you, bye.\"\n";

}  // namespace

TEST_CASE("a question that comes between an answer and its storing waits for it and is not paid again") {
  SimulatedModel* model = nullptr;
  AnalysisScene scene([&model](AnalysisScene& owner) {
    auto made = std::make_unique<SimulatedModel>(owner.workspaces.get(), owner.catalog, owner.timers);
    model = made.get();
    return made;
  });
  const Job stored = scene.submit(kOneCall);
  store::CallStore& calls = scene.services().calls;
  llm::Limiter limiter(scene.timers, {});
  pipeline::JobContexts jobs(
      calls, [&scene]() -> const Workspace& { return scene.workspaces.get(); }, scene.catalog, scene.clock,
      [&limiter, model](const JobOptions&, const Workspace&) {
        return pipeline::ModelAccess{*model, limiter};
      });
  const auto job = jobs.get(stored.id);
  std::vector<CallRecord> records;
  calls.for_each_call(stored.id, [&records](const Call& call) { records.push_back(call.record); });
  REQUIRE(records.size() == 1);
  const pipeline::StageQuestion question{
      .make = [&] { return silver::make_silver_request(records[0], job->workspace, job->silver_model); },
      .model = job->silver_model,
      .rejects = {}};
  HeldStep first;
  pipeline::ask_model(calls, scene.clock, job, question, first.done(), {});
  CHECK(first.wait().source == pipeline::StageSource::Asked);
  HeldStep second;
  pipeline::ask_model(calls, scene.clock, job, question, second.done(), {});
  CHECK_FALSE(second.is_done());
  first.let_go_of_the_write();
  CHECK(second.wait().source == pipeline::StageSource::Reused);
  CHECK(model->asked() == 1);
}
