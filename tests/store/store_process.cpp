// SPDX-License-Identifier: MIT
// Another program on the same database, for tests of what one process cannot show: two writers at once, death
// in the middle, another user, a file size limit. Says what it did on standard output, an error's code among
// it.
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include "base/error.hpp"
#include "store/sql/stores.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;

namespace {

struct Program {
  SystemClock clock;
  Log log{clock, LogFormat::Text, LogLevel::Off};
  std::string target;
  std::string argument;

  store::sql::Stores open() { return store::sql::open_stores(target, clock, log); }
};

void say(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

void import_jobs(Program& program) {
  auto stores = program.open();
  for (int index = 0; index < 50; ++index) {
    import_job(*stores.calls, program.argument + std::to_string(index), 3);
  }
}

// Every job it says was imported must be there afterwards, and nothing of the one it died in.
void import_and_die(Program& program) {
  auto stores = program.open();
  for (int index = 0; index < 5; ++index) {
    say(import_job(*stores.calls, program.argument + std::to_string(index), 3).id.str());
  }
  Job job = make_job("unfinished");
  int row = 1;
  stores.calls->import_job(
      job,
      [&]() -> std::optional<Call> {
        if (++row > 2'000) raise(SIGKILL);
        return make_call(job, row);
      },
      nullptr);
}

void claim_and_die(Program& program) {
  auto stores = program.open();
  const auto worker = stores.journal->register_worker(program.clock.now_ms());
  const auto runs = stores.journal->claim_runs(
      {.worker = worker, .runs_max = 100, .now_ms = 1, .only_group = std::nullopt});
  say(std::to_string(runs.size()));
  raise(SIGKILL);
}

void open_as_nobody(Program& program) {
  constexpr uid_t kNobody = 65534;
  if (setgroups(0, nullptr) != 0 || setgid(kNobody) != 0 || setuid(kNobody) != 0) return say("still root");
  program.open();
}

// A file size limit meets the writes as a full disk does.
void fill(Program& program) {
  signal(SIGXFSZ, SIG_IGN);
  auto stores = program.open();
  say(import_job(*stores.calls, "small", 3).id.str());
  const rlim_t bytes_max = std::stoul(program.argument);
  const rlimit limit{.rlim_cur = bytes_max, .rlim_max = RLIM_INFINITY};
  setrlimit(RLIMIT_FSIZE, &limit);
  try {
    import_job(*stores.calls, "large", 20'000);
  } catch (const Error& error) {
    say(error.code());
  }
  const rlimit unlimited{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
  setrlimit(RLIMIT_FSIZE, &unlimited);
  say(import_job(*stores.calls, "after", 3).id.str());
}

}  // namespace

int main(int count, char** arguments) {
  const std::map<std::string, std::function<void(Program&)>> commands{{"import-jobs", import_jobs},
                                                                      {"import-and-die", import_and_die},
                                                                      {"claim-and-die", claim_and_die},
                                                                      {"open-as-nobody", open_as_nobody},
                                                                      {"fill", fill}};
  if (count < 4 || !commands.contains(arguments[1])) return 2;
  Program program;
  program.target = arguments[2];
  program.argument = arguments[3];
  try {
    commands.at(arguments[1])(program);
  } catch (const Error& error) {
    say(error.code());
    std::fputs(error.details().found.c_str(), stderr);
    return 1;
  }
  return 0;
}
