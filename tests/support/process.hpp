// SPDX-License-Identifier: MIT
#pragma once

// Real processes for tests: start a program, read what it says, kill it at a chosen moment.

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace calltracker::test {

struct ProcessResult {
  int exit_code = -1;  // 128 + signal when a signal ended it
  std::string out;
  std::string talk;  // standard error
};

struct Command {
  std::vector<std::string> arguments;              // the program first
  std::map<std::string, std::string> environment;  // on top of a minimal one (PATH, HOME, LANG)
};

// Waits for the end. Output is read while it runs, so a full pipe blocks nobody.
ProcessResult run(const Command& command);

// A process under way; killed and reaped by the destructor.
class RunningProcess {
 public:
  explicit RunningProcess(const Command& command);
  RunningProcess(const RunningProcess&) = delete;
  RunningProcess& operator=(const RunningProcess&) = delete;
  ~RunningProcess();

  // Waits at most `span` for the end; true when it has ended.
  bool wait_for(std::chrono::milliseconds span);
  int id() const { return pid_; }
  void signal(int number) const;
  // Its standard output so far.
  std::string said() const;
  // Waits for the end and gives everything it said.
  ProcessResult finish();

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  int talk_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

}  // namespace calltracker::test
