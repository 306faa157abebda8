// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "bench/durable/bench_setting.hpp"

namespace calltracker::bench {

using durable::Run;
using durable::Workflow;

namespace {

Workflow<int> note_the_time(Run& run, std::atomic<double>& started) {
  co_return co_await run.step("note", [&started] {
    started = seconds_now();
    return 1;
  });
}

}  // namespace

// From the call of submit (which includes storing the run) to the first line of its first step's body, one
// run at a time on an idle executor.
void bench_latency(std::size_t runs) {
  BenchDatabase database;
  std::atomic<double> started = 0;
  durable::WorkflowRegistry registry;
  registry.add<int>("note_the_time", [&started](Run& run, int) { return note_the_time(run, started); });
  RunCounter counter;
  durable::Executor executor(database.journal(), registry, database.clock(), {}, &counter);
  executor.start();
  std::vector<double> latencies_ms;
  for (std::size_t index = 0; index < runs; ++index) {
    const double begin = seconds_now();
    executor.submit({durable::new_run("note_the_time", durable::GroupId("bench"), 0)});
    counter.wait_for(index + 1);
    latencies_ms.push_back((started - begin) * 1000);
    executor.wait_until_idle();
  }
  executor.stop(durable::StopMode::FinishSteps);
  std::sort(latencies_ms.begin(), latencies_ms.end());
  fmt::print("submit to step:  p50 {:.3f} ms, p99 {:.3f} ms ({} runs, one at a time)\n",
             latencies_ms[runs / 2], latencies_ms[runs * 99 / 100], runs);
}

}  // namespace calltracker::bench
