// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <signal.h>

#include <fstream>
#include <map>
#include <random>

#include "tests/durable/crash/crash_workflow.hpp"
#include "tests/durable/support/durable_store.hpp"
#include "tests/support/process.hpp"

namespace calltracker::test {

namespace {

constexpr int kRuns = 40;
constexpr int kConcurrency = 8;
constexpr int kKilled = 128 + SIGKILL;

// What the file of effects tells over all lives of the process.
struct Effects {
  std::map<std::string, int> effects;
  std::map<std::string, int> written;
  int after_stored = 0;  // effects of a step after the workflow had seen it stored
  int repeated = 0;

  explicit Effects(const std::string& path) {
    std::ifstream file(path);
    std::map<std::string, bool> stored;
    std::string kind;
    std::string step;
    while (file >> kind >> step) {
      if (kind == "stored") stored[step] = true;
      if (kind == "written") ++written[step];
      if (kind != "effect") continue;
      if (++effects[step] > 1) ++repeated;
      if (stored[step]) ++after_stored;
    }
  }
};

class CrashedWork {
 public:
  Command command(const std::vector<std::string>& plan = {}) const {
    Command command;
    command.arguments = {CALLTRACKER_CRASH_CHILD, store_.database_path(), effects_path(),
                         std::to_string(kRuns), std::to_string(kConcurrency)};
    command.arguments.insert(command.arguments.end(), plan.begin(), plan.end());
    return command;
  }
  Effects effects() const { return Effects(effects_path()); }

 private:
  std::string effects_path() const { return (store_.folder() / "effects.txt").string(); }

  DurableStore store_;
};

// Every step had its effect; none after it was known to be stored; at most the steps in flight were repeated.
void check_effects(const Effects& effects, int crashes) {
  CHECK(effects.effects.size() == std::size_t{kRuns} * 3);
  CHECK(effects.after_stored == 0);
  CHECK(effects.repeated <= crashes * kConcurrency);
}

}  // namespace

TEST_CASE(
    "killed at any point of a step's life, no stored step runs again and only steps in flight are repeated") {
  for (const std::string point : kCrashPoints) {
    for (const std::string count : {"1", "17", "60"}) {
      CAPTURE(point);
      CAPTURE(count);
      const CrashedWork work;
      CHECK(run(work.command({point, count})).exit_code == kKilled);
      CHECK(run(work.command()).exit_code == 0);
      check_effects(work.effects(), 1);
    }
  }
}

TEST_CASE("killed again and again at random, the work still gets done exactly") {
  const CrashedWork work;
  std::mt19937 random(20261123);
  int crashes = 0;
  for (; crashes < 6; ++crashes) {
    const std::string point = kCrashPoints[random() % std::size(kCrashPoints)];
    if (run(work.command({point, std::to_string(1 + random() % 20)})).exit_code != kKilled) break;
  }
  CHECK(run(work.command()).exit_code == 0);
  CHECK(crashes > 0);
  check_effects(work.effects(), crashes);
}

TEST_CASE("killed from outside at an arbitrary moment, the work still gets done exactly") {
  const CrashedWork work;
  int crashes = 0;
  for (const int span_ms : {30, 50, 80}) {
    RunningProcess process(work.command());
    if (process.wait_for(std::chrono::milliseconds(span_ms))) break;
    process.signal(SIGKILL);
    process.finish();
    ++crashes;
  }
  CHECK(run(work.command()).exit_code == 0);
  check_effects(work.effects(), crashes);
}

}  // namespace calltracker::test
