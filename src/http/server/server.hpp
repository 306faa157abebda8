// SPDX-License-Identifier: MIT
#pragma once

// An HTTP/1.1 server for a program's own interface: one thread moves bytes, a few workers run handlers.
//
// Promises: every limit below holds for every client, so that no one connection can use up memory, disk or
// time; a request that a limit or the gate refuses is answered with a problem; every answer carries the
// security headers and an X-Request-Id. A reader of an event stream costs about 5 KB while nothing happens.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "http/server/listen_address.hpp"
#include "http/server/router.hpp"

namespace calltracker::http::server {

struct ServerLimits {
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t connections_max = 10'000;
  std::size_t requests_waiting_max = 1'000;  // for a worker; beyond, 503
  // From the end of one request to the last byte of the next one's head.
  std::chrono::milliseconds head_time_max{30'000};
  std::chrono::milliseconds silence_max{20'000};  // between two pieces of a body, or of an answer taken
  // A body that comes more slowly than this on average, after a first grace, is given up.
  std::int64_t body_bytes_per_second_min = 1'024;
  std::chrono::milliseconds slow_grace{15'000};
  std::size_t stream_bytes_unsent_max = 256 * 1024;
  std::chrono::milliseconds heartbeat_interval{15'000};
};

// For logs and counters; told on the server's thread.
struct RequestEnded {
  std::string_view id;
  std::string_view method;
  std::string_view path_template;  // "" when no route was reached
  std::string_view peer;
  int status = 0;
  std::int64_t duration_ms = 0;
};

struct ServerOptions {
  ServerLimits limits;
  std::size_t worker_threads = 4;
  std::filesystem::path upload_folder;  // for files of forms; must exist
  // Looked at before a body is read, on the server's thread: an answer here ends the request.
  std::function<std::optional<Answer>(const Request&)> gate;
  std::function<void(const RequestEnded&)> request_ended;
};

struct ServerStatus {
  std::size_t connections = 0;
  std::size_t streams = 0;
  std::size_t requests_waiting = 0;
  std::uint64_t slow_readers_dropped = 0;
};

class ServerCore;

class Server {
 public:
  Server(ServerOptions options, Router router, const Clock& clock, Log& log);
  // Stops without patience when still started.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Takes the port: who connects from now on waits for start(). Throws Error{Usage, "listen-failed"}: the
  // port is taken, or not ours to take.
  void listen(const ListenAddress& address);
  void start();
  // With the port that was given for port 0.
  ListenAddress address() const;
  // Accepts nothing more, ends streams and idle connections, lets requests under way be answered within
  // `patience`, then cuts the rest. Returns when no handler runs any more.
  void stop(std::chrono::milliseconds patience);
  ServerStatus status() const;

 private:
  std::shared_ptr<ServerCore> core_;
};

}  // namespace calltracker::http::server
