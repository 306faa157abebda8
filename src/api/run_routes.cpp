// SPDX-License-Identifier: MIT
// What happened to a call, what is in the queue, and what failed.
#include <array>
#include <limits>
#include <utility>

#include "api/context.hpp"
#include "base/error.hpp"
#include "call/result_json.hpp"
#include "operations/call_timeline.hpp"
#include "operations/jobs.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;
using durable::RunState;

constexpr int kRunsPerPageMax = 200;
constexpr std::int64_t kRunsCountedMax = 10'000;
constexpr std::array kRunStates = {RunState::Queued,    RunState::Running, RunState::Waiting,
                                   RunState::Completed, RunState::Failed,  RunState::Cancelled};

// 0 stands for "not yet" in the journal.
json::value moment(UnixMillis time_ms, const TimeZone& zone) {
  return time_ms > 0 ? time_to_json(time_ms, zone) : nullptr;
}

json::value failure_of(const std::string& code, const std::string& message) {
  if (code.empty()) return nullptr;
  return json::object{{"code", code}, {"message", message}};
}

json::object step_to_json(const operations::TimelineStep& step, const TimeZone& zone) {
  json::array attempts;
  for (const durable::AttemptRecord& attempt : step.attempts) {
    attempts.push_back(json::object{{"attempt", attempt.attempt},
                                    {"startedAt", moment(attempt.started_ms, zone)},
                                    {"endedAt", moment(attempt.ended_ms, zone)},
                                    {"kind", attempt.kind},
                                    {"code", attempt.code},
                                    {"message", attempt.message}});
  }
  const operations::StepAnswer answer = step.answer.value_or(operations::StepAnswer{});
  return {{"name", step.record.name},
          {"state", name_of(step.record.state)},
          {"startedAt", moment(step.record.started_ms, zone)},
          {"endedAt", moment(step.record.ended_ms, zone)},
          {"attempts", std::move(attempts)},
          {"model", value_or_null(answer.model)},
          {"tokens", answer.tokens ? json::value(to_json(*answer.tokens)) : json::value(nullptr)},
          {"costUsd", value_or_null(answer.cost_usd)},
          {"latencyMs", value_or_null(answer.latency_ms)},
          {"requestId", value_or_null(answer.request_id)},
          {"source", answer.source.empty() ? json::value(nullptr) : json::value(answer.source)}};
}

json::object timeline(Context& context, const std::string& call) {
  json::array runs;
  for (const operations::TimelineRun& item : operations::call_timeline(context.services, call)) {
    json::array steps;
    for (const operations::TimelineStep& step : item.steps)
      steps.push_back(step_to_json(step, context.zone()));
    runs.push_back(json::object{{"id", item.run.id.str()},
                                {"state", name_of(item.run.state)},
                                {"submittedAt", moment(item.run.submitted_ms, context.zone())},
                                {"startedAt", moment(item.run.started_ms, context.zone())},
                                {"endedAt", moment(item.run.ended_ms, context.zone())},
                                {"failure", failure_of(item.run.failure_code, item.run.failure_message)},
                                {"steps", std::move(steps)}});
  }
  return {{"runs", std::move(runs)}};
}

std::optional<RunState> state_of(const Request& request) {
  const auto text = request.query("state");
  if (!text || text->empty()) return std::nullopt;
  for (const RunState state : kRunStates) {
    if (name_of(state) == *text) return state;
  }
  throw Error({.kind = ErrorKind::Usage,
               .code = "query-invalid",
               .message = "state must be queued, running, waiting, completed, failed or cancelled",
               .where = "query parameter state",
               .found = *text});
}

json::object counts(Context& context, const std::optional<durable::GroupId>& group) {
  if (group) {
    const durable::GroupView view = context.services.journal.read_group(*group);
    return {{"queued", view.queued},       {"running", view.running}, {"waiting", view.waiting},
            {"completed", view.completed}, {"failed", view.failed},   {"cancelled", view.cancelled}};
  }
  json::object object;
  for (const auto& [state, count] : context.services.journal.count_runs(kRunsCountedMax)) {
    object[name_of(state)] = count;
  }
  return object;
}

json::object run_to_json(const operations::QueuedRun& queued, const TimeZone& zone) {
  const durable::RunView& run = queued.run;
  const bool is_live =
      run.state == RunState::Queued || run.state == RunState::Running || run.state == RunState::Waiting;
  return {{"id", run.id.str()},
          {"callId", queued.call ? json::value(queued.call->str()) : json::value(nullptr)},
          {"jobId", run.group.str()},
          {"row", value_or_null(queued.row)},
          {"state", name_of(run.state)},
          {"priority", run.priority},
          {"submittedAt", moment(run.submitted_ms, zone)},
          {"startedAt", moment(run.started_ms, zone)},
          {"step", is_live ? value_or_null(queued.step) : json::value(nullptr)},
          {"attempts", queued.attempts},
          {"wakeAt", moment(run.wake_at_ms, zone)},
          {"waitingFor", value_or_null(queued.waiting_for)},
          {"failure", failure_of(run.failure_code, run.failure_message)}};
}

void list_runs(Context& context, const Request& request, Responder& responder) {
  durable::RunQuery query{.state = state_of(request)};
  if (const auto job = request.query("job"); job && !job->empty()) query.group = durable::GroupId(*job);
  query.limit = static_cast<std::size_t>(request.query_int("limit", 50, 1, kRunsPerPageMax));
  query.before = request.query_int("cursor", 0, 0, std::numeric_limits<int>::max());
  const operations::RunPage page = operations::list_runs(context.services, query);
  json::array runs;
  for (const operations::QueuedRun& run : page.runs) runs.push_back(run_to_json(run, context.zone()));
  const auto next = page.next_before > 0 ? std::optional(std::to_string(page.next_before)) : std::nullopt;
  responder.answer(json_answer(200, json::object{{"counts", counts(context, query.group)},
                                                 {"runs", std::move(runs)},
                                                 {"nextCursor", value_or_null(next)}}));
}

json::object failures(Context& context, const Job& job) {
  json::array groups;
  for (const store::FailureGroup& group : context.services.calls.list_failures(job.id)) {
    json::array calls;
    for (const CallId& call : group.calls) calls.emplace_back(call.str());
    groups.push_back(json::object{
        {"code", group.code}, {"message", group.message}, {"n", group.count}, {"callIds", std::move(calls)}});
  }
  return {{"failures", std::move(groups)}};
}

}  // namespace

void add_run_routes(Router& router, Context& context) {
  router.add("GET", "/api/runs",
             [&context](Request& request, Responder responder) { list_runs(context, request, responder); });
  router.add("GET", "/api/calls/{id}/timeline", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(200, timeline(context, request.parameter("id"))));
  });
  router.add("GET", "/api/jobs/{id}/failures", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(200, failures(context, find_job(context, request.parameter("id")))));
  });
}

}  // namespace calltracker::api
