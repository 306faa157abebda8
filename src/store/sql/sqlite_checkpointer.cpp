// SPDX-License-Identifier: MIT
#include "store/sql/sqlite_checkpointer.hpp"

#include "base/error.hpp"

namespace calltracker::store::sql {
namespace {

constexpr int kPagesBeforeCheckpoint = 4'000;
constexpr int kPagesUnderTurnMax = 1'000;
constexpr int kPassesMax = 4;

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(const std::string& path, int lock_timeout_ms, Log& log)
    : log_(log),
      connection_(path, SqliteMode::ReadWrite, lock_timeout_ms),
      turn_(path, lock_timeout_ms),
      thread_([this] {
        serve();
        return std::nullopt;
      }) {
  thread_.start();
}

// What the log grows by during a checkpoint is left to the next.
void SqliteCheckpointer::log_grew(int pages) {
  if (pages >= kPagesBeforeCheckpoint && !is_wanted_.exchange(true)) thread_.wake();
}

void SqliteCheckpointer::serve() {
  try {
    checkpoint();
  } catch (const Error& error) {
    // The log keeps everything; the next commit asks again.
    log_.warning("database.checkpoint_failed", {{"code", std::string_view(error.code())}});
  }
  is_wanted_ = false;
}

void SqliteCheckpointer::checkpoint() {
  for (int pass = 0; pass < kPassesMax; ++pass) {
    if (copy_pages() <= kPagesUnderTurnMax) break;
  }
  turn_.take();
  try {
    copy_pages();
  } catch (...) {
    turn_.release();
    throw;
  }
  turn_.release();
}

int SqliteCheckpointer::copy_pages() {
  int log_pages = 0;
  int copied_pages = 0;
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             &log_pages, &copied_pages);
  // Busy means that another process is checkpointing: as good as done.
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) throw connection_.error(code);
  return log_pages - copied_pages;
}

}  // namespace calltracker::store::sql
