// SPDX-License-Identifier: MIT
// Our own cost per call without a model: the real program analyses a log of different conversations with the
// offline rules, and the kernel says what that took. Also the submit-to-done rate and the peak memory of the
// process.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/end_to_end/program.hpp"

namespace {

struct Cost {
  double wall_seconds = 0;
  double cpu_seconds = 0;
  double peak_mb = 0;
  int exit_code = 0;
};

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Cost measure(const std::vector<std::string>& arguments) {
  std::vector<std::string> copy = arguments;
  std::vector<char*> pointers;
  for (std::string& argument : copy) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t pid = fork();
  if (pid == 0) {
    const int silence = open("/dev/null", O_WRONLY);
    dup2(silence, STDOUT_FILENO);
    dup2(silence, STDERR_FILENO);
    execv(pointers[0], pointers.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  return {.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          .cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          .peak_mb = static_cast<double>(usage.ru_maxrss) / 1024,
          .exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128};
}

}  // namespace

int main(int argc, char** argv) {
  const int calls = argc > 1 ? std::atoi(argv[1]) : 10'000;
  const calltracker::test::Program program;
  const std::string log = program.write_file("week.csv", calltracker::test::make_csv(calls)).string();
  const Cost cost = measure({CALLTRACKER_PROGRAM, "analyze", log, "--db", program.database().string()});
  std::printf("%-46s %10.3f ms   target ≤ 1 ms\n", "own CPU per call, offline rules included",
              1000 * cost.cpu_seconds / calls);
  std::printf("%-46s %10.0f /s\n", "calls per second, file to finished job", calls / cost.wall_seconds);
  std::printf("%-46s %10.1f MB\n", fmt::format("peak memory, {} calls", calls).c_str(), cost.peak_mb);
  return cost.exit_code;
}
