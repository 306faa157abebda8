// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/excel/sheets.hpp"
#include "report/findings.hpp"
#include "report/palette.hpp"
#include "report/wording.hpp"

namespace calltracker::report {
namespace {

using insight::JobInsight;

constexpr const char* kSheetName = "Dashboard";
constexpr lxw_col_t kLastColumn = 13;
constexpr lxw_row_t kNumbersRow = 3;
constexpr lxw_row_t kFindingsRow = 7;
constexpr std::size_t kFindingsMax = 6;
constexpr lxw_row_t kChartsRow = kFindingsRow + kFindingsMax + 2;
// Below the charts: the figures that they draw.
constexpr lxw_row_t kFiguresRow = kChartsRow + 18;
constexpr std::size_t kTopReps = 10;
constexpr std::size_t kTopSources = 10;
constexpr lxw_col_t kScoreColumn = 1;
constexpr lxw_col_t kRepColumn = 5;
constexpr lxw_col_t kSourceColumn = 9;

void write_band(Book& book, lxw_worksheet* sheet, const ReportInput& input) {
  const Formats& formats = book.formats();
  const std::string title = band_title(input, fmt::format("{}: call report", input.workspace.company));
  const std::string note =
      fmt::format("{} · {} · made {} · times in {}", period_text(input.insight.team, book.zone()),
                  input.job.file_name, when_text(input.generated_at_ms, book.zone()), book.zone().name());
  worksheet_set_row(sheet, 0, 34, nullptr);
  for (lxw_col_t column = 0; column <= kLastColumn; ++column)
    worksheet_write_blank(sheet, 0, column, formats.band);
  worksheet_write_string(sheet, 0, 1, cell_text(title).c_str(), formats.band);
  worksheet_set_row(sheet, 1, 20, nullptr);
  for (lxw_col_t column = 0; column <= kLastColumn; ++column) {
    worksheet_write_blank(sheet, 1, column, formats.band_note);
  }
  worksheet_write_string(sheet, 1, 1, cell_text(note).c_str(), formats.band_note);
}

struct BigNumber {
  std::string figure;
  std::string_view label;
};

void write_big_numbers(Book& book, lxw_worksheet* sheet, const JobInsight& insight) {
  const auto& team = insight.team;
  const std::array<BigNumber, 6> numbers = {{{count_text(team.analysed), "calls analysed"},
                                             {score_text(team.rep_score.mean), "average rep score"},
                                             {score_text(team.lead_score.mean), "average lead score"},
                                             {count_text(team.qualified_leads), "qualified leads"},
                                             {count_text(team.priority_actions), "to call back now"},
                                             {percent_text(team.spam.share), "spam"}}};
  const Formats& formats = book.formats();
  worksheet_set_row(sheet, kNumbersRow, 38, nullptr);
  for (std::size_t index = 0; index < numbers.size(); ++index) {
    const auto column = static_cast<lxw_col_t>(1 + 2 * index);
    worksheet_merge_range(sheet, kNumbersRow, column, kNumbersRow, static_cast<lxw_col_t>(column + 1),
                          numbers[index].figure.c_str(), formats.big_number);
  }
  for (std::size_t index = 0; index < numbers.size(); ++index) {
    const auto column = static_cast<lxw_col_t>(1 + 2 * index);
    worksheet_merge_range(sheet, kNumbersRow + 1, column, kNumbersRow + 1, static_cast<lxw_col_t>(column + 1),
                          std::string(numbers[index].label).c_str(), formats.big_number_label);
  }
}

void write_findings(Book& book, lxw_worksheet* sheet, const JobInsight& insight) {
  lxw_row_t row = kFindingsRow;
  for (const Finding& finding : key_findings(insight, kFindingsMax)) {
    worksheet_write_string(sheet, row, 1, cell_text(finding.headline).c_str(), book.formats().strong);
    worksheet_write_string(sheet, row, 7, cell_text(finding.detail).c_str(), book.formats().text);
    ++row;
  }
}

void write_figure_headers(Book& book, lxw_worksheet* sheet) {
  lxw_format* header = book.formats().header;
  const std::array<std::pair<lxw_col_t, const char*>, 9> titles = {{{kScoreColumn, "Rep score"},
                                                                    {kScoreColumn + 1, "Calls"},
                                                                    {kRepColumn, "Rep"},
                                                                    {kRepColumn + 1, "Score"},
                                                                    {kRepColumn + 2, "Scored calls"},
                                                                    {kSourceColumn, "Source"},
                                                                    {kSourceColumn + 1, "Calls"},
                                                                    {kSourceColumn + 2, "Qualified"},
                                                                    {kSourceColumn + 3, "Spam share"}}};
  for (const auto& [column, title] : titles)
    worksheet_write_string(sheet, kFiguresRow, column, title, header);
}

// Row by row over all three tables, because rows cannot be gone back to.
void write_figures(Book& book, lxw_worksheet* sheet, const JobInsight& insight) {
  const Formats& formats = book.formats();
  const auto& histogram = insight.team.score_distribution;
  write_figure_headers(book, sheet);
  for (std::size_t index = 0; index < std::max({histogram.size(), kTopReps, kTopSources}); ++index) {
    const auto row = static_cast<lxw_row_t>(kFiguresRow + 1 + index);
    if (index < histogram.size()) {
      const std::string label = fmt::format("{} to {}", index + 1, index + 2);
      worksheet_write_string(sheet, row, kScoreColumn, label.c_str(), formats.text);
      worksheet_write_number(sheet, row, kScoreColumn + 1, static_cast<double>(histogram[index]),
                             formats.count);
    }
    if (index < std::min(insight.reps.size(), kTopReps)) {
      const auto& rep = insight.reps[index];
      worksheet_write_string(sheet, row, kRepColumn, cell_text(rep.name).c_str(), formats.text);
      if (rep.score.mean) worksheet_write_number(sheet, row, kRepColumn + 1, *rep.score.mean, formats.score);
      worksheet_write_number(sheet, row, kRepColumn + 2, static_cast<double>(rep.score.count), formats.count);
    }
    if (index < std::min(insight.sources.size(), kTopSources)) {
      const auto& source = insight.sources[index];
      worksheet_write_string(sheet, row, kSourceColumn,
                             cell_text(source.name.value_or("Not recorded")).c_str(), formats.text);
      worksheet_write_number(sheet, row, kSourceColumn + 1, static_cast<double>(source.calls), formats.count);
      worksheet_write_number(sheet, row, kSourceColumn + 2, static_cast<double>(source.qualified.count),
                             formats.count);
      if (source.spam.share) {
        worksheet_write_number(sheet, row, kSourceColumn + 3, *source.spam.share, formats.percent);
      }
    }
  }
}

struct ChartPlace {
  const char* title;
  std::uint8_t type;
  lxw_col_t labels;
  lxw_col_t values;
  lxw_row_t rows;
  lxw_col_t column;
};

void add_chart(Book& book, lxw_worksheet* sheet, const ChartPlace& place, Color color) {
  if (place.rows == 0) return;
  const lxw_row_t first = kFiguresRow + 1;
  const lxw_row_t last = kFiguresRow + place.rows;
  lxw_chart* chart = workbook_add_chart(book.workbook(), place.type);
  lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
  chart_series_set_categories(series, kSheetName, first, place.labels, last, place.labels);
  chart_series_set_values(series, kSheetName, first, place.values, last, place.values);
  lxw_chart_fill fill{};
  fill.color = color.rgb;
  chart_series_set_fill(series, &fill);
  chart_series_set_labels(series);
  chart_title_set_name(chart, place.title);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
  chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
  // The best stands on top; a bar chart would otherwise begin at the bottom.
  if (place.type == LXW_CHART_BAR) chart_axis_set_reverse(chart->y_axis);
  lxw_chart_options options{};
  options.x_scale = 0.78;
  options.y_scale = 1.15;
  worksheet_insert_chart_opt(sheet, kChartsRow, place.column, chart, &options);
}

}  // namespace

void write_dashboard_sheet(Book& book, const ReportInput& input) {
  lxw_worksheet* sheet = book.add_sheet(kSheetName);
  const JobInsight& insight = input.insight;
  worksheet_set_column(sheet, 0, 0, 2, nullptr);
  worksheet_set_column(sheet, 1, kLastColumn, 13, nullptr);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 1);  // letter
  worksheet_fit_to_pages(sheet, 1, 1);
  worksheet_freeze_panes(sheet, 2, 0);
  write_band(book, sheet, input);
  write_big_numbers(book, sheet, insight);
  write_findings(book, sheet, insight);
  write_figures(book, sheet, insight);
  add_chart(book, sheet,
            {"Rep scores", LXW_CHART_COLUMN, kScoreColumn, kScoreColumn + 1,
             static_cast<lxw_row_t>(insight.team.score_distribution.size()), 1},
            kBlue);
  add_chart(book, sheet,
            {"Top reps, mean score", LXW_CHART_BAR, kRepColumn, kRepColumn + 1,
             static_cast<lxw_row_t>(std::min(insight.reps.size(), kTopReps)), kRepColumn},
            kGood);
  add_chart(book, sheet,
            {"Qualified leads by source", LXW_CHART_BAR, kSourceColumn, kSourceColumn + 2,
             static_cast<lxw_row_t>(std::min(insight.sources.size(), kTopSources)), kSourceColumn},
            kAccent);
  worksheet_activate(sheet);
}

}  // namespace calltracker::report
