// SPDX-License-Identifier: MIT
#pragma once

// The JSON of an insight, as report files and the HTTP interface show it: camelCase, absent facts null, times
// in the given zone.

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "insight/insight.hpp"

namespace calltracker::insight {

json::object to_json(const TeamInsight& team, const TimeZone& zone);
json::object to_json(const RepInsight& rep, const TimeZone& zone);
json::object to_json(const LeadInsight& lead, const TimeZone& zone);
json::object to_json(const SourceInsight& source);
json::object to_json(const DivisionInsight& division);
json::object to_json(const RedFlag& flag, const TimeZone& zone);
json::object to_json(const CostInsight& cost);
json::object counts_to_json(const std::map<std::string, std::int64_t>& counts);

}  // namespace calltracker::insight
