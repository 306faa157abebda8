// SPDX-License-Identifier: MIT
#include "http/server/server_core.hpp"

#include <boost/asio/post.hpp>
#include <future>
#include <utility>

#include "base/error.hpp"
#include "http/server/connection.hpp"

namespace calltracker::http::server {
namespace {

// After the system refused a connection (no file descriptor left), a busy loop would only make things worse.
constexpr std::chrono::milliseconds kAcceptPause{100};

}  // namespace

ServerCore::ServerCore(ServerOptions server_options, Router server_router, const Clock& server_clock,
                       Log& server_log)
    : options(std::move(server_options)),
      router(std::move(server_router)),
      clock(server_clock),
      log(server_log),
      keeps_loop_(loop_.get_executor()),
      acceptor_(loop_),
      heartbeat_(loop_),
      accept_pause_(loop_),
      workers_(options.worker_threads),
      beat_(std::make_shared<const std::string>(":\n\n")) {}

void ServerCore::listen(const ListenAddress& address) {
  boost::system::error_code failure;
  const Tcp::endpoint endpoint(asio::ip::make_address(address.host, failure), address.port);
  if (!failure) acceptor_.open(endpoint.protocol(), failure);
  if (!failure) acceptor_.set_option(asio::socket_base::reuse_address(true), failure);
  if (!failure) acceptor_.bind(endpoint, failure);
  if (!failure) acceptor_.listen(asio::socket_base::max_listen_connections, failure);
  if (failure) {
    throw Error({.kind = ErrorKind::Usage,
                 .code = "listen-failed",
                 .message = "the server cannot listen on " + address.to_text(),
                 .found = failure.message(),
                 .hint = "another program may have the port: choose one with --listen HOST:PORT"});
  }
  address_ = {.host = address.host, .port = acceptor_.local_endpoint().port()};
}

void ServerCore::start() {
  accept_next();
  send_heartbeats();
  thread_ = std::thread([this] { loop_.run(); });
}

void ServerCore::stop(std::chrono::milliseconds patience) {
  if (!thread_.joinable()) {
    workers_.join();
    return;
  }
  std::promise<void> has_begun;
  asio::post(loop_, [this, &has_begun] {
    begin_stop();
    has_begun.set_value();
  });
  has_begun.get_future().wait();
  {
    std::unique_lock lock(mutex_);
    connections_changed_.wait_for(lock, patience, [this] { return connections_count_ == 0; });
  }
  // Handlers first: what they still answer must find its connection alive.
  workers_.join();
  asio::post(loop_, [this] { cut_everything(); });
  keeps_loop_.reset();
  thread_.join();
  has_ended_ = true;
}

void ServerCore::post(std::function<void()> work) {
  if (!has_ended_) asio::post(loop_, std::move(work));
}

void ServerCore::begin_stop() {
  is_stopping_ = true;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  heartbeat_.cancel();
  accept_pause_.cancel();
  // Each may leave the set while it is visited.
  const std::vector<Connection*> all(connections_.begin(), connections_.end());
  for (Connection* connection : all) connection->leave_when_idle();
}

void ServerCore::cut_everything() {
  const std::vector<Connection*> all(connections_.begin(), connections_.end());
  for (Connection* connection : all) connection->cut();
}

void ServerCore::accept_next() {
  acceptor_.async_accept([self = shared_from_this()](boost::system::error_code failure, Socket socket) {
    if (self->is_stopping_ || failure == asio::error::operation_aborted) return;
    if (!failure) {
      self->accepted(std::move(socket));
      self->accept_next();
      return;
    }
    self->log.warning("accept-failed", {{"message", failure.message()}});
    self->accept_pause_.expires_after(kAcceptPause);
    self->accept_pause_.async_wait([self](boost::system::error_code cancelled) {
      if (!cancelled) self->accept_next();
    });
  });
}

void ServerCore::accepted(Socket socket) {
  // Closing at once is all that an overload allows: an answer would need a place among the others.
  if (connections_.size() >= options.limits.connections_max) return;
  boost::system::error_code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  std::make_shared<Connection>(shared_from_this(), std::move(socket))->begin();
}

void ServerCore::send_heartbeats() {
  heartbeat_.expires_after(options.limits.heartbeat_interval);
  heartbeat_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
    if (cancelled || self->is_stopping_) return;
    const std::vector<Connection*> streams(self->streams_.begin(), self->streams_.end());
    for (Connection* stream : streams) stream->queue_frame(self->beat_);
    self->send_heartbeats();
  });
}

bool ServerCore::run_handler(std::function<void()> work) {
  if (is_stopping_) return false;
  if (requests_waiting_.fetch_add(1) >= options.limits.requests_waiting_max) {
    --requests_waiting_;
    return false;
  }
  asio::post(workers_, [this, work = std::move(work)] {
    --requests_waiting_;
    work();
  });
  return true;
}

void ServerCore::joined(Connection& connection) {
  connections_.insert(&connection);
  connections_count_ = connections_.size();
}

void ServerCore::left(Connection& connection) {
  stream_ended(connection);
  connections_.erase(&connection);
  {
    const std::lock_guard lock(mutex_);
    connections_count_ = connections_.size();
  }
  connections_changed_.notify_all();
}

void ServerCore::stream_began(Connection& connection) {
  streams_.insert(&connection);
  streams_count_ = streams_.size();
}

void ServerCore::stream_ended(Connection& connection) {
  streams_.erase(&connection);
  streams_count_ = streams_.size();
}

ServerStatus ServerCore::status() const {
  return {.connections = connections_count_,
          .streams = streams_count_,
          .requests_waiting = requests_waiting_,
          .slow_readers_dropped = slow_readers_dropped_};
}

}  // namespace calltracker::http::server
