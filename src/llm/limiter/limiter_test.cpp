// SPDX-License-Identifier: MIT
#include "llm/limiter/limiter.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace calltracker;
using namespace calltracker::llm;

// A limiter, a clock that the test moves, and a provider that answers when the test says so.
struct Scene {
  explicit Scene(LimiterOptions options = {}) : limiter(timers, options) {}
  ~Scene() {
    is_over = true;
    const auto held = std::exchange(permits, {});
  }

  std::shared_ptr<Limiter::Share> share(int in_flight_max = 1000) {
    return limiter.open_share(in_flight_max, boundless);
  }

  void ask(const std::shared_ptr<Limiter::Share>& by, const std::string& name, Demand demand = {},
           std::stop_token stop = {}) {
    if (demand.model.empty()) demand.model = "m";
    limiter.admit(by, demand, stop, [this, name](Limiter::Verdict verdict, auto permit) {
      if (is_over) return;
      if (verdict == Limiter::Verdict::Granted) {
        sent.push_back(name);
        sent_at_ms[name] = timers.now_ms();
        permits[name] = std::move(permit);
      } else if (verdict == Limiter::Verdict::OverBudget) {
        over_budget.push_back(name);
      } else {
        cancelled.push_back(name);
      }
    });
  }

  void end(const std::string& name, const ModelOutcome& outcome) {
    const auto permit = std::move(permits.at(name));
    permits.erase(name);
    permit->settle(outcome);
  }
  void answer(const std::string& name) { end(name, ModelAnswer{}); }

  bool is_over = false;
  ManualTimers timers;
  Limiter limiter;
  Budget boundless{std::nullopt, 0};
  std::vector<std::string> sent;
  std::map<std::string, std::int64_t> sent_at_ms;
  std::vector<std::string> over_budget;
  std::vector<std::string> cancelled;
  std::map<std::string, std::shared_ptr<Limiter::Permit>> permits;
};

using Names = std::vector<std::string>;

ModelFailure refused(std::optional<std::int64_t> retry_after_ms = std::nullopt) {
  return {.kind = FailureKind::Retry,
          .code = "model-rate-limited",
          .message = {},
          .hint = {},
          .retry_after_ms = retry_after_ms,
          .strain = ProviderStrain::RateLimited};
}

ModelFailure overloaded() {
  return {.kind = FailureKind::Retry,
          .code = "model-overloaded",
          .message = {},
          .hint = {},
          .strain = ProviderStrain::Overloaded};
}

ModelAnswer answer_with(RateLimitReading reading, TokenUse tokens = {}) {
  ModelAnswer answer;
  answer.tokens = tokens;
  answer.rate_limits = reading;
  return answer;
}

}  // namespace

TEST_CASE("a job's cap is never passed, over all models, and a place freed is used at once") {
  Scene scene;
  const auto job = scene.share(2);
  scene.ask(job, "a", {.model = "haiku"});
  scene.ask(job, "b", {.model = "sonnet"});
  scene.ask(job, "c", {.model = "haiku"});
  scene.ask(job, "d", {.model = "sonnet"});
  CHECK(scene.sent == Names{"a", "b"});
  scene.answer("b");
  CHECK(scene.sent == Names{"a", "b", "c"});
  scene.answer("a");
  CHECK(scene.sent == Names{"a", "b", "c", "d"});
}

TEST_CASE("no more questions are out at once than the process can hold, over all jobs and models") {
  Scene scene({.out_at_once_max = 2});
  const auto job = scene.share();
  const auto other = scene.share();
  scene.ask(job, "a", {.model = "haiku"});
  scene.ask(other, "b", {.model = "sonnet"});
  scene.ask(job, "c", {.model = "haiku"});
  scene.ask(other, "d", {.model = "sonnet"});
  CHECK(scene.sent == Names{"a", "b"});
  scene.answer("b");
  CHECK(scene.sent == Names{"a", "b", "c"});
  scene.answer("a");
  CHECK(scene.sent == Names{"a", "b", "c", "d"});
}

TEST_CASE("within a job the longest goes first, among equals the first to come") {
  Scene scene;
  const auto job = scene.share(1);
  scene.ask(job, "first", {.length = 1});
  scene.ask(job, "short", {.length = 2});
  scene.ask(job, "long", {.length = 9});
  scene.ask(job, "long too", {.length = 9});
  for (const char* name : {"first", "long", "long too"}) scene.answer(name);
  CHECK(scene.sent == Names{"first", "long", "long too", "short"});
}

TEST_CASE("who opens a stage goes before the longest") {
  Scene scene;
  const auto job = scene.share(1);
  scene.ask(job, "first", {.length = 1});
  scene.ask(job, "long", {.length = 9});
  scene.ask(job, "opener", {.length = 2, .opens_stage = true});
  for (const char* name : {"first", "opener", "long"}) scene.answer(name);
  CHECK(scene.sent == Names{"first", "opener", "long"});
}

TEST_CASE("a small job is not stuck behind a large one, and takes no more than its turns") {
  Scene scene({.in_flight_max = 1});
  const auto large = scene.share();
  const auto small = scene.share();
  for (const char* name : {"L1", "L2", "L3", "L4"}) scene.ask(large, name, {.length = 1});
  scene.answer("L1");
  scene.ask(small, "S1", {.length = 1});
  scene.ask(small, "S2", {.length = 1});
  scene.answer("L2");
  for (const char* name : {"L3", "S1", "L4", "S2"}) {
    REQUIRE(scene.permits.contains(name));
    scene.answer(name);
  }
}

TEST_CASE("a time to wait that one request was told holds for all who ask that model") {
  Scene scene;
  const auto job = scene.share(2);
  scene.ask(job, "a");
  scene.ask(job, "b");
  scene.ask(job, "c");
  scene.end("a", refused(4000));
  CHECK(scene.sent == Names{"a", "b"});
  scene.answer("b");
  scene.ask(scene.share(), "other job");
  scene.ask(job, "other model", {.model = "n"});
  CHECK(scene.sent == Names{"a", "b", "other model"});
  scene.timers.advance_ms(3999);
  CHECK(scene.sent.size() == 3);
  scene.timers.advance_ms(1);
  CHECK(scene.sent.size() == 5);
}

TEST_CASE("a refusal without a time to wait makes everybody wait, longer each time") {
  Scene scene;
  const auto job = scene.share();
  scene.ask(job, "a");
  scene.end("a", refused());
  scene.ask(job, "b");
  scene.timers.advance_ms(999);
  CHECK(scene.sent == Names{"a"});
  scene.timers.advance_ms(1);
  CHECK(scene.sent == Names{"a", "b"});
  scene.end("b", refused());
  scene.ask(job, "c");
  scene.timers.advance_ms(1999);
  CHECK(scene.sent == Names{"a", "b"});
  scene.timers.advance_ms(1);
  CHECK(scene.sent == Names{"a", "b", "c"});
}

TEST_CASE("requests are paced by the limit that an answer names") {
  Scene scene;
  const auto job = scene.share();
  scene.ask(job, "first");
  scene.end("first", answer_with({.requests = {.limit = 60, .remaining = 2}}));
  for (const char* name : {"a", "b", "c", "d"}) scene.ask(job, name);
  CHECK(scene.sent == Names{"first", "a", "b"});
  scene.timers.advance_ms(1000);
  CHECK(scene.sent == Names{"first", "a", "b", "c"});
  scene.timers.advance_ms(1000);
  CHECK(scene.sent == Names{"first", "a", "b", "c", "d"});
}

TEST_CASE("tokens are set aside before sending and settled with what was used") {
  Scene scene;
  const auto job = scene.share();
  scene.ask(job, "first");
  scene.end("first", answer_with({.input_tokens = {.limit = 60'000, .remaining = 10'000}}));
  scene.ask(job, "a", {.input_tokens = 8000});
  scene.ask(job, "b", {.input_tokens = 8000});
  CHECK(scene.sent == Names{"first", "a"});
  // 2,000 were left; "a" gives 4,000 back and another 2,000 are there two seconds later.
  scene.end("a", answer_with({}, {.input = 4000}));
  scene.timers.advance_ms(2000);
  CHECK(scene.sent == Names{"first", "a", "b"});
}

TEST_CASE("what the provider reads from its cache is not counted where the provider does not count it") {
  for (const bool counts : {false, true}) {
    Scene scene({.counts_cache_reads = counts});
    const auto job = scene.share();
    const Demand demand{.prefix_tokens = 5000, .input_tokens = 1000};
    scene.ask(job, "first", demand);
    scene.end("first", answer_with({.input_tokens = {.limit = 60'000, .remaining = 6000}},
                                   {.input = 1000, .cache_read = 5000}));
    for (const char* name : {"a", "b", "c"}) scene.ask(job, name, demand);
    CHECK(scene.sent.size() == (counts ? 2 : 4));
  }
}

TEST_CASE("who needs more than there is gets its turn, and is not passed by smaller ones for ever") {
  Scene scene;
  const auto first = scene.share();
  const auto second = scene.share();
  scene.ask(first, "start");
  scene.end("start", answer_with({.input_tokens = {.limit = 60'000, .remaining = 1000}}));
  scene.ask(second, "big", {.length = 1, .input_tokens = 5000});
  scene.ask(first, "small", {.length = 1, .input_tokens = 10});
  CHECK(scene.sent == Names{"start"});
  scene.timers.advance_ms(4000);
  CHECK(scene.sent == Names{"start", "big"});
}

TEST_CASE("an overloaded provider gets half as much, and more again while it answers") {
  Scene scene;
  const auto job = scene.share();
  for (int count = 0; count < 200; ++count) scene.ask(job, std::to_string(count));
  const std::size_t at_first = scene.sent.size();
  CHECK(at_first < 200);
  scene.timers.advance_ms(10);
  scene.end("0", overloaded());
  for (std::size_t count = 1; count < at_first; ++count) scene.answer(std::to_string(count));
  const std::size_t afterwards = scene.permits.size();
  CHECK(afterwards >= at_first / 2);
  CHECK(afterwards < at_first);
}

TEST_CASE("while answers come the number in flight grows quickly") {
  Scene scene;
  const auto job = scene.share();
  for (int count = 0; count < 500; ++count) scene.ask(job, std::to_string(count));
  const std::size_t at_first = scene.permits.size();
  for (std::size_t count = 0; count < at_first; ++count) scene.answer(std::to_string(count));
  CHECK(scene.permits.size() == 2 * at_first);
}

TEST_CASE(
    "under overload upon overload one request is left, and nobody is shut out: that is the circuit's part") {
  Scene scene;
  const auto job = scene.share();
  for (int count = 0; count < 1000; ++count) scene.ask(job, std::to_string(count));
  for (int round = 0; round < 20; ++round) {
    scene.timers.advance_ms(5);
    for (const auto& [name, permit] : std::map(scene.permits)) scene.end(name, overloaded());
    CHECK_FALSE(scene.permits.empty());
  }
  CHECK(scene.permits.size() == 1);
}

TEST_CASE("money for a second request of one question is set aside too, or it is not sent") {
  Scene scene;
  Budget budget(10.0, 0);
  const auto job = scene.limiter.open_share(10, budget);
  scene.ask(job, "first", {.cost_max_usd = 4});
  scene.ask(job, "second", {.cost_max_usd = 4});
  REQUIRE(scene.permits.size() == 2);
  CHECK_FALSE(scene.permits.at("first")->reserve_more(4));
  CHECK(scene.permits.at("first")->reserve_more(2));
  CHECK_FALSE(scene.permits.at("second")->reserve_more(0.1));
  ModelAnswer cheap;
  cheap.cost_usd = 1;
  scene.end("first", cheap);
  CHECK(scene.permits.at("second")->reserve_more(5));
  CHECK_FALSE(scene.permits.at("second")->reserve_more(0.1));
}

TEST_CASE(
    "money in flight is set aside: who does not fit waits, and is refused only when nothing is left to wait "
    "for") {
  Scene scene;
  Budget budget(1.0, 0.5);
  const auto job = scene.limiter.open_share(10, budget);
  const Demand demand{.cost_max_usd = 0.2};
  for (const char* name : {"a", "b", "c", "d", "e"}) scene.ask(job, name, demand);
  CHECK(scene.sent == Names{"a", "b"});
  CHECK(scene.over_budget.empty());
  ModelAnswer cheap;
  cheap.cost_usd = 0.05;
  scene.end("a", cheap);
  CHECK(scene.sent == Names{"a", "b", "c"});
  ModelAnswer dear;
  dear.cost_usd = 0.2;
  scene.end("b", dear);
  CHECK(scene.over_budget.empty());
  scene.end("c", dear);
  CHECK(scene.over_budget == Names{"d", "e"});
  budget.change_limit(2.0);
  scene.ask(job, "f", demand);
  CHECK(scene.sent.back() == "f");
}

TEST_CASE("who waits can be cancelled, before or while waiting") {
  Scene scene;
  const auto job = scene.share(1);
  scene.ask(job, "a");
  std::stop_source stop;
  scene.ask(job, "b", {}, stop.get_token());
  scene.ask(job, "c");
  stop.request_stop();
  CHECK(scene.cancelled == Names{"b"});
  scene.ask(job, "d", {}, stop.get_token());
  CHECK(scene.cancelled == Names{"b", "d"});
  scene.answer("a");
  CHECK(scene.sent == Names{"a", "c"});
  CHECK(scene.limiter.waiting() == 0);
}

TEST_CASE("a permit that goes away frees its place") {
  Scene scene;
  const auto job = scene.share(1);
  scene.ask(job, "a");
  scene.ask(job, "b");
  // Out of the map before it goes: its place is given to "b" at once, whose permit is put there.
  std::shared_ptr<Limiter::Permit> leaving = std::move(scene.permits.at("a"));
  scene.permits.erase("a");
  CHECK(scene.sent == Names{"a"});
  leaving.reset();
  CHECK(scene.sent == Names{"a", "b"});
}

TEST_CASE("a limiter that goes away cancels who waits and lets the rest end") {
  ManualTimers timers;
  Budget budget(std::nullopt, 0);
  std::shared_ptr<Limiter::Permit> permit;
  int cancelled = 0;
  {
    Limiter limiter(timers, {});
    const auto job = limiter.open_share(1, budget);
    for (int count = 0; count < 2; ++count) {
      limiter.admit(job, {.model = "m"}, {}, [&](Limiter::Verdict verdict, auto granted) {
        if (granted) permit = std::move(granted);
        cancelled += verdict == Limiter::Verdict::Cancelled;
      });
    }
  }
  CHECK(cancelled == 1);
  permit->settle(ModelAnswer{});
}

TEST_CASE("a long chain of instant answers does not pile up on the stack") {
  Scene scene;
  const auto job = scene.share(1);
  scene.ask(job, "first");
  int answered = 0;
  for (int count = 0; count < 100'000; ++count) {
    scene.limiter.admit(job, {.model = "m"}, {}, [&](Limiter::Verdict, auto permit) {
      permit->settle(ModelAnswer{});
      ++answered;
    });
  }
  CHECK(answered == 0);
  scene.answer("first");
  CHECK(answered == 100'000);
}
