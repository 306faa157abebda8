// SPDX-License-Identifier: MIT
#pragma once

// The first rows of every sheet, enough to find headers and to look at values.

#include <vector>

#include "bronze/columns/find_header.hpp"
#include "bronze/import_plan.hpp"

namespace calltracker::bronze {

std::vector<SheetStart> read_sheet_starts(const ReadRows& read);

// Whether a column of dates such as 16/11/2026 puts the day first, judged by as many rows as it takes.
DayOrder find_day_order(const ReadRows& read, const ImportPlan& plan, const SheetStart& start);

}  // namespace calltracker::bronze
