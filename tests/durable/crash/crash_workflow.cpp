// SPDX-License-Identifier: MIT
#include "tests/durable/crash/crash_workflow.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

namespace calltracker::test {

namespace {

// One write call per line: lines of several threads do not mix, and a kill leaves whole lines.
void note(const CrashPlan& plan, const std::string& line) {
  const int file = ::open(plan.effects_path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  const std::string text = line + "\n";
  [[maybe_unused]] const ssize_t written = ::write(file, text.data(), text.size());
  ::close(file);
}

durable::Workflow<int> crash_workflow(durable::Run& run, const CrashPlan& plan, int number) {
  int sum = 0;
  for (const std::string name : {"first", "second", "third"}) {
    const std::string effect = std::to_string(number) + "/" + name;
    sum += co_await run.step(name, [&plan, &effect, number] {
      pass_point(plan, "before_effect");
      note(plan, "effect " + effect);
      pass_point(plan, "after_effect");
      return durable::Stored<int>{number, [&plan, &effect](durable::Transaction&) {
                                    pass_point(plan, "inside_write");
                                    note(plan, "written " + effect);
                                  }};
    });
    note(plan, "stored " + effect);
    pass_point(plan, "after_commit");
  }
  co_return sum;
}

}  // namespace

void pass_point(const CrashPlan& plan, const std::string& point) {
  static std::atomic<int> passed = 0;
  if (plan.die_at == point && ++passed == plan.die_after) ::kill(::getpid(), SIGKILL);
}

void add_crash_workflow(durable::WorkflowRegistry& registry, const CrashPlan& plan) {
  registry.add<int>("crash",
                    [&plan](durable::Run& run, int number) { return crash_workflow(run, plan, number); });
}

}  // namespace calltracker::test
