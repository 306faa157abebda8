// SPDX-License-Identifier: MIT
#pragma once

// Hears what other processes at the same SQLite file notify, on a connection and thread of its own that
// sleeps in the kernel until the bell is rung (sqlite_bell.hpp). Where the kernel cannot watch the file it
// says so once and stays silent.

#include <cstdint>
#include <string>
#include <thread>

#include "base/log.hpp"
#include "store/sql/notification_handlers.hpp"
#include "store/sql/sqlite_connection.hpp"

namespace calltracker::store::sql {

class SqliteListener {
 public:
  // Hears what is committed from now on; notifications of `own_sender` count as this process's own.
  SqliteListener(const std::string& path, const std::string& bell_path, std::int64_t own_sender,
                 int lock_timeout_ms, Log& log);
  ~SqliteListener();
  SqliteListener(const SqliteListener&) = delete;
  SqliteListener& operator=(const SqliteListener&) = delete;

  NotificationHandlers& handlers() { return handlers_; }

 private:
  void serve();
  // False when it is time to stop.
  bool wait_for_bell();
  void deliver_new();

  const std::int64_t own_sender_;
  Log& log_;
  SqliteConnection connection_;
  int bell_ = -1;
  int stop_event_ = -1;
  std::int64_t last_number_ = 0;
  NotificationHandlers handlers_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace calltracker::store::sql
