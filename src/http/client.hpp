// SPDX-License-Identifier: MIT
#pragma once

// HTTP requests without waiting: one thread drives all transfers (libcurl multi), connections are shared and
// speak HTTP/2 where the server does. What a transfer costs does not grow with how many there are.
//
// send() never blocks and never throws; `done` is called exactly once, on the client's thread, so it must be
// quick. After a stop request it is called soon with Cancelled. Proxies come from the environment
// (https_proxy, no_proxy); certificates are always verified. Any status the server sends is a Response: what
// it means is the caller's business.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/body.hpp"

namespace calltracker::http {

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  Body body;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{120'000};  // from start to last byte
  // A transfer that moves fewer than `bytes_per_second_min` for `slow_time_max` has failed. It also limits
  // how long a server may think before its first byte.
  std::chrono::seconds slow_time_max{0};  // 0: no such limit
  std::int64_t bytes_per_second_min = 1;
  std::size_t response_bytes_max = std::size_t{16} << 20;
};

struct Response {
  int status = 0;
  std::vector<Header> headers;  // of the final response
  std::string body;
  std::int64_t elapsed_ms = 0;

  // Case-insensitive; the first of several.
  std::optional<std::string_view> header(std::string_view name) const;
};

enum class TransportFailureKind {
  Cancelled,
  NotConnected,  // no answer from the host: nothing was sent
  Insecure,      // the certificate could not be verified
  TimedOut,
  Broken,    // the connection was lost, or the answer ended before it was whole
  TooLarge,  // the answer is larger than response_bytes_max
  Invalid,   // the request itself, for example its URL
};

struct TransportFailure {
  TransportFailureKind kind = TransportFailureKind::Broken;
  std::string message;  // libcurl's words for it; never a header or a body
};

using Outcome = std::variant<Response, TransportFailure>;

struct ClientOptions {
  std::string user_agent = "calltracker";
  long connections_per_host_max = 1280;  // where a server speaks no HTTP/2, one for each request
};

class Client {
 public:
  explicit Client(ClientOptions options = {});
  // Ends every transfer with Cancelled, then returns.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(Request request, std::stop_token stop, std::function<void(Outcome)> done);

 private:
  class Loop;
  std::shared_ptr<Loop> loop_;
};

}  // namespace calltracker::http
