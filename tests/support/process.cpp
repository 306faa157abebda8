// SPDX-License-Identifier: MIT
#include "tests/support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace calltracker::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

// An unlinked file takes any amount of output without a reader.
int anonymous_file() {
  char name[] = "/tmp/calltracker-test-XXXXXX";
  const int file = mkostemp(name, O_CLOEXEC);
  if (file < 0) throw std::runtime_error("mkostemp failed");
  unlink(name);
  return file;
}

std::string read_all(int file) {
  std::string text;
  lseek(file, 0, SEEK_SET);
  char buffer[65536];
  for (ssize_t count = 0; (count = read(file, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace

RunningProcess::RunningProcess(const Command& command) : out_(anonymous_file()), talk_(anonymous_file()) {
  std::vector<std::string> arguments = command.arguments;
  std::map<std::string, std::string> variables = {
      {"PATH", "/usr/bin:/bin"}, {"HOME", "/tmp"}, {"LANG", "C.UTF-8"}};
  for (const auto& [name, value] : command.environment) variables[name] = value;
  std::vector<std::string> environment;
  for (const auto& [name, value] : variables) environment.push_back(name + "=" + value);
  const std::vector<char*> argument_pointers = pointers(arguments);
  const std::vector<char*> environment_pointers = pointers(environment);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) {
    dup2(out_, STDOUT_FILENO);
    dup2(talk_, STDERR_FILENO);
    execve(argument_pointers[0], argument_pointers.data(), environment_pointers.data());
    _exit(127);
  }
}

RunningProcess::~RunningProcess() {
  if (!ended_) {
    kill(pid_, SIGKILL);
    waitpid(pid_, &status_, 0);
  }
  close(out_);
  close(talk_);
}

std::string RunningProcess::said() const {
  std::string text;
  char buffer[4096];
  // The file's position is the process's own.
  for (ssize_t count = 0;
       (count = pread(out_, buffer, sizeof buffer, static_cast<off_t>(text.size()))) > 0;) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

bool RunningProcess::wait_for(std::chrono::milliseconds span) {
  if (ended_) return true;
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  pollfd watched{.fd = handle, .events = POLLIN, .revents = 0};
  const bool over = poll(&watched, 1, static_cast<int>(span.count())) > 0;
  close(handle);
  if (over) ended_ = waitpid(pid_, &status_, 0) == pid_;
  return ended_;
}

void RunningProcess::signal(int number) const {
  kill(pid_, number);
}

ProcessResult RunningProcess::finish() {
  if (!ended_) ended_ = waitpid(pid_, &status_, 0) == pid_;
  return {.exit_code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_),
          .out = read_all(out_),
          .talk = read_all(talk_)};
}

ProcessResult run(const Command& command) {
  return RunningProcess(command).finish();
}

}  // namespace calltracker::test
