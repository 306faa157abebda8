// SPDX-License-Identifier: MIT
#include <algorithm>

#include "report/excel/sheets.hpp"

namespace calltracker::report {
namespace {

using insight::RepInsight;

std::vector<SheetColumn> columns_for(const Workspace& workspace) {
  std::vector<SheetColumn> columns = {
      {"Rank", 13},       {"Rep", 20},      {"Division", 14}, {"Scored calls", 9},     {"Score", 9},
      {"From (95 %)", 9}, {"To (95 %)", 9}, {"All calls", 9}, {"Qualified leads", 10}, {"Lead score", 9},
      {"Talk share", 9},  {"Best", 22},     {"Weakest", 22}};
  for (const RubricCategory& category : workspace.rubric) columns.push_back({category.title, 14});
  return columns;
}

void add_categories(TableSheet& table, const Formats& formats, const Workspace& workspace,
                    const RepInsight& rep) {
  for (const RubricCategory& category : workspace.rubric) {
    const auto found = std::find_if(rep.categories.begin(), rep.categories.end(),
                                    [&category](const auto& mean) { return mean.key == category.key; });
    table.number(found == rep.categories.end() ? std::nullopt : found->score.mean, formats.score);
  }
}

}  // namespace

void write_rep_sheet(Book& book, const ReportInput& input) {
  TableSheet table(book, "Rep Leaderboard", band_title(input, "Rep leaderboard"),
                   columns_for(input.workspace), 2);
  const Formats& formats = book.formats();
  for (const RepInsight& rep : input.insight.reps) {
    if (!table.next_row()) break;
    if (rep.rank) {
      table.count(*rep.rank);
    } else {
      table.text("too few calls");
    }
    table.text(rep.name, formats.strong);
    table.text_if_any(rep.division);
    table.count(rep.score.count);
    table.number(rep.score.mean, formats.score);
    table.number(rep.score.low, formats.score);
    table.number(rep.score.high, formats.score);
    table.count(rep.calls);
    table.count(rep.qualified_leads);
    table.number(rep.lead_score.mean, formats.score);
    table.number(rep.talk_share_median, formats.percent);
    table.text_if_any(rep.best_category);
    table.text_if_any(rep.weakest_category);
    add_categories(table, formats, input.workspace, rep);
  }
  table.color_scores("Score");
  for (const RubricCategory& category : input.workspace.rubric) table.color_scores(category.title);
  table.finish();
}

}  // namespace calltracker::report
