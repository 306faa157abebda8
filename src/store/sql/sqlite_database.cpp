// SPDX-License-Identifier: MIT
#include "store/sql/sqlite_database.hpp"

#include "store/sql/migrations.hpp"
#include "store/sql/transaction.hpp"

namespace calltracker::store::sql {
namespace {

int tell_checkpointer(void* checkpointer, sqlite3*, const char*, int log_pages) {
  static_cast<SqliteCheckpointer*>(checkpointer)->log_grew(log_pages);
  return SQLITE_OK;
}

}  // namespace

Connection& SqliteWriteSession::begin(Durability durability) {
  turn_.take();
  try {
    if (durability != durability_) {
      connection_.run_script(
          catalogue_of(Dialect::Sqlite)
              .at(durability == Durability::Full ? "restore_durability" : "relax_durability")
              .text);
      durability_ = durability;
    }
    connection_.execute("begin_write");
  } catch (...) {
    turn_.release();
    throw;
  }
  return connection_;
}

void SqliteWriteSession::commit() {
  connection_.execute("commit");
  turn_.release();
  bell_.committed();
}

void SqliteWriteSession::rollback() noexcept {
  try {
    // A full disk makes SQLite roll back by itself.
    if (connection_.is_in_transaction()) connection_.execute("rollback");
  } catch (const std::exception&) {
    // The next begin fails with the reason.
  }
  bell_.rolled_back();
  turn_.release();
}

SqliteDatabase::SqliteDatabase(const std::string& path, const Clock& clock, Log& log,
                               const DatabaseOptions& options)
    : path_(path),
      options_(options),
      log_(log),
      turn_(path, options.lock_timeout_ms),
      readers_(options.readers_max, [path, options] {
        return std::make_unique<SqliteConnection>(path, SqliteMode::ReadOnly, options.lock_timeout_ms);
      }) {
  // Turning a new file into WAL mode needs it alone, and SQLite does not always wait for that by itself.
  turn_.take();
  try {
    writer_ = std::make_unique<SqliteConnection>(path, SqliteMode::ReadWrite, options.lock_timeout_ms);
    migrate(*writer_, Dialect::Sqlite, path_, clock.now_ms());
  } catch (...) {
    turn_.release();
    throw;
  }
  turn_.release();
  session_ = std::make_unique<SqliteWriteSession>(*writer_, turn_);
  checkpointer_ = std::make_unique<SqliteCheckpointer>(path, options.lock_timeout_ms, log);
  sqlite3_wal_hook(writer_->handle(), tell_checkpointer, checkpointer_.get());
  writes_ = std::make_unique<WriteQueue>(*session_, options.writes_per_batch);
}

// Programs that wait for nothing need neither the thread nor the connection.
void SqliteDatabase::listen(std::string_view channel, NotificationHandler handler, Senders senders) {
  const std::lock_guard lock(listener_mutex_);
  if (!listener_) {
    if (!handler) return;
    listener_ = std::make_unique<SqliteListener>(path_, turn_.path(), session_->bell().sender(),
                                                 options_.lock_timeout_ms, log_);
  }
  listener_->handlers().set(channel, std::move(handler), senders);
}

// The writer's connection belongs to its thread.
void SqliteDatabase::release_memory() {
  readers_.close_idle();
  write([](Transaction& transaction) { transaction.connection().execute("release_memory"); });
}

}  // namespace calltracker::store::sql
