// SPDX-License-Identifier: MIT
#include <algorithm>

#include "report/excel/sheets.hpp"

namespace calltracker::report {
namespace {

std::vector<SheetColumn> columns_for(const Workspace& workspace) {
  std::vector<SheetColumn> columns = {
      {"Row", 7}, {"When", 25}, {"Rep", 18}, {"Overall", 9}, {"Coverage", 10}};
  for (const RubricCategory& category : workspace.rubric) columns.push_back({category.title, 14});
  return columns;
}

}  // namespace

BreakdownSheet::BreakdownSheet(Book& book, const ReportInput& input)
    : book_(book),
      workspace_(input.workspace),
      table_(book, "Score Breakdown",
             band_title(input, "Score breakdown: empty where a category did not apply"),
             columns_for(input.workspace), 3) {}

void BreakdownSheet::add(const Call& call) {
  const std::optional<RepScore>& score = call.result.score;
  if (call.status != CallStatus::Complete || !score || !table_.next_row()) return;
  const Formats& formats = book_.formats();
  table_.number(call.record.row, formats.count);
  table_.date_time(call.record.start_time_ms);
  table_.text(rep_key(call));
  table_.number(score->overall, formats.score);
  table_.number(score->coverage, formats.percent);
  for (const RubricCategory& category : workspace_.rubric) {
    const auto found = std::find_if(score->categories.begin(), score->categories.end(),
                                    [&category](const auto& entry) { return entry.first == category.key; });
    table_.number(found == score->categories.end() ? std::nullopt : found->second.score, formats.score);
  }
}

void BreakdownSheet::finish() {
  table_.color_scores("Overall");
  for (const RubricCategory& category : workspace_.rubric) table_.color_scores(category.title);
  table_.finish();
}

}  // namespace calltracker::report
