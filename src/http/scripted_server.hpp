// SPDX-License-Identifier: MIT
#pragma once

// A real HTTP/1.1 server on a free port of the loopback interface, for tests: each request is handed to a
// script that decides what goes back, byte by byte if need be. One request per connection, unless
// the script keeps it.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/text.hpp"

namespace calltracker::http {

struct SeenRequest {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct ScriptedReply {
  std::string bytes;
  bool stalls = false;  // after the bytes: keep the connection open and silent until the client leaves
  bool stays = false;   // after the bytes: read another request from the same connection

  static ScriptedReply of(int status, const std::string& body, const std::string& headers = {},
                          const std::string& type = "application/json") {
    return {.bytes = "HTTP/1.1 " + std::to_string(status) + " Status\r\ncontent-type: " + type +
                     "\r\nconnection: close\r\n" + headers +
                     "content-length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
  }
};

class ScriptedServer {
 public:
  using Script = std::function<ScriptedReply(const SeenRequest&, std::size_t index)>;

  explicit ScriptedServer(Script script) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
      throw std::runtime_error("no port for the scripted server");
    }
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_connections(); });
  }
  ~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    accepting_.join();
    ::close(listener_);
    for (std::thread& connection : connections_) connection.join();
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  std::vector<SeenRequest> seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

 private:
  void accept_connections() {
    while (true) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      connections_.emplace_back([this, connection] {
        serve(connection);
        ::close(connection);
      });
    }
  }

  void serve(int connection) {
    while (serve_one(connection)) {
    }
  }

  // Whether another request may come.
  bool serve_one(int connection) {
    SeenRequest request;
    if (!read_request(connection, request)) return false;
    std::size_t index = 0;
    {
      const std::lock_guard lock(mutex_);
      index = seen_.size();
      seen_.push_back(request);
    }
    const ScriptedReply reply = script_(request, index);
    ::send(connection, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL);
    char byte = 0;
    while (reply.stalls && ::recv(connection, &byte, 1, 0) > 0) {
    }
    return reply.stays;
  }

  static bool read_request(int connection, SeenRequest& request) {
    std::string text;
    while (text.find("\r\n\r\n") == std::string::npos) {
      if (!read_more(connection, text)) return false;
    }
    const std::size_t head_end = text.find("\r\n\r\n");
    const std::vector<std::string_view> lines = split(std::string_view(text).substr(0, head_end), '\n');
    const std::vector<std::string_view> first = split(trim(lines.front()), ' ');
    if (first.size() != 3 || first[2] != "HTTP/1.1") return false;
    request.method = first[0];
    request.path = first[1];
    for (std::size_t index = 1; index < lines.size(); ++index) {
      const std::size_t colon = lines[index].find(':');
      if (colon == std::string_view::npos) return false;
      request.headers[to_lower_ascii(lines[index].substr(0, colon))] = trim(lines[index].substr(colon + 1));
    }
    const std::size_t length = request.headers.contains("content-length")
                                   ? std::strtoull(request.headers["content-length"].c_str(), nullptr, 10)
                                   : 0;
    request.body = text.substr(head_end + 4);
    while (request.body.size() < length) {
      if (!read_more(connection, request.body)) return false;
    }
    return request.body.size() == length;
  }

  static bool read_more(int connection, std::string& text) {
    char buffer[8192];
    const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) return false;
    text.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::thread accepting_;
  std::vector<std::thread> connections_;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> seen_;
};

}  // namespace calltracker::http
