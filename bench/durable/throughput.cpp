// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "bench/durable/bench_setting.hpp"

namespace calltracker::bench {

using durable::Run;
using durable::Workflow;

namespace {

const durable::StepOptions kOnLoop{.place = durable::StepPlace::Loop};

Workflow<int> four_steps(Run& run, int number) {
  std::size_t size = 0;
  const auto body = [number] { return std::string(1000, static_cast<char>('a' + number % 26)); };
  const std::string first = co_await run.step("first", kOnLoop, body);
  const std::string second = co_await run.step("second", kOnLoop, body);
  const std::string third = co_await run.step("third", kOnLoop, body);
  const std::string fourth = co_await run.step("fourth", kOnLoop, body);
  size = first.size() + second.size() + third.size() + fourth.size();
  co_return static_cast<int>(size);
}

}  // namespace

// Steps stored per second, each on disk before its run goes on. Submitting is not part of it: the runs are
// queued before the clock starts.
void bench_throughput(std::size_t runs) {
  BenchDatabase database;
  durable::WorkflowRegistry registry;
  registry.add<int>("four_steps", [](Run& run, int number) { return four_steps(run, number); });
  RunCounter counter;
  durable::Executor executor(database.journal(), registry, database.clock(), {.runs_in_flight_max = 8192},
                             &counter);
  std::vector<durable::NewRun> submitted;
  for (std::size_t index = 0; index < runs; ++index) {
    submitted.push_back(durable::new_run("four_steps", durable::GroupId("bench"), static_cast<int>(index)));
  }
  const double submit_begin = seconds_now();
  executor.submit(std::move(submitted));
  const double processor_begin = processor_seconds();
  const double begin = seconds_now();
  executor.start();
  counter.wait_for(runs);
  const double seconds = seconds_now() - begin;
  const double processor = processor_seconds() - processor_begin;
  executor.stop(durable::StopMode::FinishSteps);
  fmt::print("submit:          {:8.0f} runs/s ({} runs in one transaction)\n",
             static_cast<double>(runs) / (begin - submit_begin), runs);
  fmt::print("durable steps:   {:8.0f} steps/s (4 steps a run, 1 KB results, synchronous=FULL; {:.2f} s)\n",
             static_cast<double>(runs * 4) / seconds, seconds);
  fmt::print("                 {:8.1f} microseconds of processor time a step, all threads\n",
             processor * 1e6 / static_cast<double>(runs * 4));
}

}  // namespace calltracker::bench
