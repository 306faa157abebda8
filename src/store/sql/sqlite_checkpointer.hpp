// SPDX-License-Identifier: MIT
#pragma once

// Copies the write-ahead log back into the database file on a thread and connection of its own, so that no
// commit pays for it.
//
// A passive checkpoint never blocks, but under constant writing it never reaches the log's end either, and
// the log would grow for ever. So when little is left, the writers' turn is taken for a moment and the rest
// is copied; the next writer then starts the log anew.

#include <atomic>
#include <string>

#include "base/log.hpp"
#include "base/woken_thread.hpp"
#include "store/sql/sqlite_connection.hpp"
#include "store/sql/write_turn.hpp"

namespace calltracker::store::sql {

class SqliteCheckpointer {
 public:
  SqliteCheckpointer(const std::string& path, int lock_timeout_ms, Log& log);

  // Called by the writer after each commit with the log's length.
  void log_grew(int pages);

 private:
  void serve();
  void checkpoint();
  // Pages of the log not copied yet.
  int copy_pages();

  Log& log_;
  SqliteConnection connection_;
  WriteTurn turn_;
  std::atomic<bool> is_wanted_ = false;
  WokenThread thread_;
};

}  // namespace calltracker::store::sql
