// SPDX-License-Identifier: MIT
#pragma once

// The Database on a SQLite file: WAL, full synchronous, one writer, a few readers, checkpoints elsewhere.

#include <memory>
#include <mutex>
#include <string>

#include "store/sql/database.hpp"
#include "store/sql/reader_pool.hpp"
#include "store/sql/sqlite_bell.hpp"
#include "store/sql/sqlite_checkpointer.hpp"
#include "store/sql/sqlite_connection.hpp"
#include "store/sql/sqlite_listener.hpp"
#include "store/sql/write_turn.hpp"

namespace calltracker::store::sql {

class SqliteWriteSession final : public WriteSession {
 public:
  SqliteWriteSession(SqliteConnection& connection, WriteTurn& turn)
      : connection_(connection), turn_(turn), bell_(connection.handle(), turn) {}

  Connection& begin(Durability durability) override;
  void commit() override;
  void rollback() noexcept override;

  const SqliteBell& bell() const { return bell_; }

 private:
  SqliteConnection& connection_;
  WriteTurn& turn_;
  SqliteBell bell_;
  Durability durability_ = Durability::Full;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const std::string& path, const Clock& clock, Log& log, const DatabaseOptions& options);

  Dialect dialect() const override { return Dialect::Sqlite; }
  const std::string& where() const override { return path_; }
  void read(const Read& read) override { readers_.lend(read); }
  void listen(std::string_view channel, NotificationHandler handler, Senders senders) override;
  void release_memory() override;

 protected:
  WriteQueue& writes() override { return *writes_; }

 private:
  const std::string path_;
  const DatabaseOptions options_;
  Log& log_;
  WriteTurn turn_;
  std::unique_ptr<SqliteConnection> writer_;
  std::unique_ptr<SqliteWriteSession> session_;
  ReaderPool readers_;
  std::unique_ptr<SqliteCheckpointer> checkpointer_;
  std::mutex listener_mutex_;
  std::unique_ptr<SqliteListener> listener_;
  std::unique_ptr<WriteQueue> writes_;  // last: its thread uses all of the above
};

}  // namespace calltracker::store::sql
