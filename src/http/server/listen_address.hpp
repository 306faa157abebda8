// SPDX-License-Identifier: MIT
#pragma once

// Where a server listens: "127.0.0.1:8787", "[::1]:8787", "localhost:8787", "0.0.0.0:80".

#include <cstdint>
#include <string>
#include <string_view>

namespace calltracker::http::server {

struct ListenAddress {
  std::string host;  // an IP address, without brackets
  std::uint16_t port = 0;

  // Only programs of this machine can connect.
  bool is_loopback() const;
  // "[::1]:8787"
  std::string to_text() const;
};

// Throws Error{Usage, "listen-invalid"}. Port 0 means any free one.
ListenAddress parse_listen_address(std::string_view text);

// An IP address as it stands in a Host header: 10.0.0.7 or [fe80::1].
bool is_ip_literal(std::string_view host);

}  // namespace calltracker::http::server
