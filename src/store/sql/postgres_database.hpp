// SPDX-License-Identifier: MIT
#pragma once

// The Database on a PostgreSQL server: one writer session with pipelined group commits, a few readers, one
// session that listens. Sessions that are lost are opened again at next use.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "store/sql/database.hpp"
#include "store/sql/postgres_connection.hpp"
#include "store/sql/postgres_listener.hpp"
#include "store/sql/reader_pool.hpp"

namespace calltracker::store::sql {

class PostgresWriteSession final : public WriteSession {
 public:
  explicit PostgresWriteSession(const PostgresAddress& address);

  Connection& begin(Durability durability) override;
  void commit() override;
  void rollback() noexcept override;

  PostgresConnection& connection() { return *connection_; }
  // The server process behind the session.
  const std::atomic<int>& backend() const { return backend_; }
  void hold_presence(std::int64_t key);
  void release_presence(std::int64_t key);

 private:
  void connect();
  void open_transaction(Durability durability);
  // After the connection was lost in a commit: whether the server carried it out all the same.
  bool was_committed(const std::string& transaction_id);

  const PostgresAddress& address_;
  std::unique_ptr<PostgresConnection> connection_;
  std::atomic<int> backend_ = 0;
  Durability durability_ = Durability::Full;
  std::chrono::steady_clock::time_point last_used_;
  std::set<std::int64_t> presences_;  // taken again after a reconnect
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& url, const Clock& clock, Log& log, const DatabaseOptions& options);

  Dialect dialect() const override { return Dialect::Postgres; }
  const std::string& where() const override { return address_.where(); }
  void read(const Read& read) override { readers_.lend(read); }
  void listen(std::string_view channel, NotificationHandler handler, Senders senders) override;
  void hold_presence(std::int64_t key) override;
  void release_presence(std::int64_t key) override;

 protected:
  WriteQueue& writes() override { return *writes_; }

 private:
  const PostgresAddress address_;
  Log& log_;
  PostgresWriteSession session_;
  ReaderPool readers_;
  std::mutex listener_mutex_;
  std::unique_ptr<PostgresListener> listener_;
  std::unique_ptr<WriteQueue> writes_;  // last: its thread uses all of the above
};

}  // namespace calltracker::store::sql
