// SPDX-License-Identifier: MIT

// bench_simulator: how many requests a second the simulator serves with a canned answer, so that a benchmark
// of the program measures the program. Client and server share this machine.

#include <fmt/core.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <future>
#include <string>

#include "http/client.hpp"
#include "simulator/simulator.hpp"

namespace {

using namespace calltracker;

constexpr int kRequests = 50'000;
constexpr int kInFlight = 64;
constexpr double kTarget = 5'000;
constexpr std::size_t kInstructionBytes = 6'000;
constexpr std::size_t kConversationBytes = 4'000;

// As large as a real one.
std::string request_body() {
  const json::object schema{{"type", "object"},
                            {"properties", {{"verdict", {{"type", "string"}}}}},
                            {"required", {"verdict"}},
                            {"additionalProperties", false}};
  return to_json_text(json::object{
      {"model", "claude-haiku-5-5"},
      {"max_tokens", 1000},
      {"thinking", {{"type", "disabled"}}},
      {"system", json::array{json::object{{"type", "text"},
                                          {"text", std::string(kInstructionBytes, 'i')},
                                          {"cache_control", {{"type", "ephemeral"}}}}}},
      {"output_config", {{"format", {{"type", "json_schema"}, {"schema", schema}}}}},
      {"messages",
       json::array{json::object{
           {"role", "user"},
           {"content", to_json_text(json::object{{"text", std::string(kConversationBytes, 'c')}})}}}}});
}

// Of all threads: what other programs on the machine do not change.
double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Load {
 public:
  Load(http::Client& client, std::string url)
      : client_(client), url_(std::move(url)), body_(request_body()) {}

  double requests_per_second() {
    const auto began = std::chrono::steady_clock::now();
    for (int index = 0; index < kInFlight; ++index) send_next();
    done_.get_future().wait();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
    return kRequests / elapsed.count();
  }
  int failures() const { return failures_; }

 private:
  void send_next() {
    if (sent_.fetch_add(1) >= kRequests) return;
    http::Request request{.method = "POST",
                          .url = url_,
                          .headers = {{.name = "x-api-key", .value = "bench"},
                                      {.name = "anthropic-version", .value = "2026-10-21"},
                                      {.name = "content-type", .value = "application/json"}},
                          .body = body_};
    client_.send(std::move(request), {}, [this](const http::Outcome& outcome) {
      const auto* response = std::get_if<http::Response>(&outcome);
      if (response == nullptr || response->status != 200) ++failures_;
      if (finished_.fetch_add(1) + 1 == kRequests) {
        done_.set_value();
      } else {
        send_next();
      }
    });
  }

  http::Client& client_;
  const std::string url_;
  const std::string body_;
  std::atomic<int> sent_ = 0;
  std::atomic<int> finished_ = 0;
  std::atomic<int> failures_ = 0;
  std::promise<void> done_;
};

}  // namespace

int main() {
  const SystemClock clock;
  Log log(clock, LogFormat::Text, LogLevel::Warning);
  simulator::SimulatorOptions options;
  options.rehearsal.answers = [](const json::value&, const json::value&) -> std::optional<json::value> {
    return json::object{{"verdict", "good"}};
  };
  simulator::Simulator simulator(std::move(options), clock, log);
  simulator.start({.host = "127.0.0.1", .port = 0});
  http::Client client;
  Load load(client, simulator.url() + "/v1/messages");
  const double processor_before = processor_seconds();
  const double rate = load.requests_per_second();
  const double each_us = (processor_seconds() - processor_before) * 1e6 / kRequests;
  fmt::print("requests:  {:.0f} a second, {} failed (target {:.0f}; {} requests of 11 KB, {} in flight)\n",
             rate, load.failures(), kTarget, kRequests, kInFlight);
  fmt::print("processor: {:.0f} us a request, client included (target {:.0f} on two cores)\n", each_us,
             2e6 / kTarget);
  return load.failures() == 0 ? 0 : 1;
}
