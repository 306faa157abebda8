// SPDX-License-Identifier: MIT
#pragma once

// References such as B7 and A1:C3, which must lie on the sheet: at most XFD1048576.

#include <cstdint>
#include <optional>
#include <string_view>

#include "workbook/cell.hpp"

namespace calltracker::workbook {

constexpr std::uint32_t kSheetRows = 1'048'576;
constexpr std::uint32_t kSheetColumns = 16'384;

struct CellReference {
  std::uint32_t row = 0;     // from 1
  std::uint32_t column = 0;  // from 0
};

std::optional<CellReference> parse_reference(std::string_view text);
std::optional<MergedRange> parse_range(std::string_view text);

}  // namespace calltracker::workbook
