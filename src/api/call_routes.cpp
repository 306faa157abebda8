// SPDX-License-Identifier: MIT
#include <limits>
#include <utility>

#include "api/context.hpp"
#include "base/error.hpp"
#include "call/result_json.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

constexpr int kCallsPerPageMax = 1'000'000'000;
constexpr int kRowMax = std::numeric_limits<int>::max();

// Written to disk call by call: a job of 100,000 calls needs no more memory than one of ten. The page is what
// follows `cursor`, the last row of the page before.
void list_calls(Context& context, const Request& request, Responder& responder) {
  const Job job = find_job(context, request.parameter("id"));
  const int limit = request.query_int("limit", kCallsPerPageMax, 1, kCallsPerPageMax);
  const int after_row = request.query_int("cursor", 0, 0, kRowMax);
  TemporaryFile file(context.work_folder);
  int written = 0;
  std::optional<std::int64_t> last_row;
  bool has_more = false;
  file.write("{\"calls\":[");
  context.services.calls.for_each_call(job.id, [&](const Call& call) {
    if (call.record.row <= after_row) return;
    if (written == limit) {
      has_more = true;
      return;
    }
    file.write((written == 0 ? "" : ",") + to_json_text(to_json(call, context.zone())));
    ++written;
    last_row = call.record.row;
  });
  const std::string next =
      has_more ? to_json_text(json::value(std::to_string(*last_row))) : std::string("null");
  file.write("],\"nextCursor\":" + next + "}");
  file.close();
  Answer answer{.status = 200, .headers = {}, .body = std::move(file)};
  answer.headers.set("Content-Type", "application/json");
  answer.headers.set("Cache-Control", "no-store");
  responder.answer(std::move(answer));
}

void show_call(Context& context, const Request& request, Responder& responder) {
  const std::string& id = request.parameter("id");
  const std::optional<Call> call = context.services.calls.find_call(CallId(id));
  if (!call) {
    throw Error({.kind = ErrorKind::NotFound,
                 .code = "call-not-found",
                 .message = "there is no such call",
                 .found = id});
  }
  responder.answer(json_answer(200, to_json(*call, context.zone())));
}

}  // namespace

void add_call_routes(Router& router, Context& context) {
  router.add("GET", "/api/jobs/{id}/calls",
             [&context](Request& request, Responder responder) { list_calls(context, request, responder); });
  router.add("GET", "/api/calls/{id}",
             [&context](Request& request, Responder responder) { show_call(context, request, responder); });
}

}  // namespace calltracker::api
