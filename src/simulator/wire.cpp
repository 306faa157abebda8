// SPDX-License-Identifier: MIT
#include "simulator/wire.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::simulator {

using http::server::Answer;
using http::server::Request;

std::string bearer_key(const Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view value = request.header("authorization").value_or("");
  if (!equals_ignoring_case(value.substr(0, kScheme.size()), kScheme)) return "";
  return std::string(trim(value.substr(kScheme.size())));
}

json::value json_body(const Request& request, std::size_t bytes_max) {
  if (request.body.size() > bytes_max) {
    throw Refusal(
        {.status = 413, .type = "request_too_large", .message = "Request exceeds the maximum size"});
  }
  const std::string_view type = request.header("content-type").value_or("");
  if (!equals_ignoring_case(trim(type.substr(0, type.find(';'))), "application/json")) {
    throw Refusal({.message = "content-type: must be application/json"});
  }
  return parse_json(request.body, "The request body");
}

Answer answer_or_refuse(const std::function<Answer()>& work,
                        const std::function<Answer(const RefusalDetails& details)>& refused) {
  try {
    return work();
  } catch (const Refusal& refusal) {
    if (refusal.details().status == 413) return network_page(413, "413 Request Entity Too Large");
    return refused(refusal.details());
  } catch (const Error& error) {
    const std::string& where = error.details().where;
    return refused({.message = error.message(), .param = where.starts_with('.') ? where.substr(1) : where});
  }
}

Answer network_page(int status, std::string_view title) {
  return http::server::text_answer(
      status, "text/html",
      fmt::format("<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n"
                  "<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n",
                  title));
}

}  // namespace calltracker::simulator
