// SPDX-License-Identifier: MIT
#include "store/sql/postgres_database.hpp"

#include <chrono>
#include <thread>

#include "store/sql/migrations.hpp"

namespace calltracker::store::sql {

PostgresWriteSession::PostgresWriteSession(const PostgresAddress& address) : address_(address) {
  connect();
}

void PostgresWriteSession::connect() {
  connection_.reset();
  connection_ = std::make_unique<PostgresConnection>(address_, "configure_writer");
  backend_ = PQbackendPID(connection_->handle());
  durability_ = Durability::Full;
  for (const std::int64_t key : presences_) {
    connection_->query("hold_presence", {key}, [](const Row&) {});
  }
}

Connection& PostgresWriteSession::begin(Durability durability) {
  if (connection_ == nullptr || connection_->is_lost()) connect();
  try {
    open_transaction(durability);
  } catch (const Error&) {
    // Nothing was written yet, so another session may begin in its place.
    connect();
    open_transaction(durability);
  }
  return *connection_;
}

void PostgresWriteSession::open_transaction(Durability durability) {
  constexpr std::chrono::seconds kIdleMax(1);
  const auto now = std::chrono::steady_clock::now();
  if (durability != durability_) {
    connection_->execute(durability == Durability::Full ? "restore_durability" : "relax_durability");
    durability_ = durability;
  }
  connection_->execute("begin_write");
  // A session that was idle may be dead without anybody having said so: better to learn it here.
  if (now - last_used_ > kIdleMax) connection_->settle();
  last_used_ = now;
}

void PostgresWriteSession::commit() {
  std::string transaction_id;
  connection_->query("find_transaction_id", {},
                     [&transaction_id](const Row& row) { transaction_id = row.text(0); });
  try {
    connection_->execute("commit");
    connection_->settle();
  } catch (const Error&) {
    // A transaction that wrote nothing has no id.
    if (!connection_->is_lost() || transaction_id.empty() || !was_committed(transaction_id)) throw;
  }
}

bool PostgresWriteSession::was_committed(const std::string& transaction_id) {
  constexpr int kAttemptsMax = 20;
  constexpr std::chrono::milliseconds kPause(250);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    std::string status;
    try {
      connect();
      connection_->query("find_transaction_status", {transaction_id},
                         [&status](const Row& row) { status = row.text(0); });
    } catch (const Error&) {
      // The server may still be starting again.
    }
    if (status == "committed" || status == "aborted") return status == "committed";
    std::this_thread::sleep_for(kPause);
  }
  return false;
}

void PostgresWriteSession::rollback() noexcept {
  if (connection_ == nullptr) return;
  try {
    connection_->execute("rollback");
    connection_->settle();
  } catch (const std::exception&) {
    // Only a lost session cannot roll back, and the server has done it then.
    connection_.reset();
  }
}

void PostgresWriteSession::hold_presence(std::int64_t key) {
  presences_.insert(key);
  connection_->query("hold_presence", {key}, [](const Row&) {});
}

void PostgresWriteSession::release_presence(std::int64_t key) {
  presences_.erase(key);
  connection_->query("release_presence", {key}, [](const Row&) {});
}

PostgresDatabase::PostgresDatabase(const std::string& url, const Clock& clock, Log& log,
                                   const DatabaseOptions& options)
    : address_(url), log_(log), session_(address_), readers_(options.readers_max, [this] {
        return std::make_unique<PostgresConnection>(address_, "configure_reader");
      }) {
  migrate(session_.connection(), Dialect::Postgres, address_.where(), clock.now_ms());
  writes_ = std::make_unique<WriteQueue>(session_, options.writes_per_batch);
}

void PostgresDatabase::listen(std::string_view channel, NotificationHandler handler, Senders senders) {
  const std::lock_guard lock(listener_mutex_);
  if (!listener_) {
    if (!handler) return;
    listener_ = std::make_unique<PostgresListener>(address_, session_.backend(), log_);
  }
  listener_->handlers().set(channel, std::move(handler), senders);
}

void PostgresDatabase::hold_presence(std::int64_t key) {
  write([this, key](Transaction&) { session_.hold_presence(key); }, {Durability::Relaxed, Batching::Alone});
}

void PostgresDatabase::release_presence(std::int64_t key) {
  write([this, key](Transaction&) { session_.release_presence(key); },
        {Durability::Relaxed, Batching::Alone});
}

}  // namespace calltracker::store::sql
