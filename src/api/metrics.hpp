// SPDX-License-Identifier: MIT
#pragma once

// Counters of the HTTP interface and the text form that Prometheus reads. Labels come from route templates
// and fixed words only, so their number is bounded and no identifier or search text enters them.

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "http/server/server.hpp"

namespace calltracker::api {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

// Collects samples as lines; a family is announced once, by its first sample.
class MetricsText {
 public:
  void counter(std::string_view name, std::string_view help, const Labels& labels, double value);
  void gauge(std::string_view name, std::string_view help, const Labels& labels, double value);
  // `counts` has one bucket more than `bounds` (what is beyond the last).
  void histogram(std::string_view name, std::string_view help, const Labels& labels,
                 std::span<const double> bounds, std::span<const std::int64_t> counts, double sum);
  const std::string& text() const { return text_; }

 private:
  void announce(std::string_view type, std::string_view name, std::string_view help);
  void sample(std::string_view type, std::string_view name, std::string_view help, const Labels& labels,
              double value);

  void line(std::string_view name, const Labels& labels, double value);

  std::string text_;
  std::string last_family_;
};

class Metrics {
 public:
  void request_ended(const http::server::RequestEnded& ended);
  // Asked for the server's figures when somebody reads them.
  void set_server_status(std::function<http::server::ServerStatus()> status);

  void write(MetricsText& text) const;

 private:
  struct Requests {
    std::int64_t count = 0;
    std::int64_t duration_ms = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, int>, Requests> requests_;  // method, route, status
  std::function<http::server::ServerStatus()> server_status_;
};

}  // namespace calltracker::api
