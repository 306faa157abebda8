// SPDX-License-Identifier: MIT
// The thin SQL layer: group commit, opening, migrations, named queries.
#include "store/sql/database.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <stdexcept>

#include "base/error.hpp"
#include "store/sql/migrations.hpp"
#include "store/sql/query_catalogue.hpp"
#include "tests/store/backend.hpp"
#include "tests/store/factories.hpp"

using namespace calltracker;
using namespace calltracker::test;
using store::sql::Dialect;
using store::sql::Transaction;

namespace {

std::string code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

void put_mapping(Transaction& transaction, const std::string& key) {
  transaction.connection().execute("put_column_mapping", {key, "{}"});
}

void run_sqlite(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  REQUIRE(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
}

std::string open_code(const std::string& target) {
  ManualClock clock(kStartMs);
  Log log(clock, LogFormat::Text, LogLevel::Off);
  return code_of([&] { store::sql::open_database(target, clock, log, {.lock_timeout_ms = 50}); });
}

}  // namespace

STORE_TEST("queued writes share a transaction, and all are told") {
  Work<Backend> work;
  std::atomic<int> told = 0;
  std::atomic<int> failed = 0;
  std::promise<void> last;
  for (int index = 0; index < 500; ++index) {
    work.database().write_async(
        [index](Transaction& transaction) { put_mapping(transaction, std::to_string(index)); },
        [&](std::exception_ptr failure) {
          failed += failure != nullptr;
          if (++told == 500) last.set_value();
        });
  }
  last.get_future().get();
  CHECK(failed == 0);
  CHECK(work.calls().find_column_mapping("499"));
}

STORE_TEST("of a batch with one bad write only that one fails") {
  Work<Backend> work;
  std::promise<void> gate;
  std::atomic<int> told = 0;
  std::atomic<int> failed = 0;
  std::promise<void> last;
  // The first write holds the writer until the rest is queued, so that they form one batch.
  work.database().write_async([&](Transaction&) { gate.get_future().wait(); }, nullptr,
                              {.batching = store::sql::Batching::Alone});
  for (int index = 0; index < 20; ++index) {
    work.database().write_async(
        [index](Transaction& transaction) {
          put_mapping(transaction, std::to_string(index));
          if (index == 7) throw std::runtime_error("bad");
        },
        [&](std::exception_ptr failure) {
          failed += failure != nullptr;
          if (++told == 20) last.set_value();
        });
  }
  gate.set_value();
  last.get_future().get();
  CHECK(failed == 1);
  CHECK_FALSE(work.calls().find_column_mapping("7"));
  CHECK(work.calls().find_column_mapping("6"));
  CHECK(work.calls().find_column_mapping("8"));
}

STORE_TEST("a write that the schema refuses is our own bug and shows no data") {
  Work<Backend> work;
  store::Analysis analysis{.key = "k", .stage = "secret words", .model = "m", .answer_json = "1"};
  try {
    work.calls().put_analysis(nullptr, analysis);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == "database-constraint");
    CHECK(error.kind() == ErrorKind::Internal);
    CHECK(std::string(error.what()).find("secret") == std::string::npos);
  }
}

STORE_TEST("a write that waits for another write is refused, not stuck") {
  Work<Backend> work;
  std::string code;
  work.database().write(
      [&](Transaction&) { code = code_of([&] { work.calls().put_column_mapping("a", "{}"); }); });
  CHECK(code == "write-inside-write");
}

STORE_TEST("a relaxed write is visible like any other") {
  Work<Backend> work;
  work.database().write([](Transaction& transaction) { put_mapping(transaction, "a"); },
                        {.durability = store::sql::Durability::Relaxed});
  CHECK(work.calls().find_column_mapping("a"));
}

TEST_CASE("both dialects know the same queries of the same kinds") {
  const auto sqlite = store::sql::catalogue_of(Dialect::Sqlite).all();
  const auto postgres = store::sql::catalogue_of(Dialect::Postgres).all();
  REQUIRE(sqlite.size() == postgres.size());
  for (std::size_t index = 0; index < sqlite.size(); ++index) {
    CHECK(sqlite[index].name == postgres[index].name);
    CHECK(sqlite[index].kind == postgres[index].kind);
  }
}

TEST_CASE("both dialects have the same migrations") {
  const auto sqlite = store::sql::migrations_of(Dialect::Sqlite);
  const auto postgres = store::sql::migrations_of(Dialect::Postgres);
  REQUIRE(sqlite.size() == postgres.size());
  for (std::size_t index = 0; index < sqlite.size(); ++index)
    CHECK(sqlite[index].name == postgres[index].name);
}

STORE_TEST("a database from a newer program is refused") {
  Work<Backend> work;
  work.database().write([](Transaction& transaction) {
    transaction.connection().execute("insert_schema_migration", {"9999_add_future.sql", "hash", 1});
  });
  work.close();
  CHECK(code_of([&] { work.reopen(); }) == "database-newer");
}

TEST_CASE("a database set up by an edited migration is refused") {
  Work<SqliteBackend> work;
  work.close();
  run_sqlite(work.target(), "UPDATE schema_migrations SET checksum = 'other'");
  CHECK(open_code(work.target()) == "database-migration-edited");
}

TEST_CASE("a file that is no database is refused and left as it is") {
  TemporaryFolder folder;
  const auto path = folder.path() / "notes.txt";
  const std::string text(5'000, 'x');
  std::ofstream(path) << text;
  CHECK(open_code(path.string()) == "database-corrupt");
  std::ifstream stream(path);
  CHECK(std::string(std::istreambuf_iterator<char>(stream), {}) == text);
}

TEST_CASE("a missing folder is named as such") {
  TemporaryFolder folder;
  CHECK(open_code((folder.path() / "none" / "calls.db").string()) == "directory-missing");
}

TEST_CASE("a database that another program keeps locked is reported as locked, and usable afterwards") {
  Work<SqliteBackend> work;
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(work.target().c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  const auto impatient =
      store::sql::open_stores(work.target(), work.clock, work.log, {.lock_timeout_ms = 20});
  CHECK(code_of([&] { impatient.calls->put_column_mapping("a", "{}"); }) == "database-locked");
  // Reading needs no lock.
  CHECK_FALSE(impatient.calls->find_column_mapping("a"));
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  impatient.calls->put_column_mapping("a", "{}");
  CHECK(work.calls().find_column_mapping("a"));
}

TEST_CASE("a server that cannot be reached is named without its password") {
  ManualClock clock(kStartMs);
  Log log(clock, LogFormat::Text, LogLevel::Off);
  try {
    store::sql::open_database("postgres://me:hunter2@127.0.0.1:1/calls", clock, log);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == "database-unreachable");
    CHECK(error.details().where == "postgres://me@127.0.0.1:1/calls");
    CHECK(render_for_terminal(error.details()).find("hunter2") == std::string::npos);
  }
  CHECK(open_code("postgres://me:hunter2@[::1/calls") == "database-unreachable");
}

TEST_CASE("after a server crash reads and writes go on, and nothing committed is lost") {
  PostgresServer server(PostgresServer::Flush::On);
  ManualClock clock(kStartMs);
  Log log(clock, LogFormat::Text, LogLevel::Off);
  auto stores = store::sql::open_stores(server.create_database(), clock, log);
  import_job(*stores.calls, "before", 3);
  const auto worker = stores.journal->register_worker(kStartMs);
  server.crash_and_restart();
  CHECK(stores.calls->find_job(JobId("before"))->total_calls == 3);
  import_job(*stores.calls, "after", 3);
  CHECK(stores.calls->list_jobs(10, std::nullopt).jobs.size() == 2);
  CHECK(stores.journal->is_worker_alive(worker));
}
