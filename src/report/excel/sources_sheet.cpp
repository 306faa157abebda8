// SPDX-License-Identifier: MIT
#include "report/excel/sheets.hpp"

namespace calltracker::report {

void write_sources_sheet(Book& book, const ReportInput& input) {
  TableSheet table(book, "Lead Sources", band_title(input, "Lead sources"),
                   {{"Source", 24},
                    {"Calls", 9},
                    {"Analysed", 9},
                    {"Valid sales", 11},
                    {"Spam", 9},
                    {"Qualified leads", 10},
                    {"Qualified share", 10},
                    {"Lead score", 9},
                    {"From (95 %)", 9},
                    {"To (95 %)", 9},
                    {"Spend", 12},
                    {"Cost per lead", 12}},
                   1);
  const Formats& formats = book.formats();
  for (const insight::SourceInsight& source : input.insight.sources) {
    if (!table.next_row()) break;
    table.text(source.name.value_or("Not recorded"), formats.strong);
    table.count(source.calls);
    table.count(source.analysed);
    table.number(source.valid_sales.share, formats.percent);
    table.number(source.spam.share, formats.percent);
    table.count(source.qualified.count);
    table.number(source.qualified.share, formats.percent);
    table.number(source.lead_score.mean, formats.score);
    table.number(source.lead_score.low, formats.score);
    table.number(source.lead_score.high, formats.score);
    table.number(source.spend_usd, formats.money);
    table.number(source.cost_per_lead_usd, formats.money);
  }
  table.color_scores("Lead score");
  table.finish();
}

}  // namespace calltracker::report
