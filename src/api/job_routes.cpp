// SPDX-License-Identifier: MIT
#include <optional>
#include <utility>

#include "api/context.hpp"
#include "base/error.hpp"
#include "call/result_json.hpp"
#include "operations/jobs.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

constexpr int kJobsPerPageMax = 200;

Answer job_answer(const Context& context, const Job& job) {
  return json_answer(200, to_json(job, context.zone()));
}

void list_jobs(Context& context, const Request& request, Responder& responder) {
  const int limit = request.query_int("limit", 50, 1, kJobsPerPageMax);
  const std::optional<std::string> cursor = request.query("cursor");
  json::array items;
  if (!cursor) {
    for (const Job& job : context.intake.pending()) items.push_back(to_json(job, context.zone()));
  }
  const store::JobPage page = operations::list_job_page(context.services, limit, cursor);
  for (const Job& job : page.jobs) items.push_back(to_json(job, context.zone()));
  responder.answer(json_answer(
      200, json::object{{"jobs", std::move(items)}, {"nextCursor", value_or_null(page.next_cursor)}}));
}

void delete_job(Context& context, const Request& request, Responder& responder) {
  const Job job = find_imported_job(context, request.parameter("id"));
  operations::delete_job(context.services, job.id.str());
  context.host.job_steered(job.id);
  context.feed.forget(job.id);
  responder.answer(no_content());
}

void watch_job(Context& context, const Request& request, Responder& responder) {
  // An EventSource that reconnects sends the header; a page that was opened again can only say it in its URL.
  std::optional<std::string> last_event_id = request.query("lastEventId");
  if (const auto header = request.header("last-event-id")) last_event_id = std::string(*header);
  context.feed.watch(JobId(request.parameter("id")), last_event_id, responder);
}

using Change = std::function<Job(operations::Services&, std::string_view, const Request&)>;

// {"budgetUsd": 5}: the job may cost that much in all from now on.
Job resume(operations::Services& services, std::string_view job, const Request& request) {
  if (!request.body.empty()) {
    const json::value body = parse_json(request.body, "the request's body");
    const JsonReader reader(body, "body");
    if (const auto budget = reader.find("budgetUsd")) {
      operations::set_budget(services, job, budget->as_double());
    }
  }
  return operations::resume_job(services, job);
}

Change without_body(Job (*change)(operations::Services&, std::string_view)) {
  return [change](operations::Services& services, std::string_view job, const Request& /*request*/) {
    return change(services, job);
  };
}

void add_change(Router& router, Context& context, const std::string& name, Change change) {
  router.add("POST", "/api/jobs/{id}/" + name,
             [&context, change = std::move(change)](Request& request, Responder responder) {
               const Job job = find_imported_job(context, request.parameter("id"));
               const Job changed = change(context.services, job.id.str(), request);
               context.host.job_steered(job.id);
               context.feed.changed(job.id);
               responder.answer(job_answer(context, changed));
             });
}

}  // namespace

Job find_job(Context& context, const std::string& id) {
  if (auto pending = context.intake.find(JobId(id))) return *pending;
  std::optional<Job> job;
  if (context.services.calls.find_job(JobId(id))) job = operations::load_job(context.services, id);
  if (!job || job->id.str() != id) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "job-not-found",
                 .message = "there is no such job",
                 .found = id,
                 .hint = "GET /api/jobs lists every job"});
  }
  return *job;
}

Job find_imported_job(Context& context, const std::string& id) {
  if (context.intake.find(JobId(id))) {
    throw Error({.kind = ErrorKind::Conflict,
                 .code = "job-importing",
                 .message = "the job's file is still being read",
                 .hint = "try again in a moment",
                 .state = "nothing was changed"});
  }
  return find_job(context, id);
}

void add_job_routes(Router& router, Context& context) {
  router.add("GET", "/api/jobs",
             [&context](Request& request, Responder responder) { list_jobs(context, request, responder); });
  router.add("GET", "/api/jobs/{id}", [&context](Request& request, Responder responder) {
    responder.answer(job_answer(context, find_job(context, request.parameter("id"))));
  });
  router.add("DELETE", "/api/jobs/{id}",
             [&context](Request& request, Responder responder) { delete_job(context, request, responder); });
  router.add("GET", "/api/jobs/{id}/events",
             [&context](Request& request, Responder responder) { watch_job(context, request, responder); });
  add_change(router, context, "pause", without_body(&operations::pause_job));
  add_change(router, context, "resume", &resume);
  add_change(router, context, "cancel", without_body(&operations::cancel_job));
  add_change(router, context, "retry", without_body(&operations::retry_job));
}

}  // namespace calltracker::api
