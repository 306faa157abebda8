// SPDX-License-Identifier: MIT
#pragma once

// The leads to follow up as CSV, most urgent first, in the same form as csv_report.hpp.

#include <string>

#include "base/time_zone.hpp"
#include "insight/insight.hpp"

namespace calltracker::report {

// The first line, behind a byte order mark.
std::string leads_csv_header();
std::string leads_csv_row(const insight::LeadInsight& lead, const TimeZone& zone);

}  // namespace calltracker::report
