// SPDX-License-Identifier: MIT
#pragma once

// Reads a slow source on a second thread, a few blocks ahead, so that unpacking and parsing run side by side.
//
// An Error of the source surfaces from read() after the bytes that came before it. Destroying it early stops
// the thread after the block it is at.

#include <array>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "workbook/byte_source.hpp"

namespace calltracker::workbook {

class ReadAhead final : public ByteSource {
 public:
  explicit ReadAhead(std::unique_ptr<ByteSource> source);
  ~ReadAhead() override;
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  std::size_t read(std::span<char> target) override;

 private:
  static constexpr std::size_t kBlocks = 4;
  static constexpr std::size_t kBlockBytes = 256 * 1024;

  struct Block {
    std::vector<char> bytes;
    std::size_t used = 0;
  };

  void run();

  std::unique_ptr<ByteSource> source_;
  std::array<Block, kBlocks> blocks_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t filled_ = 0;    // blocks filled so far
  std::size_t consumed_ = 0;  // blocks emptied so far
  bool ended_ = false;
  bool abandoned_ = false;
  std::exception_ptr failure_;
  std::size_t position_ = 0;  // in the block being consumed
  std::thread thread_;
};

}  // namespace calltracker::workbook
