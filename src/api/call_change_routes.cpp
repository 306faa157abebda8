// SPDX-License-Identifier: MIT
// What a person does to a call.
#include <utility>

#include "api/call_query.hpp"
#include "api/context.hpp"
#include "base/json.hpp"
#include "operations/calls.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

// An empty body asks for nothing special.
json::value body_of(const Request& request) {
  return request.body.empty() ? json::value(json::object()) : parse_json(request.body, "the request");
}

void answer_changed(Context& context, const Call& call, int status, Responder& responder) {
  context.host.job_steered(call.job_id);
  context.feed.changed(call.job_id);
  responder.answer(json_answer(status, call_to_json(call, context.zone())));
}

void rerun(Context& context, const Request& request, Responder& responder) {
  const json::value body = body_of(request);
  const JsonReader reader(body, "request");
  const Call call = operations::rerun_call(
      context.services, request.parameter("id"),
      {.provider = reader.string_if_any("provider"), .preset = reader.string_if_any("preset")});
  answer_changed(context, call, 202, responder);
}

void override_level(Context& context, const Request& request, Responder& responder) {
  const json::value body = body_of(request);
  const JsonReader reader(body, "request");
  const Call call = operations::override_level(context.services, request.parameter("id"),
                                               {.category = reader.at("category").as_string(),
                                                .level = reader.int_if_any("level"),
                                                .reason = reader.string_if_any("reason").value_or("")});
  context.feed.changed(call.job_id);
  responder.answer(json_answer(200, call_to_json(call, context.zone())));
}

}  // namespace

void add_call_change_routes(Router& router, Context& context) {
  router.add("POST", "/api/calls/{id}/rerun",
             [&context](Request& request, Responder responder) { rerun(context, request, responder); });
  router.add("POST", "/api/calls/{id}/swap-speakers", [&context](Request& request, Responder responder) {
    answer_changed(context, operations::swap_speakers(context.services, request.parameter("id")), 202,
                   responder);
  });
  router.add("POST", "/api/calls/{id}/override", [&context](Request& request, Responder responder) {
    override_level(context, request, responder);
  });
  router.add("PUT", "/api/calls/{id}/contacted", [&context](Request& request, Responder responder) {
    const json::value body = body_of(request);
    const bool contacted = JsonReader(body, "request").at("contacted").as_bool();
    const store::CallSummary call =
        operations::mark_contacted(context.services, request.parameter("id"), contacted);
    responder.answer(json_answer(200, to_json(call, context.zone())));
  });
}

}  // namespace calltracker::api
