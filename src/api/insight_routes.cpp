// SPDX-License-Identifier: MIT
// What calls say about team, reps, leads and sources: of one job with ?job=, else of all.
#include <memory>
#include <utility>

#include "api/call_query.hpp"
#include "api/context.hpp"
#include "base/error.hpp"
#include "insight/dashboard_json.hpp"
#include "insight/insight_json.hpp"
#include "operations/export_job.hpp"
#include "operations/leads.hpp"
#include "report/leads_csv.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;
using insight::JobInsight;

std::shared_ptr<const JobInsight> insight_for(Context& context, const Request& request) {
  const store::CallFilter filter = read_insight_filter(request, context.zone());
  if (filter.job) find_imported_job(context, filter.job->str());
  return context.insights.get(filter);
}

template <class Items, class Convert>
json::array to_array(const Items& items, const Convert& convert) {
  json::array array;
  for (const auto& item : items) array.push_back(convert(item));
  return array;
}

json::object rep_by_name(const JobInsight& insight, const std::string& name, const TimeZone& zone) {
  const insight::RepInsight* rep = insight.rep(name);
  if (rep == nullptr) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "rep-unknown",
                 .message = "no analysed call bears this name",
                 .found = name});
  }
  return insight::to_json(*rep, zone);
}

void send_leads(Context& context, const Request& request, Responder& responder) {
  store::LeadListQuery query = read_lead_list_query(request, context.zone());
  if (query.filter.job) find_imported_job(context, query.filter.job->str());
  if (!query.cursor) query.count_at_ms = context.services.clock.now_ms();
  const operations::LeadPage page = operations::list_leads(context.services, query);
  json::value totals = nullptr;
  if (query.count_at_ms && page.is_sorted)
    totals = to_array(page.totals, [](const auto& total) { return to_json(total); });
  responder.answer(json_answer(
      200, json::object{
               {"leads", to_array(page.leads,
                                  [&](const auto& lead) { return insight::to_json(lead, context.zone()); })},
               {"nextCursor", value_or_null(page.next_cursor)},
               {"totals", std::move(totals)},
               {"isSorted", page.is_sorted}}));
}

// Written to a file as they are read, so that memory does not grow with their number.
void send_leads_csv(Context& context, const Request& request, Responder& responder) {
  const store::CallFilter filter = read_lead_filter(request, context.zone());
  if (filter.job) find_imported_job(context, filter.job->str());
  TemporaryFile file(context.work_folder);
  file.write(report::leads_csv_header());
  operations::for_each_lead(context.services, filter, [&](const insight::LeadInsight& lead) {
    file.write(report::leads_csv_row(lead, context.zone()));
  });
  file.close();
  responder.answer(download(std::move(file), "text/csv; charset=utf-8", "leads.csv"));
}

void send_rep_report(Context& context, const Request& request, Responder& responder) {
  const std::string& name = request.parameter("name");
  const store::CallFilter filter = read_insight_filter(request, context.zone());
  if (filter.job) find_imported_job(context, filter.job->str());
  TemporaryFile file(context.work_folder);
  file.close();
  operations::export_rep(context.services, filter, *context.insights.get(filter), name, file.path());
  responder.answer(download(std::move(file), "application/pdf", name + "-coaching.pdf"));
}

}  // namespace

void add_insight_routes(Router& router, Context& context) {
  router.add("GET", "/api/dashboard", [&context](Request& request, Responder responder) {
    responder.answer(
        json_answer(200, insight::dashboard_to_json(*insight_for(context, request), context.zone())));
  });
  router.add("GET", "/api/reps", [&context](Request& request, Responder responder) {
    const auto insight = insight_for(context, request);
    responder.answer(json_answer(200, json::object{{"reps", to_array(insight->reps, [&](const auto& rep) {
                                                      return insight::to_json(rep, context.zone());
                                                    })}}));
  });
  router.add("GET", "/api/reps/{name}", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(
        200, rep_by_name(*insight_for(context, request), request.parameter("name"), context.zone())));
  });
  router.add("GET", "/api/reps/{name}/report.pdf", [&context](Request& request, Responder responder) {
    send_rep_report(context, request, responder);
  });
  router.add("GET", "/api/leads",
             [&context](Request& request, Responder responder) { send_leads(context, request, responder); });
  router.add("GET", "/api/leads.csv", [&context](Request& request, Responder responder) {
    send_leads_csv(context, request, responder);
  });
  router.add("GET", "/api/sources", [&context](Request& request, Responder responder) {
    const auto insight = insight_for(context, request);
    responder.answer(
        json_answer(200, json::object{{"sources", to_array(insight->sources, [](const auto& source) {
                                         return insight::to_json(source);
                                       })}}));
  });
}

}  // namespace calltracker::api
