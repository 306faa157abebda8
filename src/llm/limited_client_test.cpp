// SPDX-License-Identifier: MIT
#include "llm/limited_client.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <vector>

namespace {

using namespace calltracker;
using namespace calltracker::llm;

// Keeps every request until the test answers it.
class HeldClient final : public ModelClient {
 public:
  std::string_view provider() const override { return "held"; }
  void ask(ModelRequest request, std::stop_token, std::function<void(ModelOutcome)> done) override {
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(request.instructions);
      held_.push_back(std::move(done));
    }
    changed_.notify_all();
  }

  // Waits until `count` requests have come in all; returns their instructions.
  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return asked_.size() >= count; });
    return asked_;
  }
  void answer(std::size_t index, ModelOutcome outcome) {
    std::function<void(ModelOutcome)> done;
    {
      const std::lock_guard lock(mutex_);
      done = std::exchange(held_.at(index), nullptr);
    }
    done(std::move(outcome));
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> asked_;
  std::vector<std::function<void(ModelOutcome)>> held_;
};

std::future<ModelOutcome> ask(LimitedClient& client, std::string name, std::stop_token stop = {}) {
  auto promise = std::make_shared<std::promise<ModelOutcome>>();
  client.ask({.stage = "silver",
              .model = "m",
              .instructions = std::move(name),
              .input = {},
              .schema_name = {},
              .rejected_answer = std::nullopt,
              .rejection_reason = std::nullopt},
             std::move(stop), [promise](ModelOutcome outcome) { promise->set_value(std::move(outcome)); });
  return promise->get_future();
}

ModelFailure rate_limited(std::int64_t retry_after_ms) {
  return {.kind = FailureKind::Retry,
          .code = "model-rate-limited",
          .message = {},
          .retry_after_ms = retry_after_ms};
}

}  // namespace

TEST_CASE("no more requests are in flight than allowed, and a slot freed goes to the next in line") {
  const auto inner = std::make_shared<HeldClient>();
  LimitedClient client(inner, {.in_flight_max = 2});
  std::vector<std::future<ModelOutcome>> answers;
  for (const char* name : {"a", "b", "c", "d"}) answers.push_back(ask(client, name));
  CHECK(inner->wait_for(2) == std::vector<std::string>{"a", "b"});
  inner->answer(1, ModelAnswer{});
  CHECK(inner->wait_for(3) == std::vector<std::string>{"a", "b", "c"});
  inner->answer(0, ModelAnswer{});
  inner->answer(2, ModelAnswer{});
  CHECK(inner->wait_for(4).size() == 4);
  inner->answer(3, ModelAnswer{});
  for (auto& answer : answers) CHECK(std::holds_alternative<ModelAnswer>(answer.get()));
}

TEST_CASE("a time to wait that one request was told holds for all") {
  const auto inner = std::make_shared<HeldClient>();
  LimitedClient client(inner, {.in_flight_max = 1});
  auto first = ask(client, "a");
  auto second = ask(client, "b");
  inner->wait_for(1);
  const auto told_at = std::chrono::steady_clock::now();
  inner->answer(0, rate_limited(40));
  inner->wait_for(2);
  CHECK(std::chrono::steady_clock::now() - told_at >= std::chrono::milliseconds(40));
  inner->answer(1, ModelAnswer{});
  CHECK(std::get<ModelFailure>(first.get()).code == "model-rate-limited");
  CHECK(std::holds_alternative<ModelAnswer>(second.get()));
}

TEST_CASE("a request that waits can be cancelled") {
  const auto inner = std::make_shared<HeldClient>();
  LimitedClient client(inner, {.in_flight_max = 1});
  auto first = ask(client, "a");
  inner->wait_for(1);
  std::stop_source stop;
  auto second = ask(client, "b", stop.get_token());
  stop.request_stop();
  CHECK(std::get<ModelFailure>(second.get()).kind == FailureKind::Cancelled);
  auto third = ask(client, "c", stop.get_token());
  CHECK(std::get<ModelFailure>(third.get()).kind == FailureKind::Cancelled);
  inner->answer(0, ModelAnswer{});
  first.get();
}

TEST_CASE("a limit that goes away cancels what waits and lets the rest end") {
  const auto inner = std::make_shared<HeldClient>();
  std::future<ModelOutcome> first;
  std::future<ModelOutcome> second;
  {
    LimitedClient client(inner, {.in_flight_max = 1});
    first = ask(client, "a");
    inner->wait_for(1);
    second = ask(client, "b");
  }
  CHECK(std::get<ModelFailure>(second.get()).kind == FailureKind::Cancelled);
  inner->answer(0, ModelAnswer{});
  CHECK(std::holds_alternative<ModelAnswer>(first.get()));
}
