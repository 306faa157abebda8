// SPDX-License-Identifier: MIT
#include "http/server/request.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"

namespace calltracker::http::server {

const std::string& Request::parameter(std::string_view name) const {
  static const std::string kNone;
  const auto found = parameters.find(name);
  return found == parameters.end() ? kNone : found->second;
}

std::optional<std::string> Request::query(std::string_view name) const {
  for (const auto& [key, value] : target.query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

int Request::query_int(std::string_view name, int fallback, int least, int most) const {
  const auto text = query(name);
  if (!text) return fallback;
  int number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, failure] = std::from_chars(text->data(), end, number);
  if (failure != std::errc() || stop != end || number < least || number > most) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "query-invalid",
                 .message = fmt::format("{} is not a whole number from {} to {}", name, least, most),
                 .found = *text});
  }
  return number;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  const auto header_value = header("cookie");
  if (!header_value) return std::nullopt;
  for (const std::string_view part : split(*header_value, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || trim(part.substr(0, equals)) != name) continue;
    return std::string(trim(part.substr(equals + 1)));
  }
  return std::nullopt;
}

bool is_safe_method(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

}  // namespace calltracker::http::server
