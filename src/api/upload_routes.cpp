// SPDX-License-Identifier: MIT
#include <utility>

#include "api/context.hpp"
#include "api/upload_form.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "call/result_json.hpp"

namespace calltracker::api {
namespace {

using namespace http::server;

void accept_upload(Context& context, Request& request, Responder& responder) {
  Form& form = request.form;
  const Job job = context.intake.accept(submit_request(form), [&form](const std::filesystem::path& target) {
    form.file->content.keep_as(target);
  });
  Answer answer = json_answer(202, to_json(job, context.zone()));
  answer.headers.set("Location", "/api/jobs/" + job.id.str());
  responder.answer(std::move(answer));
}

}  // namespace

void add_upload_routes(Router& router, Context& context) {
  router.add(
      "POST", "/api/jobs",
      [&context](Request& request, Responder responder) { accept_upload(context, request, responder); },
      {.body = BodyKind::Form, .body_bytes_max = kUploadBytesMax});
}

}  // namespace calltracker::api
