// SPDX-License-Identifier: MIT
#include <limits>
#include <utility>

#include "api/call_query.hpp"
#include "api/context.hpp"
#include "call/result_json.hpp"
#include "operations/calls.hpp"

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
  const std::int64_t one_more = std::int64_t{limit} + 1;
  context.services.calls.for_each_call_behind(job.id, after_row, one_more, [&](const Call& call) {
    has_more = written == limit;
    if (has_more) return;
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

void list_filtered(Context& context, const Request& request, Responder& responder) {
  const store::CallListPage page =
      context.services.calls.list_calls(read_call_list_query(request, context.zone()));
  json::array calls;
  for (const store::CallSummary& call : page.calls) calls.push_back(to_json(call, context.zone()));
  responder.answer(json_answer(200, json::object{{"calls", std::move(calls)},
                                                 {"nextCursor", value_or_null(page.next_cursor)},
                                                 {"total", page.total},
                                                 {"totalIsExact", page.total_is_exact},
                                                 {"isSorted", page.is_sorted}}));
}

}  // namespace

void add_call_routes(Router& router, Context& context) {
  router.add("GET", "/api/jobs/{id}/calls",
             [&context](Request& request, Responder responder) { list_calls(context, request, responder); });
  router.add("GET", "/api/calls", [&context](Request& request, Responder responder) {
    list_filtered(context, request, responder);
  });
  router.add("GET", "/api/calls/facets", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(
        200, to_json(context.services.calls.count_facets(read_call_filter(request, context.zone())))));
  });
  router.add("GET", "/api/calls/{id}", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(
        200, call_to_json(operations::load_call(context.services, request.parameter("id")), context.zone())));
  });
}

}  // namespace calltracker::api
