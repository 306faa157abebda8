// SPDX-License-Identifier: MIT
#include "store/sql/postgres_listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cstdint>

namespace calltracker::store::sql {
namespace {

constexpr int kReconnectAfterMs = 500;
constexpr int kForever = -1;

}  // namespace

PostgresListener::PostgresListener(const PostgresAddress& address, const std::atomic<int>& own_backend,
                                   Log& log)
    : address_(address), own_backend_(own_backend), log_(log), stop_event_(eventfd(0, EFD_CLOEXEC)) {
  connect();
  thread_ = std::thread([this] { serve(); });
}

PostgresListener::~PostgresListener() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(stop_event_, &one, sizeof one);
  thread_.join();
  close(stop_event_);
}

void PostgresListener::connect() {
  connection_ = std::make_unique<PostgresConnection>(address_, "configure_listener");
  // Notifications are not handed out while a session is in pipeline mode without anything asked.
  PQexitPipelineMode(connection_->handle());
}

bool PostgresListener::wait(int socket, int timeout_ms) {
  std::array<pollfd, 2> descriptors{pollfd{.fd = stop_event_, .events = POLLIN, .revents = 0},
                                    pollfd{.fd = socket, .events = POLLIN, .revents = 0}};
  poll(descriptors.data(), descriptors.size(), timeout_ms);
  return (descriptors[0].revents & POLLIN) == 0;
}

void PostgresListener::serve() {
  while (true) {
    if (connection_) {
      if (!wait(PQsocket(connection_->handle()), kForever)) return;
      deliver_pending();
      if (PQstatus(connection_->handle()) == CONNECTION_OK) continue;
      log_.warning("database.listener_lost");
      connection_.reset();
    }
    if (!wait(-1, kReconnectAfterMs)) return;
    try {
      connect();
      handlers_.tell_everybody();
    } catch (const Error& error) {
      log_.warning("database.listener_waits", {{"code", std::string_view(error.code())}});
    }
  }
}

void PostgresListener::deliver_pending() {
  PGconn* handle = connection_->handle();
  if (PQconsumeInput(handle) == 0) return;
  const auto free_notify = [](PGnotify* notification) { PQfreemem(notification); };
  while (
      const std::unique_ptr<PGnotify, decltype(free_notify)> notification{PQnotifies(handle), free_notify}) {
    const bool is_own = notification->be_pid == own_backend_.load();
    const std::string_view text = notification->extra;
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos)
      handlers_.deliver(text.substr(0, colon), text.substr(colon + 1), is_own);
  }
}

}  // namespace calltracker::store::sql
