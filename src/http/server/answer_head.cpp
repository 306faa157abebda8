// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <ctime>
#include <utility>

#include "http/server/connection.hpp"

namespace calltracker::http::server {
namespace {

// Nobody may sniff, frame or learn where a visitor came from.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSecurityHeaders = {{
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

std::string http_date(UnixMillis now_ms) {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = now_ms / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[static_cast<std::size_t>(parts.tm_wday)],
                     parts.tm_mday, kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

void append(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string content_security_policy(std::string_view style_nonce) {
  const std::string nonce = style_nonce.empty() ? "" : fmt::format(" 'nonce-{}'", style_nonce);
  return fmt::format(
      "default-src 'none'; script-src 'self'; style-src 'self'{}; img-src 'self' data:; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      nonce);
}

std::string render_head(const Answer& answer, std::optional<std::uint64_t> body_bytes, bool keeps_alive,
                        std::string_view request_id, UnixMillis now_ms) {
  std::string text = fmt::format("HTTP/1.1 {} {}\r\n", answer.status, reason_of(answer.status));
  append(text, "Date", http_date(now_ms));
  for (const HeaderField& field : answer.headers.fields()) append(text, field.name, field.value);
  if (!answer.headers.find("Content-Security-Policy")) {
    append(text, "Content-Security-Policy", content_security_policy({}));
  }
  for (const auto& [name, value] : kSecurityHeaders) {
    if (!answer.headers.find(name)) append(text, name, value);
  }
  if (!request_id.empty()) append(text, "X-Request-Id", request_id);
  if (body_bytes) append(text, "Content-Length", std::to_string(*body_bytes));
  append(text, "Connection", keeps_alive ? "keep-alive" : "close");
  text.append("\r\n");
  return text;
}

}  // namespace calltracker::http::server
