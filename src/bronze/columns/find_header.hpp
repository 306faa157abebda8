// SPDX-License-Identifier: MIT
#pragma once

// Finds the header row among the first rows of a sheet: under banners, over two rows, wherever it starts.

#include <cstdint>
#include <optional>
#include <vector>

#include "bronze/columns/map_columns.hpp"
#include "workbook/cell.hpp"

namespace calltracker::bronze {

inline constexpr std::size_t kHeaderRowsTried = 50;
inline constexpr std::size_t kSampleRows = 30;
inline constexpr std::size_t kSheetStartRows = kHeaderRowsTried + kSampleRows;

struct SheetStart {
  workbook::Sheet sheet;
  std::vector<workbook::Row> rows;  // the first kSheetStartRows with a value
};

struct FoundHeader {
  std::uint32_t first_row = 0;  // numbered like Row::number
  std::uint32_t last_row = 0;   // differs when the header takes two rows
  std::vector<HeaderCell> headers;
  MappedHeaders mapped;
};

// The row, or two rows, that read most like the header of a call log. nullopt when none does at all.
std::optional<FoundHeader> find_header(const SheetStart& start, const std::vector<ColumnChoice>& choices);

}  // namespace calltracker::bronze
