// SPDX-License-Identifier: MIT
#include "api/metrics.hpp"

#include <fmt/format.h>

namespace calltracker::api {
namespace {

std::string escaped(std::string_view value) {
  std::string text;
  for (const char character : value) {
    if (character == '\\' || character == '"') text.push_back('\\');
    text.push_back(character == '\n' ? ' ' : character);
  }
  return text;
}

// A method is any token a client likes to send: only known ones become labels.
std::string known_method(std::string_view method) {
  for (const std::string_view known : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    if (method == known) return std::string(known);
  }
  return "other";
}

}  // namespace

void MetricsText::counter(std::string_view name, std::string_view help, const Labels& labels, double value) {
  sample("counter", name, help, labels, value);
}

void MetricsText::gauge(std::string_view name, std::string_view help, const Labels& labels, double value) {
  sample("gauge", name, help, labels, value);
}

void MetricsText::histogram(std::string_view name, std::string_view help, const Labels& labels,
                            std::span<const double> bounds, std::span<const std::int64_t> counts,
                            double sum) {
  announce("histogram", name, help);
  const std::string family(name);
  std::int64_t count = 0;
  for (std::size_t index = 0; index < counts.size(); ++index) {
    count += counts[index];
    Labels bucket = labels;
    bucket.emplace_back("le", index < bounds.size() ? fmt::format("{}", bounds[index]) : "+Inf");
    line(family + "_bucket", bucket, static_cast<double>(count));
  }
  line(family + "_sum", labels, sum);
  line(family + "_count", labels, static_cast<double>(count));
}

void MetricsText::sample(std::string_view type, std::string_view name, std::string_view help,
                         const Labels& labels, double value) {
  announce(type, name, help);
  line(name, labels, value);
}

void MetricsText::announce(std::string_view type, std::string_view name, std::string_view help) {
  if (last_family_ == name) return;
  text_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  last_family_ = name;
}

void MetricsText::line(std::string_view name, const Labels& labels, double value) {
  text_ += name;
  for (std::size_t index = 0; index < labels.size(); ++index) {
    text_ += fmt::format("{}{}=\"{}\"", index == 0 ? "{" : ",", labels[index].first,
                         escaped(labels[index].second));
  }
  text_ += fmt::format("{} {}\n", labels.empty() ? "" : "}", value);
}

void Metrics::request_ended(const http::server::RequestEnded& ended) {
  const std::string_view route = ended.path_template.empty() ? "none" : ended.path_template;
  const std::lock_guard lock(mutex_);
  Requests& requests = requests_[{known_method(ended.method), std::string(route), ended.status}];
  ++requests.count;
  requests.duration_ms += ended.duration_ms;
}

void Metrics::set_server_status(std::function<http::server::ServerStatus()> status) {
  const std::lock_guard lock(mutex_);
  server_status_ = std::move(status);
}

void Metrics::write(MetricsText& text) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, requests] : requests_) {
    const auto& [method, route, status] = key;
    text.counter("calltracker_http_requests_total", "Requests answered.",
                 {{"method", method}, {"route", route}, {"status", std::to_string(status)}},
                 static_cast<double>(requests.count));
  }
  for (const auto& [key, requests] : requests_) {
    const auto& [method, route, status] = key;
    text.counter("calltracker_http_request_seconds_total", "Time from a request's head to its answer's end.",
                 {{"method", method}, {"route", route}, {"status", std::to_string(status)}},
                 static_cast<double>(requests.duration_ms) / 1000);
  }
  if (!server_status_) return;
  const http::server::ServerStatus status = server_status_();
  text.gauge("calltracker_http_connections", "Open connections.", {},
             static_cast<double>(status.connections));
  text.gauge("calltracker_http_event_streams", "Open event streams.", {},
             static_cast<double>(status.streams));
  text.gauge("calltracker_http_requests_waiting", "Requests waiting for a worker.", {},
             static_cast<double>(status.requests_waiting));
  text.counter("calltracker_http_slow_readers_dropped_total", "Event streams cut because of a slow reader.",
               {}, static_cast<double>(status.slow_readers_dropped));
}

}  // namespace calltracker::api
