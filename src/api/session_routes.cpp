// SPDX-License-Identifier: MIT
// Signing in: the token is exchanged for a cookie that scripts cannot read.
#include <utility>

#include "api/context.hpp"
#include "base/error.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

void sign_in(const Context& context, const Request& request, Responder& responder) {
  const json::value document = parse_json(request.body, "the request");
  const std::string token = JsonReader(document, "request").at("token").as_string();
  if (context.access.needs_token() && !context.access.is_right_token(token)) {
    responder.answer(problem(401,
                             {.kind = ErrorKind::Usage,
                              .code = "token-wrong",
                              .message = "this is not the server's token",
                              .hint = "it is the value of CALLTRACKER_TOKEN where the server runs"},
                             request.id));
    return;
  }
  Answer answer = no_content();
  if (context.access.needs_token()) answer.headers.set("Set-Cookie", context.access.session_cookie(request));
  responder.answer(std::move(answer));
}

}  // namespace

void add_session_routes(Router& router, Context& context) {
  router.add("GET", "/api/session", [&context](Request& request, Responder responder) {
    responder.answer(json_answer(200, json::object{{"needsToken", context.access.needs_token()},
                                                   {"signedIn", context.access.is_signed_in(request)}}));
  });
  router.add("POST", "/api/session",
             [&context](Request& request, Responder responder) { sign_in(context, request, responder); });
  router.add("DELETE", "/api/session", [&context](Request&, Responder responder) {
    Answer answer = no_content();
    answer.headers.set("Set-Cookie", context.access.farewell_cookie());
    responder.answer(std::move(answer));
  });
}

}  // namespace calltracker::api
