// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <latch>
#include <mutex>
#include <vector>

#include "bench/durable/bench_setting.hpp"

namespace calltracker::bench {

using durable::Run;
using durable::StepDone;
using durable::Workflow;

namespace {

// The other side of 10,000 requests: keeps them all waiting, then answers them all.
class SlowServer {
 public:
  explicit SlowServer(std::size_t requests) : arrived_(static_cast<std::ptrdiff_t>(requests)) {}
  void ask(StepDone<std::string> done) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(done));
    }
    arrived_.count_down();
  }
  void wait_for_all() { arrived_.wait(); }
  void answer_all() {
    for (const auto& done : std::exchange(waiting_, {})) done.succeed(std::string(1000, 'x'));
  }

 private:
  std::mutex mutex_;
  std::vector<StepDone<std::string>> waiting_;
  std::latch arrived_;
};

Workflow<std::size_t> ask_server(Run& run, SlowServer& server) {
  const std::string answer = co_await run.step(
      "ask", [&server](StepDone<std::string> done, std::stop_token) { server.ask(std::move(done)); });
  co_return answer.size();
}

}  // namespace

void bench_memory(std::size_t runs) {
  BenchDatabase database;
  SlowServer server(runs);
  durable::WorkflowRegistry registry;
  registry.add<int>("ask_server", [&server](Run& run, int) { return ask_server(run, server); });
  RunCounter counter;
  durable::Executor executor(database.journal(), registry, database.clock(), {.runs_in_flight_max = runs},
                             &counter);
  executor.start();
  executor.wait_until_idle();
  const std::size_t before_kb = resident_kilobytes();
  std::vector<durable::NewRun> submitted;
  for (std::size_t index = 0; index < runs; ++index) {
    submitted.push_back(durable::new_run("ask_server", durable::GroupId("bench"), static_cast<int>(index)));
  }
  executor.submit(std::move(submitted));
  server.wait_for_all();
  const std::size_t in_flight_kb = resident_kilobytes();
  const double begin = seconds_now();
  server.answer_all();
  counter.wait_for(runs);
  const double seconds = seconds_now() - begin;
  executor.stop(durable::StopMode::FinishSteps);
  fmt::print("memory:          {:.1f} MB in all with {} steps in flight, {:.1f} MB before ({:.2f} KB each)\n",
             static_cast<double>(in_flight_kb) / 1024, runs, static_cast<double>(before_kb) / 1024,
             static_cast<double>(in_flight_kb - before_kb) / static_cast<double>(runs));
  fmt::print("answered at once: all {} runs stored and ended in {:.2f} s\n", runs, seconds);
}

}  // namespace calltracker::bench
