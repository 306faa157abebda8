// SPDX-License-Identifier: MIT
#include "report/excel/sheets.hpp"
#include "report/wording.hpp"

namespace calltracker::report {

void write_red_flags_sheet(Book& book, const ReportInput& input) {
  using insight::RedFlag;
  TableSheet table(book, "Red Flags",
                   band_title(input, "Red flags: doubts about leads, and alerts for managers"),
                   {{"Row", 7}, {"When", 25}, {"Kind", 9}, {"What", 70}, {"Turns", 16}, {"Rep", 20}}, 1);
  const Formats& formats = book.formats();
  for (const RedFlag& flag : input.insight.red_flags) {
    if (!table.next_row()) break;
    const bool alert = flag.kind == RedFlag::Kind::Alert;
    table.number(flag.row, formats.count);
    table.date_time(flag.start_time_ms);
    table.text(alert ? "Alert" : "Lead", alert ? formats.alarm : nullptr);
    table.text(flag.text, formats.wrapped);
    table.text(turns_text(flag.turns));
    table.text(flag.rep);
  }
  table.finish();
}

}  // namespace calltracker::report
