// SPDX-License-Identifier: MIT

// crash_child DATABASE EFFECTS RUNS CONCURRENCY [POINT COUNT]: submits the runs (harmless when they exist),
// works until all have ended and exits with 0, unless it is killed before.

#include <cstdlib>
#include <string>

#include "base/log.hpp"
#include "durable/embedded/executor.hpp"
#include "store/sql/stores.hpp"
#include "tests/durable/crash/crash_workflow.hpp"

int main(int count, char** arguments) {
  using namespace calltracker;
  if (count < 5) return EXIT_FAILURE;
  const int runs = std::atoi(arguments[3]);
  const auto concurrency = static_cast<std::size_t>(std::atoi(arguments[4]));
  test::CrashPlan plan{.effects_path = arguments[2]};
  if (count == 7) {
    plan.die_at = arguments[5];
    plan.die_after = std::atoi(arguments[6]);
  }
  const SystemClock clock;
  Log log(clock, LogFormat::Text, LogLevel::Warning);
  const store::sql::Stores stores = store::sql::open_stores(arguments[1], clock, log);
  durable::WorkflowRegistry registry;
  test::add_crash_workflow(registry, plan);
  const durable::GroupId group("crash");
  durable::Executor executor(*stores.journal, registry, clock,
                             {.runs_in_flight_max = concurrency, .steps_in_flight_max = concurrency});
  executor.start();
  std::vector<durable::NewRun> submitted;
  for (int number = 0; number < runs; ++number) {
    submitted.push_back(durable::new_run("crash", group, number));
    submitted.back().id = durable::RunId("crash-" + std::to_string(number));
  }
  executor.submit(std::move(submitted));
  const durable::GroupView view = executor.wait_until_group_rests(group);
  executor.stop(durable::StopMode::FinishSteps);
  return view.completed == runs ? EXIT_SUCCESS : EXIT_FAILURE;
}
