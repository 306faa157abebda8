// SPDX-License-Identifier: MIT
#pragma once

// What the connections of one server share. Everything but run_handler() and the counters belongs to the loop
// thread.

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "http/server/server.hpp"

namespace calltracker::http::server {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
// The loop's own executor type rather than a type-erased one: smaller sockets, quicker calls.
using LoopExecutor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<Tcp, LoopExecutor>;

class Connection;

class ServerCore : public std::enable_shared_from_this<ServerCore> {
 public:
  ServerCore(ServerOptions server_options, Router server_router, const Clock& server_clock, Log& server_log);

  void listen(const ListenAddress& address);
  void start();
  void stop(std::chrono::milliseconds patience);
  ListenAddress address() const { return address_; }
  ServerStatus status() const;

  // --- for connections ---
  // Runs on the loop thread; dropped when the server has ended.
  void post(std::function<void()> work);
  bool is_stopping() const { return is_stopping_; }
  // False when too many wait already, or none is begun any more.
  bool run_handler(std::function<void()> work);
  void joined(Connection& connection);
  void left(Connection& connection);
  void stream_began(Connection& connection);
  void stream_ended(Connection& connection);
  void reader_was_too_slow() { ++slow_readers_dropped_; }

  const ServerOptions options;
  const Router router;
  const Clock& clock;
  Log& log;

 private:
  void accept_next();
  void accepted(Socket socket);
  void send_heartbeats();
  void begin_stop();
  void cut_everything();

  asio::io_context loop_{1};
  asio::executor_work_guard<LoopExecutor> keeps_loop_;
  asio::basic_socket_acceptor<Tcp, LoopExecutor> acceptor_;
  asio::steady_timer heartbeat_;
  asio::steady_timer accept_pause_;
  asio::thread_pool workers_;
  std::thread thread_;
  ListenAddress address_;
  std::unordered_set<Connection*> connections_;
  std::unordered_set<Connection*> streams_;
  EventFrame beat_;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<bool> has_ended_ = false;
  std::atomic<std::size_t> connections_count_ = 0;
  std::atomic<std::size_t> streams_count_ = 0;
  std::atomic<std::size_t> requests_waiting_ = 0;
  std::atomic<std::uint64_t> slow_readers_dropped_ = 0;
  std::mutex mutex_;
  std::condition_variable connections_changed_;
};

}  // namespace calltracker::http::server
