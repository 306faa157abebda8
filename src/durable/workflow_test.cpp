// SPDX-License-Identifier: MIT
#include "durable/workflow.hpp"

#include <doctest/doctest.h>

#include "durable/run_driver.hpp"

namespace calltracker::durable {

namespace {

// Counts its living copies: a compiler that destroys a temporary twice, or never, is caught.
class Counted {
 public:
  explicit Counted(int& living) : living_(living) { ++living_; }
  Counted(const Counted& other) : living_(other.living_) { ++living_; }
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --living_; }

 private:
  int& living_;
};

Workflow<int> chapter(Run& run, std::string text, int& living) {
  const Counted counted(living);
  const auto body = [counted, text] { return static_cast<int>(text.size()); };
  co_return co_await run.step("chapter", body);
}

Workflow<std::string> story(Run& run, int& living) {
  const Counted counted(living);
  const std::string text(100, 'q');
  const auto owning = [counted, text] { return text; };
  const std::string first = co_await run.step("owning body", owning);
  const int size = co_await chapter(run, text + "!", living);
  const auto [left, right] =
      co_await run.parallel(run.step("left", [&] { return text; }), run.step("right", owning));
  const auto event =
      co_await run.wait_for_event("event", EventWait(text, text + "?", std::chrono::seconds(5)));
  const std::vector<NewRun> runs{new_run("other", GroupId(text), text)};
  const auto ids = co_await run.start("start", runs);
  co_await run.step("asynchronous", [&](StepDone<std::string> done, std::stop_token) { done.succeed(text); });
  co_return std::to_string(first.size() + static_cast<std::size_t>(size) + left.size() + right.size() +
                           ids.size());
}

class IgnoringSink final : public CompletionSink {
 public:
  void completed(StepTicket, StepOutcome) override {}
};

void settle(StepOperation& step) {
  IgnoringSink sink;
  if (step.kind() == StepKind::StartRuns) return step.accept_value("[\"id\"]");
  if (step.kind() != StepKind::Run) return step.accept_value("null");
  if (step.body_style() == BodyStyle::Blocking) {
    step.execute({});
  } else {
    step.start({}, sink, {});
  }
}

}  // namespace

TEST_CASE("a workflow dropped at any step destroys everything it held exactly once") {
  constexpr int kSteps = 6;
  for (int steps_done = 0; steps_done <= kSteps; ++steps_done) {
    int living = 0;
    {
      WorkflowRegistry registry;
      registry.add<int>("story", [&living](Run& run, int) { return story(run, living); });
      RunDriver driver(RunId("run"), GroupId("group"));
      driver.begin(registry, "story", "1");
      driver.resume();
      for (int done = 0; done < steps_done; ++done) {
        REQUIRE_FALSE(driver.is_done());
        for (StepOperation* step : driver.reached()) settle(*step);
        driver.resume();
      }
      CHECK(driver.is_done() == (steps_done == kSteps));
    }
    CHECK(living == 0);
  }
}

}  // namespace calltracker::durable
