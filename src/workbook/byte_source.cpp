// SPDX-License-Identifier: MIT
#include "workbook/byte_source.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "workbook/fault.hpp"

namespace calltracker::workbook {

std::size_t FileBytes::read(std::span<char> target) {
  while (true) {
    const ssize_t count = ::pread(descriptor_, target.data(), target.size(), static_cast<off_t>(offset_));
    if (count >= 0) {
      offset_ += static_cast<std::uint64_t>(count);
      return static_cast<std::size_t>(count);
    }
    if (errno != EINTR) throw make_error(Fault::FileUnreadable, {}, std::strerror(errno));
  }
}

std::size_t MemoryBytes::read(std::span<char> target) {
  const std::size_t count = std::min(target.size(), rest_.size());
  std::memcpy(target.data(), rest_.data(), count);
  rest_.remove_prefix(count);
  return count;
}

std::size_t read_fully(ByteSource& source, std::span<char> target) {
  std::size_t filled = 0;
  while (filled < target.size()) {
    const std::size_t count = source.read(target.subspan(filled));
    if (count == 0) break;
    filled += count;
  }
  return filled;
}

std::uint64_t file_size(int descriptor) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) throw make_error(Fault::FileUnreadable, {}, std::strerror(errno));
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace calltracker::workbook
