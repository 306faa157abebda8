// SPDX-License-Identifier: MIT
#pragma once

// An insight as the dashboard shows it: figures, distribution, trend, what the team is good at and where it
// loses points with the calls behind, who leads and whom to coach first, the newest red flags.

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

json::object dashboard_to_json(const JobInsight& insight, const TimeZone& zone);

}  // namespace calltracker::insight
