// SPDX-License-Identifier: MIT

// A zip file ends with an end record (22 bytes and a comment of at most 65,535) that says where the central
// directory is; for large archives it points to a 64-bit version of itself. The central directory lists the
// entries with sizes and offsets of their local headers.
#include "workbook/zip_layout.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/byte_source.hpp"
#include "workbook/fault.hpp"

namespace calltracker::workbook {
namespace {

constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEndSearchBytes = kEndBytes + 65'535;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kWideEndBytes = 56;
constexpr std::size_t kCentralBytes = 46;
constexpr std::uint64_t kLocalBytes = 30;
constexpr std::uint32_t kNarrowMax = 0xFFFFFFFF;

struct Extent {
  std::uint64_t begin;
  std::uint64_t end;
};

struct Directory {
  std::uint64_t entries;
  std::uint64_t bytes;
  std::uint64_t offset;
};

template <typename Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::string read_at(int descriptor, std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  FileBytes source(descriptor, offset);
  bytes.resize(read_fully(source, bytes));
  return bytes;
}

[[noreturn]] void fail(Fault fault, const char* found) {
  throw make_error(fault, {}, found);
}

Directory find_directory(int descriptor, std::uint64_t file_bytes) {
  const std::uint64_t search = std::min<std::uint64_t>(file_bytes, kEndSearchBytes);
  const std::string tail = read_at(descriptor, file_bytes - search, search);
  const std::size_t end = tail.size() < kEndBytes
                              ? std::string::npos
                              : tail.rfind(std::string_view("PK\5\6", 4), tail.size() - kEndBytes);
  if (end == std::string::npos) fail(Fault::Truncated, "the zip archive has no table of contents");
  Directory directory{number_at<std::uint16_t>(tail, end + 10), number_at<std::uint32_t>(tail, end + 12),
                      number_at<std::uint32_t>(tail, end + 16)};
  if (end < kLocatorBytes || tail.compare(end - kLocatorBytes, 4, "PK\6\7") != 0) return directory;
  const std::string wide =
      read_at(descriptor, number_at<std::uint64_t>(tail, end - kLocatorBytes + 8), kWideEndBytes);
  if (wide.size() < kWideEndBytes || !wide.starts_with("PK\6\6"))
    fail(Fault::Corrupt, "a broken zip64 end record");
  return {number_at<std::uint64_t>(wide, 32), number_at<std::uint64_t>(wide, 40),
          number_at<std::uint64_t>(wide, 48)};
}

// Sizes and offsets that do not fit 32 bits stand in an extra field, in this order and only those needed.
void read_wide_fields(std::string_view extra, std::uint64_t& unpacked, std::uint64_t& packed,
                      std::uint64_t& offset) {
  while (extra.size() >= 4) {
    const std::size_t length = number_at<std::uint16_t>(extra, 2);
    std::string_view field = extra.substr(4, length);
    if (number_at<std::uint16_t>(extra, 0) == 1) {
      for (std::uint64_t* value : {&unpacked, &packed, &offset}) {
        if (*value != kNarrowMax || field.size() < 8) continue;
        *value = number_at<std::uint64_t>(field, 0);
        field.remove_prefix(8);
      }
      return;
    }
    extra.remove_prefix(std::min(extra.size(), 4 + length));
  }
}

std::vector<Extent> read_extents(std::string_view directory, std::uint64_t entries) {
  std::vector<Extent> extents;
  extents.reserve(entries);
  for (std::uint64_t entry = 0; entry < entries; ++entry) {
    if (directory.size() < kCentralBytes || !directory.starts_with("PK\1\2")) {
      fail(Fault::Corrupt, "a broken zip table of contents");
    }
    std::uint64_t packed = number_at<std::uint32_t>(directory, 20);
    std::uint64_t unpacked = number_at<std::uint32_t>(directory, 24);
    const std::size_t name_bytes = number_at<std::uint16_t>(directory, 28);
    const std::size_t extra_bytes = number_at<std::uint16_t>(directory, 30);
    const std::size_t comment_bytes = number_at<std::uint16_t>(directory, 32);
    std::uint64_t offset = number_at<std::uint32_t>(directory, 42);
    if (directory.size() < kCentralBytes + name_bytes + extra_bytes + comment_bytes) {
      fail(Fault::Corrupt, "a broken zip table of contents");
    }
    read_wide_fields(directory.substr(kCentralBytes + name_bytes, extra_bytes), unpacked, packed, offset);
    if (packed > (1ULL << 62) || offset > (1ULL << 62)) fail(Fault::Corrupt, "a zip entry outside the file");
    extents.push_back({offset, offset + kLocalBytes + name_bytes + packed});
    directory.remove_prefix(kCentralBytes + name_bytes + extra_bytes + comment_bytes);
  }
  return extents;
}

}  // namespace

void check_zip_layout(int descriptor, const Limits& limits) {
  const std::uint64_t file_bytes = file_size(descriptor);
  const Directory directory = find_directory(descriptor, file_bytes);
  if (directory.entries > limits.zip_entries) fail(Fault::TooLarge, "a zip archive of too many entries");
  if (directory.offset > file_bytes || directory.bytes > file_bytes - directory.offset) {
    fail(Fault::Truncated, "the zip table of contents lies outside the file");
  }
  // Each entry takes at most three strings of 65,535 bytes; a larger table holds something else.
  if (directory.bytes > directory.entries * (kCentralBytes + 3 * 65'535)) {
    fail(Fault::Corrupt, "a zip table of contents larger than its entries");
  }
  const std::string bytes = read_at(descriptor, directory.offset, directory.bytes);
  std::vector<Extent> extents = read_extents(bytes, directory.entries);
  std::ranges::sort(extents, {}, &Extent::begin);
  std::uint64_t free_from = 0;
  for (const Extent& extent : extents) {
    if (extent.begin < free_from) fail(Fault::Corrupt, "zip entries that share bytes");
    if (extent.end > directory.offset) fail(Fault::Corrupt, "a zip entry outside the file");
    free_from = extent.end;
  }
}

}  // namespace calltracker::workbook
