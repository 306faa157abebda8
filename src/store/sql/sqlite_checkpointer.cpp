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
      thread_([this] { serve(); }) {}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wanted_.notify_one();
  thread_.join();
}

void SqliteCheckpointer::log_grew(int pages) {
  if (pages < kPagesBeforeCheckpoint) return;
  {
    const std::lock_guard lock(mutex_);
    if (is_wanted_) return;
    is_wanted_ = true;
  }
  wanted_.notify_one();
}

void SqliteCheckpointer::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    wanted_.wait(lock, [this] { return is_wanted_ || stopping_; });
    if (stopping_) return;
    lock.unlock();
    try {
      checkpoint();
    } catch (const Error& error) {
      // The log keeps everything; the next commit asks again.
      log_.warning("database.checkpoint_failed", {{"code", std::string_view(error.code())}});
    }
    lock.lock();
    is_wanted_ = false;
  }
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
