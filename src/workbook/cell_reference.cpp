// SPDX-License-Identifier: MIT
#include "workbook/cell_reference.hpp"

namespace calltracker::workbook {

std::optional<CellReference> parse_reference(std::string_view text) {
  std::size_t index = 0;
  const auto skip_dollar = [&] { index += index < text.size() && text[index] == '$' ? 1 : 0; };
  skip_dollar();
  std::uint32_t column = 0;
  for (; index < text.size(); ++index) {
    const auto letter = static_cast<std::uint32_t>((text[index] | 0x20) - 'a');
    if (letter > 25) break;
    column = column * 26 + letter + 1;
    if (column > kSheetColumns) return std::nullopt;
  }
  skip_dollar();
  std::uint32_t row = 0;
  for (; index < text.size(); ++index) {
    const auto digit = static_cast<std::uint32_t>(text[index] - '0');
    if (digit > 9) return std::nullopt;
    row = row * 10 + digit;
    if (row > kSheetRows) return std::nullopt;
  }
  if (column == 0 || row == 0) return std::nullopt;
  return CellReference{row, column - 1};
}

std::optional<MergedRange> parse_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto first = parse_reference(text.substr(0, colon));
  const auto last = parse_reference(text.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) return std::nullopt;
  return MergedRange{first->row, first->column, last->row, last->column};
}

}  // namespace calltracker::workbook
