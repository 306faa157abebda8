// SPDX-License-Identifier: MIT
#include "workbook/sandbox.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <string>

#include "workbook/reader_process.hpp"
#include "workbook/test_files.hpp"

using namespace calltracker::workbook;
using namespace calltracker::workbook::test;

namespace {

// Whether `action` gives true in a process that entered the sandbox with the file as its standard input.
bool holds_in_sandbox(const std::string& input, bool (*action)()) {
  const pid_t process = ::fork();
  if (process == 0) {
    ::dup2(::open(input.c_str(), O_RDONLY), STDIN_FILENO);
    try {
      enter_sandbox(Limits(), false);
    } catch (const calltracker::Error&) {
      ::_exit(2);
    }
    ::_exit(action() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("inside the sandbox there are no other files, no network, no programs and no processes") {
  const TemporaryFolder folder;
  const std::string input = folder.write("a.csv", "a,b\n");
  CHECK(holds_in_sandbox(input, [] { return ::open("/etc/passwd", O_RDONLY) < 0 && errno == EPERM; }));
  CHECK(holds_in_sandbox(input, [] { return ::open("/proc/self/environ", O_RDONLY) < 0 && errno == EPERM; }));
  CHECK(holds_in_sandbox(input,
                         [] { return ::open("/tmp/new", O_CREAT | O_WRONLY, 0600) < 0 && errno == EPERM; }));
  CHECK(holds_in_sandbox(input, [] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM; }));
  CHECK(holds_in_sandbox(input, [] { return ::fork() < 0; }));
  CHECK(holds_in_sandbox(input, [] { return ::execl("/bin/true", "true", nullptr) < 0 && errno == EPERM; }));
  CHECK(holds_in_sandbox(input, [] { return ::kill(::getppid(), 0) < 0 && errno == EPERM; }));
  CHECK(holds_in_sandbox(input, [] {
    return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
  }));
}

TEST_CASE("inside the sandbox the file on standard input can be opened by its path, for reading only") {
  const TemporaryFolder folder;
  const std::string input = folder.write("a.csv", "a,b\n");
  CHECK(holds_in_sandbox(input, [] { return ::open(kSandboxedInputPath, O_RDONLY) >= 0; }));
  CHECK(holds_in_sandbox(input, [] { return ::open(kSandboxedInputPath, O_RDWR) < 0; }));
  CHECK(holds_in_sandbox(input, [] {
    const std::string same_text = kSandboxedInputPath;
    return ::open(same_text.c_str(), O_RDONLY) < 0;
  }));
}

TEST_CASE("the reader dies with the process that started it") {
  const TemporaryFolder folder;
  std::string text;
  for (int row = 0; row < 500'000; ++row) text += "some,fields,of,text\n";
  const std::string path = folder.write("calls.csv", text);
  // Orphans come to this process, so that it can see how they end.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  int started[2] = {};
  REQUIRE(::pipe(started) == 0);

  // Stops for good at its first row, while the reader has far more to send than the pipe holds.
  struct Stuck final : RowSink {
    explicit Stuck(int report) : report_(report) {}
    Flow row(const Sheet&, Row&) override {
      [[maybe_unused]] const ssize_t count = ::write(report_, "x", 1);
      while (true) ::pause();
    }
    int report_;
  };
  const pid_t parent = ::fork();
  if (parent == 0) {
    Stuck sink(started[1]);
    try {
      read_in_child(path, {}, sink, {CALLTRACKER_READER_PROGRAM});
    } catch (const calltracker::Error&) {
      // The row that does not come says so.
    }
    ::_exit(0);
  }
  ::close(started[1]);
  char byte = 0;
  REQUIRE(::read(started[0], &byte, 1) == 1);
  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);
  int status = 0;
  CHECK(::waitpid(-1, &status, 0) > 0);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGKILL);
  ::close(started[0]);
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}
