// SPDX-License-Identifier: MIT
#pragma once

// Which separator a delimited text file uses.

#include <cstddef>
#include <string_view>

namespace calltracker::workbook {

struct CsvDialect {
  char separator = ',';
  std::size_t skip_bytes = 0;  // a leading "sep=;" line, which is no record
};

// From the first records. `start` is UTF-8 without a byte order mark. The separator is the one that gives the
// most records the same number of fields; separators inside quotes do not count, and early records, among
// them the header, weigh more than later ones.
CsvDialect detect_dialect(std::string_view start);

}  // namespace calltracker::workbook
