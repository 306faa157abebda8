// SPDX-License-Identifier: MIT
#include <utility>

#include "api/context.hpp"
#include "base/error.hpp"
#include "insight/insight_json.hpp"
#include "operations/export_job.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;
using insight::JobInsight;

// The job that ?job= names.
JobInsight insight_for(Context& context, const Request& request) {
  const auto id = request.query("job");
  if (!id) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "query-missing",
                 .message = "the query names no job",
                 .hint = "add ?job=ID"});
  }
  return operations::build_insight(context.services, find_imported_job(context, *id));
}

template <class Items, class Convert>
json::array to_array(const Items& items, const Convert& convert) {
  json::array array;
  for (const auto& item : items) array.push_back(convert(item));
  return array;
}

json::object dashboard(const JobInsight& insight, const TimeZone& zone) {
  return {{"team", insight::to_json(insight.team, zone)},
          {"divisions",
           to_array(insight.divisions, [](const auto& division) { return insight::to_json(division); })},
          {"redFlags",
           to_array(insight.red_flags, [&zone](const auto& flag) { return insight::to_json(flag, zone); })},
          {"skipped", insight::counts_to_json(insight.skipped)},
          {"failed", insight::counts_to_json(insight.failed)},
          {"cost", insight::to_json(insight.cost)}};
}

json::array reps(const JobInsight& insight, const TimeZone& zone) {
  return to_array(insight.reps, [&zone](const auto& rep) { return insight::to_json(rep, zone); });
}

json::array leads(const JobInsight& insight, const TimeZone& zone) {
  return to_array(insight.leads, [&zone](const auto& lead) { return insight::to_json(lead, zone); });
}

json::object rep_by_name(const JobInsight& insight, const std::string& name, const TimeZone& zone) {
  const insight::RepInsight* rep = insight.rep(name);
  if (rep == nullptr) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "rep-unknown",
                 .message = "no analysed call of the job bears this name",
                 .found = name});
  }
  return insight::to_json(*rep, zone);
}

}  // namespace

void add_insight_routes(Router& router, Context& context) {
  router.add("GET", "/api/dashboard", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(200, dashboard(insight_for(context, request), context.zone())));
  });
  router.add("GET", "/api/reps", [&context](Request& request, Responder responder) {
    responder.answer(
        json_answer(200, json::object{{"reps", reps(insight_for(context, request), context.zone())}}));
  });
  router.add("GET", "/api/reps/{name}", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(
        200, rep_by_name(insight_for(context, request), request.parameter("name"), context.zone())));
  });
  router.add("GET", "/api/leads", [&context](Request& request, Responder responder) {
    responder.answer(
        json_answer(200, json::object{{"leads", leads(insight_for(context, request), context.zone())}}));
  });
  router.add("GET", "/api/sources", [&context](Request& request, Responder responder) {
    const JobInsight insight = insight_for(context, request);
    responder.answer(
        json_answer(200, json::object{{"sources", to_array(insight.sources, [](const auto& source) {
                                         return insight::to_json(source);
                                       })}}));
  });
}

}  // namespace calltracker::api
