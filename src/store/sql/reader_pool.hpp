// SPDX-License-Identifier: MIT
#pragma once

// Connections for reading, opened as they are needed up to a limit, then shared by waiting. A connection
// whose server went away is replaced.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sql/connection.hpp"

namespace calltracker::store::sql {

class ReaderPool {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;

  ReaderPool(std::size_t connections_max, Open open)
      : connections_max_(connections_max), open_(std::move(open)) {}

  // Runs `read` on a connection that nobody else uses meanwhile.
  void lend(const std::function<void(Connection&)>& read);
  // The next reads open connections of their own.
  void close_idle();

 private:
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);

  const std::size_t connections_max_;
  const Open open_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t borrowed_ = 0;
};

}  // namespace calltracker::store::sql
