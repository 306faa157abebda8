// SPDX-License-Identifier: MIT
#include "store/sql/reader_pool.hpp"

namespace calltracker::store::sql {

void ReaderPool::lend(const std::function<void(Connection&)>& read) {
  std::unique_ptr<Connection> connection = borrow();
  try {
    if (connection == nullptr || connection->is_lost()) connection = open_();
    read(*connection);
  } catch (...) {
    give_back(std::move(connection));
    throw;
  }
  give_back(std::move(connection));
}

void ReaderPool::close_idle() {
  std::vector<std::unique_ptr<Connection>> closed;
  const std::lock_guard lock(mutex_);
  closed.swap(idle_);
}

// nullptr stands for the right to open one.
std::unique_ptr<Connection> ReaderPool::borrow() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return borrowed_ < connections_max_; });
  ++borrowed_;
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    --borrowed_;
    if (connection) idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

}  // namespace calltracker::store::sql
