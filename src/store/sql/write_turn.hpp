// SPDX-License-Identifier: MIT
#pragma once

// Whose turn it is to write to a SQLite file, kept fair between processes.
//
// SQLite's own write lock goes to whoever asks at the right instant, so a process that commits without a
// pause starves the others. Two locks in a file beside the database mend that: a writer first takes `next`,
// then `data`, then gives `next` back. Whoever has just written must queue behind a process that waits as
// `next`. The kernel drops the locks of a process that dies.
//
// Whoever wants to hear of something that was written watches the same file (sqlite_bell.hpp).

#include <string>

namespace calltracker::store::sql {

class WriteTurn {
 public:
  // The file "<database>-turn" is created when missing.
  WriteTurn(const std::string& database_path, int timeout_ms);
  ~WriteTurn();
  WriteTurn(const WriteTurn&) = delete;
  WriteTurn& operator=(const WriteTurn&) = delete;

  // Throws Error{Storage, "database-locked"} after the timeout.
  void take();
  void release() noexcept;

  const std::string& path() const { return path_; }
  // Wakes those who watch the file.
  void touch() const noexcept;

 private:
  enum class Slot : int { Next = 0, Data = 1 };
  bool try_lock(Slot slot);
  void lock(Slot slot);
  void unlock(Slot slot) noexcept;

  const std::string database_path_;
  const std::string path_;
  const int timeout_ms_;
  int file_ = -1;
};

}  // namespace calltracker::store::sql
