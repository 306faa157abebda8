// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <latch>

#include "bench/durable/bench_setting.hpp"

namespace calltracker::bench {

using durable::Run;
using durable::StepDone;
using durable::Workflow;

namespace {

constexpr std::ptrdiff_t kRuns = 1000;

Workflow<int> arrive(Run& run, std::latch& arrived, std::vector<StepDone<int>>& held, bool answers) {
  const auto body = [&arrived, &held, answers](StepDone<int> done, std::stop_token) {
    if (answers) {
      done.succeed(1);
    } else {
      held.push_back(std::move(done));
    }
    arrived.count_down();
  };
  co_return co_await run.step("arrive", body);
}

}  // namespace

void begin_and_hang(const std::string& path) {
  SystemClock clock;
  Log log(clock, LogFormat::Text, LogLevel::Off);
  const store::sql::Stores stores = store::sql::open_stores(path, clock, log);
  std::latch arrived(kRuns);
  std::vector<StepDone<int>> held;
  durable::WorkflowRegistry registry;
  registry.add<int>("arrive", [&](Run& run, int) { return arrive(run, arrived, held, false); });
  durable::Executor executor(*stores.journal, registry, clock, {});
  executor.start();
  std::vector<durable::NewRun> runs;
  for (std::ptrdiff_t index = 0; index < kRuns; ++index) {
    runs.push_back(durable::new_run("arrive", durable::GroupId("bench"), static_cast<int>(index)));
  }
  executor.submit(std::move(runs));
  arrived.wait();
  [[maybe_unused]] const ssize_t written = ::write(STDOUT_FILENO, "running\n", 8);
  while (true) ::pause();
}

// From opening the database of a process that was killed with 1000 steps in flight to the last of them
// running again in this one.
void bench_recovery(const std::string& program) {
  BenchDatabase database;
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  const std::string path = database.path();
  char* const arguments[] = {const_cast<char*>(program.c_str()), const_cast<char*>("--hang"),
                             const_cast<char*>(path.c_str()), nullptr};
  pid_t child = 0;
  if (posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ) != 0) std::abort();
  posix_spawn_file_actions_destroy(&actions);
  char text[8];
  if (::read(pipe_ends[0], text, sizeof text) <= 0) std::abort();
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);

  const double begin = seconds_now();
  SystemClock clock;
  Log log(clock, LogFormat::Text, LogLevel::Off);
  const store::sql::Stores stores = store::sql::open_stores(path, clock, log);
  std::latch arrived(kRuns);
  std::vector<StepDone<int>> held;
  durable::WorkflowRegistry registry;
  registry.add<int>("arrive", [&](Run& run, int) { return arrive(run, arrived, held, true); });
  durable::Executor executor(*stores.journal, registry, clock, {});
  executor.start();
  arrived.wait();
  const double seconds = seconds_now() - begin;
  executor.stop(durable::StopMode::FinishSteps);
  fmt::print("crash to running: {:.0f} ms until all {} steps in flight at the crash run again\n",
             seconds * 1000, kRuns);
}

}  // namespace calltracker::bench
