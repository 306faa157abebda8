// SPDX-License-Identifier: MIT
#pragma once

// Hears what other processes notify, on a connection and thread of its own that sleeps in poll until
// something comes. After a lost connection every handler is called once with an empty payload: something may
// have been missed.

#include <atomic>
#include <memory>
#include <thread>

#include "base/log.hpp"
#include "store/sql/notification_handlers.hpp"
#include "store/sql/postgres_connection.hpp"

namespace calltracker::store::sql {

class PostgresListener {
 public:
  // Notifications sent by the server process `own_backend` are our own.
  PostgresListener(const PostgresAddress& address, const std::atomic<int>& own_backend, Log& log);
  ~PostgresListener();

  NotificationHandlers& handlers() { return handlers_; }

 private:
  void serve();
  void connect();
  // Returns false when it is time to stop.
  bool wait(int socket, int timeout_ms);
  void deliver_pending();

  const PostgresAddress& address_;
  const std::atomic<int>& own_backend_;
  Log& log_;
  std::unique_ptr<PostgresConnection> connection_;
  int stop_event_ = -1;
  NotificationHandlers handlers_;
  std::thread thread_;
};

}  // namespace calltracker::store::sql
