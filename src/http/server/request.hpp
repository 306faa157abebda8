// SPDX-License-Identifier: MIT
#pragma once

// A request as a handler sees it: parsed, within its limits, allowed to be asked.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "http/server/form.hpp"
#include "http/server/headers.hpp"
#include "http/server/target.hpp"

namespace calltracker::http::server {

struct Request {
  std::string id;      // unique; the same in the log and in an answer's X-Request-Id
  std::string method;  // "GET"; HEAD reaches handlers as HEAD, its answer's body is left out
  Target target;
  std::map<std::string, std::string, std::less<>> parameters;  // of the route's template
  Headers headers;
  std::string body;  // routes with BodyKind::Memory
  Form form;         // routes with BodyKind::Form
  std::string peer;  // address without port

  // Empty when the template has no such name: a programmer's error shows as "not found".
  const std::string& parameter(std::string_view name) const;
  std::optional<std::string> query(std::string_view name) const;
  // Throws Error{Usage, "query-invalid"} for anything but a whole number from `least` to `most`.
  int query_int(std::string_view name, int fallback, int least, int most) const;
  std::optional<std::string_view> header(std::string_view name) const { return headers.find(name); }
  // Of the Cookie header.
  std::optional<std::string> cookie(std::string_view name) const;
};

bool is_safe_method(std::string_view method);

}  // namespace calltracker::http::server
