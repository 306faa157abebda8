// SPDX-License-Identifier: MIT
#pragma once

// The two databases every store must behave the same on: a SQLite file in a temporary folder and a database
// of a private PostgreSQL server. A test written with STORE_TEST runs on both and gets `Backend` as its type.

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/sql/stores.hpp"
#include "tests/support/postgres_server.hpp"

namespace calltracker::test {

constexpr UnixMillis kStartMs = 1'763'000'000'000;

// A folder that goes away with the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class SqliteBackend {
 public:
  std::string target() const { return (folder_.path() / "calls.db").string(); }

 private:
  TemporaryFolder folder_;
};

class PostgresBackend {
 public:
  PostgresBackend() : target_(server().create_database()) {}
  const std::string& target() const { return target_; }
  static PostgresServer& server();

 private:
  std::string target_;
};

// Open stores on a fresh database, with a clock that stands still.
template <class Backend>
class Work {
 public:
  Work() { reopen(); }

  // As after a restart of the program.
  void reopen() {
    close();
    stores_ = store::sql::open_stores(backend_.target(), clock, log);
  }
  void close() {
    stores_.journal.reset();
    stores_.calls.reset();
    stores_.settings.reset();
    stores_.database.reset();
  }
  // A second program on the same database.
  store::sql::Stores open_another() { return store::sql::open_stores(backend_.target(), clock, log); }

  store::CallStore& calls() { return *stores_.calls; }
  store::SettingStore& settings() { return *stores_.settings; }
  durable::Journal& journal() { return *stores_.journal; }
  store::sql::Database& database() { return *stores_.database; }
  std::string target() const { return backend_.target(); }

  ManualClock clock{kStartMs};
  Log log{clock, LogFormat::Text, LogLevel::Off};

 private:
  Backend backend_;
  store::sql::Stores stores_;
};

#define STORE_TEST(name) \
  TEST_CASE_TEMPLATE(name, Backend, calltracker::test::SqliteBackend, calltracker::test::PostgresBackend)

}  // namespace calltracker::test
