// SPDX-License-Identifier: MIT
#include "workbook/read_ahead.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace calltracker::workbook {

ReadAhead::ReadAhead(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {
  for (Block& block : blocks_) block.bytes.resize(kBlockBytes);
  thread_ = std::thread([this] { run(); });
}

ReadAhead::~ReadAhead() {
  {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ReadAhead::run() {
  std::exception_ptr failure;
  try {
    while (true) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return abandoned_ || filled_ - consumed_ < kBlocks; });
      if (abandoned_) return;
      Block& block = blocks_[filled_ % kBlocks];
      lock.unlock();
      // The block is this thread's alone until filled_ counts it.
      block.used = read_fully(*source_, block.bytes);
      if (block.used == 0) break;
      lock.lock();
      ++filled_;
      lock.unlock();
      changed_.notify_all();
    }
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  failure_ = failure;
  ended_ = true;
  changed_.notify_all();
}

std::size_t ReadAhead::read(std::span<char> target) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ended_ || filled_ > consumed_; });
  if (filled_ == consumed_) {
    if (failure_) std::rethrow_exception(failure_);
    return 0;
  }
  Block& block = blocks_[consumed_ % kBlocks];
  lock.unlock();
  const std::size_t count = std::min(target.size(), block.used - position_);
  std::memcpy(target.data(), block.bytes.data() + position_, count);
  position_ += count;
  if (position_ == block.used) {
    position_ = 0;
    lock.lock();
    ++consumed_;
    lock.unlock();
    changed_.notify_all();
  }
  return count;
}

}  // namespace calltracker::workbook
