// SPDX-License-Identifier: MIT
#include "tests/support/postgres_server.hpp"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace calltracker::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVersionsFolder = "/usr/lib/postgresql";
constexpr std::chrono::seconds kStartLimit(60);

// The newest installed version's programs; empty when there is none.
fs::path programs_folder() {
  std::error_code missing;
  std::vector<fs::path> versions;
  for (const auto& entry : fs::directory_iterator(kVersionsFolder, missing)) {
    if (fs::exists(entry.path() / "bin" / "postgres")) versions.push_back(entry.path() / "bin");
  }
  std::sort(versions.begin(), versions.end());
  return versions.empty() ? fs::path() : versions.back();
}

// Whom the server runs as when the test is root.
const passwd* server_user() {
  if (getuid() != 0) return nullptr;
  const passwd* user = getpwnam("postgres");
  return user != nullptr ? user : getpwnam("nobody");
}

std::string read_file(const fs::path& path) {
  std::ifstream stream(path);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Runs in the child: gives up root, asks to be ended with its parent, and becomes the program.
[[noreturn]] void become(const std::vector<std::string>& command, const fs::path& log, pid_t parent) {
  if (const passwd* user = server_user()) {
    if (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
  }
  // After setuid, which clears it.
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent) _exit(126);
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (chdir("/") != 0) _exit(126);
  setenv("LC_ALL", "C", 1);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments.front(), arguments.data());
  _exit(127);
}

pid_t launch(const std::vector<std::string>& command, const fs::path& log) {
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) become(command, log, parent);
  return child;
}

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;

}  // namespace

bool PostgresServer::is_installed() {
  return !programs_folder().empty();
}

PostgresServer::PostgresServer(Flush flush) : flush_(flush) {
  std::string pattern = (fs::temp_directory_path() / "calltracker-postgres-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  if (const passwd* user = server_user()) {
    if (chown(pattern.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("chown failed");
  }
  initialise();
  start();
}

PostgresServer::~PostgresServer() {
  stop(SIGQUIT);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void PostgresServer::initialise() {
  const fs::path log = folder_ / "initdb.log";
  const pid_t process = launch({(programs_folder() / "initdb").string(), "-D", (folder_ / "data").string(),
                                "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"},
                               log);
  if (wait_for(process) != 0) throw std::runtime_error("initdb failed: " + read_file(log));
}

void PostgresServer::start() {
  const std::string flush = flush_ == Flush::On ? "on" : "off";
  const fs::path log = folder_ / "server.log";
  server_ = launch({(programs_folder() / "postgres").string(), "-D", (folder_ / "data").string(), "-k",
                    folder_.string(), "-c", "listen_addresses=", "-c", "fsync=" + flush, "-c",
                    "deadlock_timeout=100ms", "-c", "max_connections=50"},
                   log);
  const auto deadline = std::chrono::steady_clock::now() + kStartLimit;
  while (PQping(address_of("postgres").c_str()) != PQPING_OK) {
    if (waitpid(server_, nullptr, WNOHANG) == server_ || std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("the server did not start: " + read_file(log));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

void PostgresServer::stop(int signal) {
  if (server_ <= 0) return;
  kill(server_, signal);
  wait_for(server_);
  server_ = -1;
}

void PostgresServer::crash_and_restart() {
  // Immediate shutdown: no checkpoint, sessions cut; the next start recovers from the log.
  stop(SIGQUIT);
  start();
}

std::string PostgresServer::address_of(const std::string& database) const {
  return "postgres://tester@/" + database + "?host=" + folder_.string();
}

std::string PostgresServer::create_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  run_sql("CREATE DATABASE " + name);
  return address_of(name);
}

void PostgresServer::run_sql(const std::string& sql) const {
  const Session session(PQconnectdb(address_of("postgres").c_str()), &PQfinish);
  PGresult* result = PQexec(session.get(), sql.c_str());
  const bool succeeded = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  if (!succeeded) throw std::runtime_error(sql + ": " + PQerrorMessage(session.get()));
}

}  // namespace calltracker::test
