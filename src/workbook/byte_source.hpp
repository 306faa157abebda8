// SPDX-License-Identifier: MIT
#pragma once

// A stream of bytes that is read once, front to back.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace calltracker::workbook {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills the front of `target` and returns how much; 0 means the end. Throws Error.
  virtual std::size_t read(std::span<char> target) = 0;
};

// The file behind a descriptor, from its start, without moving the descriptor's own position.
class FileBytes final : public ByteSource {
 public:
  explicit FileBytes(int descriptor, std::uint64_t offset = 0) : descriptor_(descriptor), offset_(offset) {}
  std::size_t read(std::span<char> target) override;

 private:
  int descriptor_;
  std::uint64_t offset_;
};

class MemoryBytes final : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view bytes) : rest_(bytes) {}
  std::size_t read(std::span<char> target) override;

 private:
  std::string_view rest_;
};

// Reads until `target` is full or the source ends.
std::size_t read_fully(ByteSource& source, std::span<char> target);

std::uint64_t file_size(int descriptor);

}  // namespace calltracker::workbook
