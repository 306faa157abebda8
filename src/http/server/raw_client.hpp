// SPDX-License-Identifier: MIT
#pragma once

// A client for tests that sends exactly the bytes it is told to and reads what comes back, so that a server
// can be met by clients no library would write.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "http/server/listen_address.hpp"

namespace calltracker::http::server {

struct RawAnswer {
  int status = 0;
  std::string head;  // with the status line
  std::string body;

  // "" when absent.
  std::string header(std::string_view name) const {
    for (const std::string_view line : split(head, '\n')) {
      const std::size_t colon = line.find(':');
      if (colon != std::string_view::npos && equals_ignoring_case(line.substr(0, colon), name)) {
        return std::string(trim(line.substr(colon + 1)));
      }
    }
    return "";
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer_bytes > 0) {
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error("cannot connect");
    }
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the server has closed the line.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  // status 0 when the server closed the line without an answer.
  RawAnswer receive(bool expects_body = true) {
    RawAnswer answer;
    answer.head = receive_until("\r\n\r\n");
    if (answer.head.size() < 12) return answer;
    answer.status = std::atoi(answer.head.c_str() + 9);
    const std::string length = answer.header("content-length");
    if (expects_body && !length.empty()) {
      answer.body = receive_bytes(std::strtoull(length.c_str(), nullptr, 10));
    }
    return answer;
  }

  RawAnswer ask(std::string_view bytes) {
    send(bytes);
    return receive();
  }

  // Everything up to and with `end`; what came so far when the line was closed.
  std::string receive_until(std::string_view end) {
    while (buffer_.find(end) == std::string::npos && receive_more()) {
    }
    const std::size_t found = buffer_.find(end);
    const std::size_t size = found == std::string::npos ? buffer_.size() : found + end.size();
    std::string text = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return text;
  }

  // True once the server has closed the line; what it still said is dropped.
  bool is_closed_by_server() {
    while (receive_more()) buffer_.clear();
    return true;
  }

 private:
  std::string receive_bytes(std::size_t count) {
    while (buffer_.size() < count && receive_more()) {
    }
    std::string text = buffer_.substr(0, count);
    buffer_.erase(0, text.size());
    return text;
  }

  bool receive_more() {
    char piece[16384];
    const ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
    if (count <= 0) return false;
    buffer_.append(piece, static_cast<std::size_t>(count));
    return true;
  }

  int socket_ = -1;
  std::string buffer_;
};

}  // namespace calltracker::http::server
