// SPDX-License-Identifier: MIT
#include "base/crash_dumps.hpp"

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

TEST_CASE("a process that forbids crash dumps leaves none") {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    calltracker::forbid_crash_dumps();
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    if (prctl(PR_GET_DUMPABLE) != 0 || limit.rlim_cur != 0) _exit(1);
    std::signal(SIGABRT, SIG_DFL);  // the test program has a handler of its own
    std::abort();
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
  CHECK_FALSE(WCOREDUMP(status));
}
