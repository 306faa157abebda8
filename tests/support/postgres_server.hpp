// SPDX-License-Identifier: MIT
#pragma once

// A private PostgreSQL server for tests: a fresh cluster in a temporary folder, reached through a unix socket
// there and nowhere else. It ends with this object, and also when the test dies. As root, the server runs as
// an unprivileged user, since it refuses to run as root.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace calltracker::test {

class PostgresServer {
 public:
  enum class Flush { Off, On };  // On: what a benchmark needs

  // Throws std::runtime_error with the server's own words when it does not start.
  explicit PostgresServer(Flush flush = Flush::Off);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // False when the package is not installed.
  static bool is_installed();

  // The address of a new, empty database.
  std::string create_database();
  std::string address_of(const std::string& database) const;
  // Ends the server as a power cut would, and starts it again on the same files.
  void crash_and_restart();

 private:
  void initialise();
  void start();
  void stop(int signal);
  void run_sql(const std::string& sql) const;

  std::filesystem::path folder_;
  Flush flush_;
  pid_t server_ = -1;
  int databases_ = 0;
};

}  // namespace calltracker::test
