// SPDX-License-Identifier: MIT
#include "bronze/columns/find_header.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace calltracker::bronze {
namespace {

constexpr std::size_t kLongestHeader = 120;
constexpr std::size_t kFieldsMin = 2;

std::vector<HeaderCell> header_cells(const workbook::Row& row) {
  std::vector<HeaderCell> headers;
  for (const workbook::Cell& cell : row.cells) {
    std::string text = collapse_whitespace(workbook::cell_text(cell));
    if (!text.empty()) headers.push_back({cell.column, std::string(truncate_utf8(text, kLongestHeader))});
  }
  return headers;
}

bool may_be_header(const workbook::Row& row) {
  const auto is_short_text = [](const workbook::Cell& cell) {
    return cell.kind == workbook::CellKind::Text && cell.text.size() <= kLongestHeader;
  };
  const auto texts = std::count_if(row.cells.begin(), row.cells.end(), is_short_text);
  return texts > 0 && 2 * static_cast<std::size_t>(texts) > row.cells.size();
}

// The upper row names groups ("Caller", "Agent") that reach over the columns to their right.
std::vector<HeaderCell> combined_cells(const workbook::Row& upper, const workbook::Row& lower) {
  const std::vector<HeaderCell> groups = header_cells(upper);
  std::map<std::uint32_t, std::string> texts;
  for (const HeaderCell& group : groups) texts[group.column] = group.text;
  for (const HeaderCell& header : header_cells(lower)) {
    std::string group;
    for (const HeaderCell& candidate : groups) {
      if (candidate.column <= header.column) group = candidate.text;
    }
    texts[header.column] = group.empty() ? header.text : group + " " + header.text;
  }
  std::vector<HeaderCell> combined;
  for (auto& [column, text] : texts) combined.push_back({column, std::move(text)});
  return combined;
}

std::vector<ColumnProfile> profile_columns(const SheetStart& start, std::size_t first,
                                           const std::vector<HeaderCell>& headers) {
  std::vector<ColumnProfile> profiles(headers.size());
  const std::size_t end = std::min(first + kSampleRows, start.rows.size());
  for (std::size_t row = first; row < end; ++row) {
    for (std::size_t index = 0; index < headers.size(); ++index) {
      const workbook::Cell& cell = start.rows[row].at(headers[index].column);
      // Paged exports repeat their header.
      if (!equals_ignoring_case(trim(cell.text), headers[index].text)) profiles[index].add(cell);
    }
  }
  return profiles;
}

FoundHeader try_header(const SheetStart& start, std::size_t first, std::size_t last,
                       const std::vector<ColumnChoice>& choices) {
  FoundHeader found{.first_row = start.rows[first].number, .last_row = start.rows[last].number};
  found.headers =
      first == last ? header_cells(start.rows[first]) : combined_cells(start.rows[first], start.rows[last]);
  // Names alone cost little and rule out nearly every row; only then is it worth looking at values.
  const std::vector<ColumnProfile> unknown(found.headers.size());
  found.mapped = map_columns(found.headers, unknown, choices);
  if (found.mapped.score == 0) return found;
  found.mapped = map_columns(found.headers, profile_columns(start, last + 1, found.headers), choices);
  return found;
}

bool reads_like_a_call_log(const FoundHeader& found) {
  const auto& columns = found.mapped.mapping.columns();
  const MappedColumn* transcript = found.mapped.mapping.find(CallField::Transcript);
  const bool named_transcript = transcript != nullptr && transcript->by != MappedBy::Content;
  return named_transcript || columns.size() >= kFieldsMin;
}

}  // namespace

std::optional<FoundHeader> find_header(const SheetStart& start, const std::vector<ColumnChoice>& choices) {
  std::optional<FoundHeader> best;
  const auto offer = [&best](FoundHeader found) {
    if (!reads_like_a_call_log(found)) return;
    if (!best || found.mapped.score > best->mapped.score) best = std::move(found);
  };
  const std::size_t rows = std::min(start.rows.size(), kHeaderRowsTried);
  for (std::size_t index = 0; index < rows; ++index) {
    if (may_be_header(start.rows[index])) offer(try_header(start, index, index, choices));
  }
  // Two rows are a header only when together they say more than any single one.
  for (std::size_t index = 0; index + 1 < rows; ++index) {
    const bool adjacent = start.rows[index + 1].number == start.rows[index].number + 1;
    if (!adjacent || !may_be_header(start.rows[index]) || !may_be_header(start.rows[index + 1])) continue;
    offer(try_header(start, index, index + 1, choices));
  }
  return best;
}

}  // namespace calltracker::bronze
