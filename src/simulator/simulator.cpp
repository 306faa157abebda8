// SPDX-License-Identifier: MIT
#include "simulator/simulator.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "http/server/server.hpp"
#include "simulator/anthropic/anthropic_api.hpp"
#include "simulator/openai/openai_api.hpp"
#include "simulator/wire.hpp"

namespace calltracker::simulator {
namespace {

using http::server::Answer;
using http::server::Request;

// A rehearsal keeps as many calls in flight as a client likes.
http::server::ServerLimits server_limits() {
  http::server::ServerLimits limits;
  limits.connections_max = 50'000;
  limits.requests_waiting_max = 50'000;
  limits.head_time_max = std::chrono::minutes(10);
  return limits;
}

}  // namespace

struct Simulator::Parts {
  Parts(SimulatorOptions given, const Clock& clock, Log& log)
      : options(std::move(given)), rehearsal(options.rehearsal, clock), anthropic(rehearsal) {
    anthropic.add_routes(routes, "");
    for (const PersonalityPath& chat : kPersonalities) {
      chats.emplace_back(std::make_unique<OpenAiApi>(rehearsal, chat.personality));
      chats.back()->add_routes(routes, std::string(chat.path));
    }
    http::server::ServerOptions server_options;
    server_options.limits = server_limits();
    server_options.upload_folder = std::filesystem::temp_directory_path();
    server_options.worker_threads = std::max(2U, std::thread::hardware_concurrency());
    server_options.gate = [this](const Request& request) { return refusal(request); };
    server.emplace(std::move(server_options), routes.take_served(), clock, log);
  }

  // What no handler would see.
  std::optional<Answer> refusal(const Request& request) {
    const auto match = routes.match(request);
    if (match.route == nullptr) {
      const bool is_path_known = !match.allowed_methods.empty();
      const RefusalDetails details{.status = is_path_known ? 405 : 404,
                                   .type = is_path_known ? "invalid_request_error" : "not_found_error",
                                   .message = is_path_known ? "Method Not Allowed" : "Not Found"};
      for (const PersonalityPath& chat : kPersonalities) {
        if (request.target.path.starts_with(chat.path)) return chat_error(chat.personality, details);
      }
      return anthropic_error(details, request.id);
    }
    const std::string length(request.header("content-length").value_or("0"));
    if (std::strtoull(length.c_str(), nullptr, 10) > match.route->options.body_bytes_max) {
      return network_page(413, "413 Request Entity Too Large");
    }
    return std::nullopt;
  }

  const SimulatorOptions options;
  Rehearsal rehearsal;
  AnthropicApi anthropic;
  std::vector<std::unique_ptr<OpenAiApi>> chats;
  Routes routes;
  std::optional<http::server::Server> server;
};

Simulator::Simulator(SimulatorOptions options, const Clock& clock, Log& log)
    : parts_(std::make_unique<Parts>(std::move(options), clock, log)) {}

Simulator::~Simulator() = default;

void Simulator::start(const http::server::ListenAddress& address) {
  parts_->server->listen(address);
  parts_->server->start();
}

void Simulator::stop() {
  parts_->server->stop(std::chrono::milliseconds(0));
}

std::string Simulator::url() const {
  return "http://" + parts_->server->address().to_text();
}

Counters Simulator::counters() const {
  return parts_->rehearsal.counters();
}

}  // namespace calltracker::simulator
