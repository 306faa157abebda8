// SPDX-License-Identifier: MIT
#include "store/sql/sqlite_backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

#include "base/error.hpp"
#include "store/sql/migrations.hpp"
#include "store/sql/postgres_address.hpp"
#include "store/sql/sqlite_connection.hpp"
#include "store/sql/write_turn.hpp"

namespace calltracker::store::sql {
namespace {

namespace fs = std::filesystem;

constexpr int kAllPages = -1;

void require_sqlite(const std::string& target) {
  if (!is_postgres_address(target)) return;
  throw Error({.kind = ErrorKind::Usage,
               .code = "backup-not-sqlite",
               .message = "a PostgreSQL database is backed up and restored by its own tools",
               .where = PostgresAddress(target).where(),
               .hint = "pg_dump --format=custom --file=FILE URL, and pg_restore --clean --dbname=URL FILE"});
}

[[noreturn]] void fail_file(const fs::path& file, const std::string& found) {
  throw Error({.kind = ErrorKind::Storage,
               .code = "backup-unwritable",
               .message = "the backup cannot be written",
               .where = file.string(),
               .found = found,
               .hint = "name a file in a folder that you may write to and that has room",
               .state = "no backup was left behind"});
}

[[noreturn]] void fail_backup(const fs::path& file, const std::string& found) {
  throw Error({.kind = ErrorKind::Input,
               .code = "backup-unusable",
               .message = "this is no backup of a calltracker database",
               .where = file.string(),
               .found = found,
               .hint = "calltracker backup FILE makes one",
               .state = "nothing was changed"});
}

// Owned by nobody else from its first byte on.
void create_private(const fs::path& file) {
  const int created = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (created < 0) fail_file(file, std::generic_category().message(errno));
  ::close(created);
}

void make_durable(const fs::path& file) {
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_durable = opened >= 0 && ::fsync(opened) == 0;
  const std::string found = std::generic_category().message(errno);
  if (opened >= 0) ::close(opened);
  if (!is_durable) fail_file(file, found);
}

void copy_all(SqliteConnection& from, SqliteConnection& to) {
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) throw to.error(sqlite3_errcode(to.handle()));
  const int step = sqlite3_backup_step(backup, kAllPages);
  const int finish = sqlite3_backup_finish(backup);
  if (step != SQLITE_DONE) throw to.error(step);
  if (finish != SQLITE_OK) throw to.error(finish);
}

// A newer program's backup is refused by what this throws.
std::unique_ptr<SqliteConnection> open_backup(const fs::path& file) {
  if (!fs::is_regular_file(file)) fail_backup(file, "no such file");
  std::unique_ptr<SqliteConnection> backup;
  std::string verdict;
  try {
    backup = std::make_unique<SqliteConnection>(file.string(), SqliteMode::ReadOnly);
    backup->query("check_quickly", {}, [&verdict](const Row& row) { verdict = row.text(0); });
    if (verdict == "ok" && !has_migrations(*backup)) verdict = "a database of another program";
  } catch (const Error& error) {
    fail_backup(file, error.details().found);
  }
  if (verdict != "ok") fail_backup(file, verdict);
  require_known_migrations(*backup, Dialect::Sqlite, file.string());
  return backup;
}

}  // namespace

std::uint64_t back_up(const std::string& target, const fs::path& file) {
  require_sqlite(target);
  fs::path part = file;
  part += ".part";
  create_private(part);
  try {
    SqliteConnection database(target, SqliteMode::ReadOnly);
    SqliteConnection copy(part.string(), SqliteMode::ReadWrite);
    copy_all(database, copy);
  } catch (...) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw;
  }
  make_durable(part);
  std::error_code failure;
  fs::rename(part, file, failure);
  if (failure) fail_file(file, failure.message());
  return fs::file_size(file);
}

void restore(const std::string& target, const fs::path& file, const Clock& clock) {
  require_sqlite(target);
  const std::unique_ptr<SqliteConnection> backup = open_backup(file);
  if (fs::exists(target)) back_up(target, target + ".before-restore");
  WriteTurn turn(target, kBusyTimeoutMs);
  turn.take();
  try {
    SqliteConnection database(target, SqliteMode::ReadWrite);
    copy_all(*backup, database);
    migrate(database, Dialect::Sqlite, target, clock.now_ms());
  } catch (...) {
    turn.release();
    throw;
  }
  turn.release();
}

}  // namespace calltracker::store::sql
