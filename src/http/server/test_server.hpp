// SPDX-License-Identifier: MIT
#pragma once

// A server on a free port of the loopback interface, for tests.

#include <filesystem>
#include <utility>

#include "http/server/server.hpp"

namespace calltracker::http::server {

class TestServer {
 public:
  explicit TestServer(Router router, ServerOptions options = {})
      : server_(with_folder(std::move(options)), std::move(router), clock_, log_) {
    server_.listen({.host = "127.0.0.1", .port = 0});
    server_.start();
  }

  std::uint16_t port() const { return server_.address().port; }
  void stop(std::chrono::milliseconds patience) { server_.stop(patience); }
  ServerStatus status() const { return server_.status(); }

 private:
  static ServerOptions with_folder(ServerOptions options) {
    if (options.upload_folder.empty()) options.upload_folder = std::filesystem::temp_directory_path();
    options.worker_threads = 2;
    return options;
  }

  SystemClock clock_;
  Log log_{clock_, LogFormat::Text, LogLevel::Off};
  Server server_;
};

}  // namespace calltracker::http::server
