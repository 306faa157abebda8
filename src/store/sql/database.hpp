// SPDX-License-Identifier: MIT
#pragma once

// An open database: writes through the group-commit queue, reads on pooled connections, notifications between
// processes. Safe from any thread. Opening applies the migrations; see write_queue.hpp for what a write may
// do.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/sql/notification_handlers.hpp"
#include "store/sql/query_catalogue.hpp"
#include "store/sql/write_queue.hpp"

namespace calltracker::store::sql {

struct DatabaseOptions {
  int lock_timeout_ms = 10'000;  // how long to wait for another program's lock
  std::size_t writes_per_batch = 1024;
  std::size_t readers_max = 4;
};

using Read = std::function<void(Connection&)>;

class Database {
 public:
  virtual ~Database() = default;

  virtual Dialect dialect() const = 0;
  // The path, or the address without the password: for messages.
  virtual const std::string& where() const = 0;

  // Returns when the write is durable, or throws what it threw.
  void write(const Write& write, WriteOptions options = {}) { writes().push_and_wait(write, options); }
  // `done` is called on the writer's thread when the write is durable or has failed: keep it short.
  void write_async(Write write, WriteDone done, WriteOptions options = {}) {
    writes().push(std::move(write), std::move(done), options);
  }
  // Runs `read` on a connection that may not write.
  virtual void read(const Read& read) = 0;

  // Calls the handler, on a thread of its own, for each notification that a committed transaction sent by the
  // query `notify`, with an empty payload when some may have been missed. An empty handler ends it: no call
  // is under way when this returns. Who dies between a commit and its telling, or sits on a file that the
  // kernel cannot watch, is not heard.
  virtual void listen(std::string_view channel, NotificationHandler handler,
                      Senders senders = Senders::Others) = 0;

  // Shows other processes that this one is there, until it ends, its session breaks for good or the presence
  // is released. Only PostgreSQL needs it: a lock of the session; is read by the query `is_present`.
  virtual void hold_presence(std::int64_t) {}
  virtual void release_presence(std::int64_t) {}

  // Lets go of caches and idle connections.
  virtual void release_memory() {}

 protected:
  virtual WriteQueue& writes() = 0;
};

// `target` is a file's path or a postgres:// address. Throws Error{Storage} with one of the codes in
// storage_error.hpp.
std::unique_ptr<Database> open_database(const std::string& target, const Clock& clock, Log& log,
                                        const DatabaseOptions& options = {});

}  // namespace calltracker::store::sql
