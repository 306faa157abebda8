// SPDX-License-Identifier: MIT
#include "report/excel/sheets.hpp"
#include "report/wording.hpp"

namespace calltracker::report {

void write_leads_sheet(Book& book, const ReportInput& input) {
  TableSheet table(book, "Qualified Leads", band_title(input, "Qualified leads, the most urgent first"),
                   {{"Score", 8},
                    {"Action", 20},
                    {"Follow up by", 25},
                    {"Overdue", 9},
                    {"Caller", 20},
                    {"Company", 26},
                    {"Phone", 17},
                    {"Location", 18},
                    {"Role", 18},
                    {"Need", 56},
                    {"Products", 22},
                    {"Why", 46},
                    {"Red flags", 34},
                    {"Rep", 18},
                    {"Division", 13},
                    {"Source", 16},
                    {"Called", 25},
                    {"Row", 7},
                    {"Recording", 12}},
                   1);
  const Formats& formats = book.formats();
  for (const insight::LeadInsight& lead : input.insight.leads) {
    if (lead.score < insight::kQualifiedScore) continue;
    if (!table.next_row()) break;
    table.number(lead.score, formats.lead_score);
    table.text(title_of(lead.action));
    table.date_time(lead.follow_up_by_ms);
    table.text(lead.overdue ? "overdue" : "", formats.alarm);
    table.text(lead.caller_name.value_or(""), formats.strong);
    table.text_if_any(lead.company);
    table.text_if_any(lead.phone);
    table.text_if_any(lead.location);
    table.text_if_any(lead.role);
    table.text(lead.need.value_or(""), formats.wrapped);
    table.text(joined(lead.products, ", "));
    table.text(joined(insight::reasons_of(lead), ", "));
    table.text(joined(lead.red_flags, "; "));
    table.text(lead.rep);
    table.text_if_any(lead.division);
    table.text_if_any(lead.source);
    table.date_time(lead.start_time_ms);
    table.number(lead.row, formats.count);
    table.link(lead.recording_url, "Listen");
  }
  table.color_scores("Score");
  table.finish();
}

}  // namespace calltracker::report
