// SPDX-License-Identifier: MIT
#pragma once

// The parts of a zip package, each readable as a stream.
//
// Nothing is allocated or believed on the word of a header: entries are bounded in number, must not overlap,
// and what really comes out of them is counted against the limits.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "workbook/byte_source.hpp"
#include "workbook/read_context.hpp"

struct zip;

namespace calltracker::workbook {

class ZipArchive {
 public:
  // Borrows the descriptor.
  ZipArchive(int descriptor, const Limits& limits);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  // Number of the entry with this name, else of one that differs only in case.
  std::optional<std::uint64_t> find(std::string_view name) const;
  bool contains(std::string_view name) const { return find(name).has_value(); }
  bool contains_folder(std::string_view prefix) const;

  // The unpacked bytes of an entry, counted against the limits of the context and read ahead on another
  // thread when they are many. One entry may be read at a time. Throws Corrupt when there is no such entry.
  std::unique_ptr<ByteSource> open(std::string_view name, ReadContext& context) const;

 private:
  struct Closer {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Closer> archive_;
};

}  // namespace calltracker::workbook
