// SPDX-License-Identifier: MIT
#pragma once

// The leads to follow up as CSV, most urgent first, in the same form as csv_report.hpp.

#include <string>
#include <vector>

#include "base/time_zone.hpp"
#include "insight/insight.hpp"

namespace calltracker::report {

std::string leads_csv(const std::vector<insight::LeadInsight>& leads, const TimeZone& zone);

}  // namespace calltracker::report
