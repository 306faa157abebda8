// SPDX-License-Identifier: MIT
#pragma once

// The shared strings of a workbook: one growing stretch of text and an offset per string.
//
// Beyond a limit the text moves to a temporary file without a name, and only what is looked at is in memory.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace calltracker::workbook {

class StringTable {
 public:
  // `spill_descriptor` is the file to move to; -1 makes one when it is needed. Borrowed.
  StringTable(std::uint64_t memory_bytes, int spill_descriptor);
  ~StringTable();
  StringTable(const StringTable&) = delete;
  StringTable& operator=(const StringTable&) = delete;

  // Throws NoTemporarySpace when the text has to move and cannot, std::bad_alloc when memory is short.
  void add(std::string_view text);

  std::uint64_t size() const { return ends_.size(); }
  // Valid until the next call. `index` must be below size().
  std::string_view at(std::uint64_t index);

  bool spilled() const { return spilled_; }

 private:
  void reserve(std::uint64_t bytes);
  void map_file(std::uint64_t bytes);
  void move_to_file();
  void forget_resident();

  std::uint64_t memory_bytes_;
  int spill_descriptor_;
  bool owns_descriptor_ = false;
  bool spilled_ = false;
  char* text_ = nullptr;
  std::uint64_t used_ = 0;
  std::uint64_t mapped_ = 0;
  std::uint64_t touched_ = 0;
  std::vector<std::uint64_t> ends_;
};

// A file of this process alone that disappears with its descriptor; -1 when the temporary directory refuses.
int open_unnamed_file();

}  // namespace calltracker::workbook
