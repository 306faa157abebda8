// SPDX-License-Identifier: MIT
#pragma once

// Which calls a query string asks for, and calls as lists show them.

#include "base/json.hpp"
#include "base/time_zone.hpp"
#include "http/server/request.hpp"
#include "store/call_list.hpp"

namespace calltracker::api {

// Reads what lists filter by; days are those of the zone. Throws Error{Usage, "query-invalid"} naming the
// parameter.
store::CallFilter read_call_filter(const http::server::Request& request, const TimeZone& zone);

// The smaller set that insights filter by: job, division, callType, rep, source, from, to.
store::CallFilter read_insight_filter(const http::server::Request& request, const TimeZone& zone);

store::CallListQuery read_call_list_query(const http::server::Request& request, const TimeZone& zone);

// What insights filter by, words, and the group of leads.
store::CallFilter read_lead_filter(const http::server::Request& request, const TimeZone& zone);
store::LeadListQuery read_lead_list_query(const http::server::Request& request, const TimeZone& zone);

// As in report.json, and what only the page needs.
json::object call_to_json(const Call& call, const TimeZone& zone);
json::object to_json(const store::CallSummary& call, const TimeZone& zone);
json::object to_json(const store::LeadGroupTotal& total);
json::object to_json(const store::CallFacets& facets);

}  // namespace calltracker::api
