// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <condition_variable>
#include <functional>
#include <memory>
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

// Hears of its step's end at the moment it is reported.
class ToldStep final : public durable::CompletionSink {
 public:
  explicit ToldStep(std::function<void(durable::StepOutcome&)> told) : told_(std::move(told)) {}

  pipeline::StageDone done() { return {durable::StepTicket(), *this, record_}; }
  void completed(durable::StepTicket /*ticket*/, durable::StepOutcome outcome) override { told_(outcome); }

 private:
  std::function<void(durable::StepOutcome&)> told_;
  std::optional<pipeline::StageRecord> record_;
};

// Refuses every question, after the test had its say.
class RefusingModel final : public llm::ModelClient {
 public:
  explicit RefusingModel(std::function<void()> asked) : asked_(std::move(asked)) {}

  std::string_view provider() const override { return "anthropic"; }
  void ask(llm::ModelRequest /*request*/, std::stop_token /*stop*/,
           std::function<void(llm::ModelOutcome)> done) override {
    asked_();
    done(llm::ModelFailure{.kind = llm::FailureKind::GiveUp, .code = "refused", .message = "no"});
  }

 private:
  std::function<void()> asked_;
};

const std::string kOneCall =
    "Start Time,Duration (seconds),Full Transcription\n"
    "2026-11-16 08:00:00,90,\"Agent: Nationwide Haul, this is Brian. Caller: Hi Brian, my name is Dale "
    "Mercer "
    "and I need a dry van by Friday. Agent: I will email you a quote today. Caller: Thank you, bye.\"\n";

// A stored call's question, to be asked as often as a test likes.
class OneQuestion {
 public:
  SimulatedModel& simulated() { return *simulated_; }
  // Before the first question: asks this model instead.
  void use(llm::ModelClient& model) { model_ = &model; }

  void ask(pipeline::StageDone done) {
    if (!job_) job_ = jobs_.get(stored_.id);
    const pipeline::StageQuestion question{
        .make = [this] { return silver::make_silver_request(record(), job_->workspace, job_->silver_model); },
        .model = job_->silver_model,
        .rejects = {}};
    pipeline::ask_model(calls_, scene_.clock, job_, question, std::move(done), {});
  }

 private:
  CallRecord record() {
    std::vector<CallRecord> records;
    calls_.for_each_call(stored_.id, [&records](const Call& call) { records.push_back(call.record); });
    REQUIRE(records.size() == 1);
    return records[0];
  }

  SimulatedModel* simulated_ = nullptr;
  AnalysisScene scene_{[this](AnalysisScene& owner) {
    auto made = std::make_unique<SimulatedModel>(owner.workspaces.get(), owner.catalog, owner.timers);
    simulated_ = made.get();
    return made;
  }};
  llm::ModelClient* model_ = simulated_;
  Job stored_ = scene_.submit(kOneCall);
  store::CallStore& calls_ = scene_.services().calls;
  llm::Limiter limiter_{scene_.timers, {}};
  pipeline::JobContexts jobs_{
      calls_, [this]() -> const Workspace& { return scene_.workspaces.get(); }, scene_.catalog, scene_.clock,
      [this](const JobOptions&, const Workspace&) { return pipeline::ModelAccess{*model_, limiter_}; }};
  std::shared_ptr<pipeline::JobContext> job_;
};

}  // namespace

TEST_CASE("a question that comes between an answer and its storing waits for it and is not paid again") {
  OneQuestion question;
  HeldStep first;
  question.ask(first.done());
  CHECK(first.wait().source == pipeline::StageSource::Asked);
  HeldStep second;
  question.ask(second.done());
  CHECK_FALSE(second.is_done());
  first.let_go_of_the_write();
  CHECK(second.wait().source == pipeline::StageSource::Reused);
  CHECK(question.simulated().asked() == 1);
}

// With its last step an executor may stop, and all that jobs share may go.
TEST_CASE("whoever reports a step's end has nothing left to do with those who wait for the same answer") {
  OneQuestion question;
  HeldStep second;
  bool was_second_done = false;
  SUBCASE("answered and stored") {
    ToldStep first([&](durable::StepOutcome& outcome) {
      question.ask(second.done());
      REQUIRE_FALSE(second.is_done());
      outcome.write = {};
      was_second_done = second.is_done();
    });
    question.ask(first.done());
  }
  SUBCASE("refused") {
    RefusingModel model([&] { question.ask(second.done()); });
    question.use(model);
    ToldStep first([&](durable::StepOutcome&) { was_second_done = second.is_done(); });
    question.ask(first.done());
  }
  CHECK(was_second_done);
}
