// SPDX-License-Identifier: MIT
#pragma once

// Tells other processes at a SQLite file that a notification was stored. The notification itself is a row, so
// that it comes and goes with its transaction; the bell only makes a listener look. It is rung by touching
// the file in which writers take turns, which the kernel reports to whoever watches it and which needs no
// room on the disk.

#include <sqlite3.h>

#include <cstdint>

#include "store/sql/write_turn.hpp"

namespace calltracker::store::sql {

class SqliteBell {
 public:
  // `writer` gets the function notification_sender(), which the query `notify` calls; it must outlive this.
  SqliteBell(sqlite3* writer, const WriteTurn& turn);

  // Stands in every notification of this database object.
  std::int64_t sender() const { return sender_; }

  void committed();
  void rolled_back() { has_news_ = false; }

 private:
  static void tell_sender(sqlite3_context* context, int count, sqlite3_value** values);

  const WriteTurn& turn_;
  const std::int64_t sender_;
  bool has_news_ = false;  // of the transaction under way
};

}  // namespace calltracker::store::sql
