// SPDX-License-Identifier: MIT
#include "http/server/listen_address.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <limits>

#include "base/error.hpp"

namespace calltracker::http::server {
namespace {

bool is_ip_version_4(const std::string& text) {
  in_addr address{};
  return inet_pton(AF_INET, text.c_str(), &address) == 1;
}

bool is_ip_version_6(const std::string& text) {
  in6_addr address{};
  return inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

[[noreturn]] void fail(std::string_view text) {
  throw Error({.kind = ErrorKind::Usage,
               .code = "listen-invalid",
               .message = "this is no address to listen on",
               .found = std::string(text),
               .hint = "write an IP address and a port: 127.0.0.1:8787, [::1]:8787 or 0.0.0.0:8787"});
}

}  // namespace

bool ListenAddress::is_loopback() const {
  return host.starts_with("127.") || host == "::1";
}

std::string ListenAddress::to_text() const {
  const bool has_colon = host.find(':') != std::string::npos;
  return (has_colon ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

ListenAddress parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) fail(text);
  std::string_view host = text.substr(0, colon);
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  ListenAddress address{.host = std::string(host)};
  const bool is_good_host = is_bracketed ? is_ip_version_6(address.host) : is_ip_version_4(address.host);
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data() + colon + 1, end, address.port);
  if (!is_good_host || failure != std::errc() || stop != end) fail(text);
  return address;
}

bool is_ip_literal(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    return is_ip_version_6(std::string(host.substr(1, host.size() - 2)));
  }
  return is_ip_version_4(std::string(host));
}

}  // namespace calltracker::http::server
