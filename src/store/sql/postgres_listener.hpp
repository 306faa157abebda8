// SPDX-License-Identifier: MIT
#pragma once

// Hears what other processes notify, on a connection and thread of its own that sleeps in poll until
// something comes. After a lost connection every handler is called once with an empty payload: something may
// have been missed.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/log.hpp"
#include "store/sql/database.hpp"
#include "store/sql/postgres_connection.hpp"

namespace calltracker::store::sql {

class PostgresListener {
 public:
  // Notifications sent by the server process `own_backend` are our own and are left out.
  PostgresListener(const PostgresAddress& address, const std::atomic<int>& own_backend, Log& log);
  ~PostgresListener();

  void set_handler(std::string_view channel, NotificationHandler handler);

 private:
  void serve();
  void connect();
  // Returns false when it is time to stop.
  bool wait(int socket, int timeout_ms);
  void deliver_pending();
  void deliver(std::string_view channel, std::string_view payload);
  void tell_everybody();

  const PostgresAddress& address_;
  const std::atomic<int>& own_backend_;
  Log& log_;
  std::unique_ptr<PostgresConnection> connection_;
  int stop_event_ = -1;
  // Held while handlers run, so that set_handler can promise that none is under way.
  std::recursive_mutex mutex_;
  std::map<std::string, NotificationHandler, std::less<>> handlers_;
  std::thread thread_;
};

}  // namespace calltracker::store::sql
