// SPDX-License-Identifier: MIT
#pragma once

// How much a workbook may ask of the machine before it is refused.
//
// The defaults accept 100,000 calls with half a gigabyte of transcripts and refuse files built to exhaust
// memory or time. They count what is really unpacked and parsed, never what a header declares.

#include <cstdint>

namespace calltracker::workbook {

struct Limits {
  std::uint64_t file_bytes = 512ULL << 20;
  std::uint32_t sheets = 1'000;
  std::uint64_t rows = 1'048'576;  // with a value, over all sheets
  std::uint64_t cells = 10'000'000;
  std::uint32_t columns = 16'384;
  std::uint64_t text_bytes = 1ULL << 30;       // of all cells together
  std::uint64_t cell_text_bytes = 4ULL << 20;  // of one cell; spreadsheet programs stop at 32,767 characters
  std::uint64_t row_text_bytes = 32ULL << 20;  // of one row, which is held as a whole
  std::uint64_t unpacked_bytes = 2ULL << 30;   // of all parts of a zip together
  std::uint32_t ratio = 250;  // unpacked to packed, once a part has unpacked ratio_from_bytes
  std::uint64_t ratio_from_bytes = 32ULL << 20;
  std::uint32_t zip_entries = 10'000;
  std::uint32_t nesting = 64;  // of XML elements
  std::uint64_t wall_time_ms = 120'000;
  std::uint64_t memory_bytes = 512ULL << 20;                // private memory of the reading process
  std::uint64_t shared_string_memory_bytes = 128ULL << 20;  // beyond it the table moves to a temporary file
};

}  // namespace calltracker::workbook
