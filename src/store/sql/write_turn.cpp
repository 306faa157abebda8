// SPDX-License-Identifier: MIT
#include "store/sql/write_turn.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "store/sql/storage_error.hpp"

namespace calltracker::store::sql {
namespace {

constexpr std::chrono::microseconds kFirstPause(20);
constexpr std::chrono::microseconds kLongestPause(1'000);

struct flock byte_lock(short type, int offset) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = offset;
  lock.l_len = 1;
  return lock;
}

StorageFault fault_of_missing_turn(int reason) {
  switch (reason) {
    case ENOENT:
    case ENOTDIR:
      return StorageFault::DirectoryMissing;
    case ENOSPC:
    case EDQUOT:
      return StorageFault::DiskFull;
    case EACCES:
    case EPERM:
    case EROFS:
      return StorageFault::ReadOnly;
    default:
      return StorageFault::Unreachable;
  }
}

}  // namespace

WriteTurn::WriteTurn(const std::string& database_path, int timeout_ms)
    : database_path_(database_path), path_(database_path + "-turn"), timeout_ms_(timeout_ms) {
  file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) {
    const int reason = errno;
    throw storage_error(fault_of_missing_turn(reason), database_path_, std::strerror(reason));
  }
}

WriteTurn::~WriteTurn() {
  close(file_);
}

void WriteTurn::take() {
  lock(Slot::Next);
  try {
    lock(Slot::Data);
  } catch (...) {
    unlock(Slot::Next);
    throw;
  }
  unlock(Slot::Next);
}

void WriteTurn::release() noexcept {
  unlock(Slot::Data);
}

void WriteTurn::touch() const noexcept {
  futimens(file_, nullptr);
}

// Locks of the open file description, not of the process: two databases open in one process exclude each
// other too.
bool WriteTurn::try_lock(Slot slot) {
  struct flock lock = byte_lock(F_WRLCK, static_cast<int>(slot));
  return fcntl(file_, F_OFD_SETLK, &lock) == 0;
}

void WriteTurn::unlock(Slot slot) noexcept {
  struct flock lock = byte_lock(F_UNLCK, static_cast<int>(slot));
  fcntl(file_, F_OFD_SETLK, &lock);
}

// Polls, because the kernel's waiting call knows no timeout. Whoever holds `next` is the only one polling for
// `data`.
void WriteTurn::lock(Slot slot) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms_);
  auto pause = kFirstPause;
  while (!try_lock(slot)) {
    if (std::chrono::steady_clock::now() >= deadline) {
      throw storage_error(StorageFault::Locked, database_path_, "the write lock is held");
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace calltracker::store::sql
