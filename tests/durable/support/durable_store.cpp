// SPDX-License-Identifier: MIT
#include "tests/durable/support/durable_store.hpp"

#include <unistd.h>

#include <atomic>

namespace calltracker::test {

DurableStore::DurableStore() {
  static std::atomic<int> count = 0;
  folder_ = std::filesystem::temp_directory_path() /
            ("durable-test-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  reopen();
}

DurableStore::~DurableStore() {
  close();
  std::filesystem::remove_all(folder_);
}

void DurableStore::reopen() {
  close();
  stores_ = store::sql::open_stores(database_path(), clock, log_);
}

void DurableStore::close() {
  stores_.journal.reset();
  stores_.calls.reset();
  stores_.database.reset();
}

}  // namespace calltracker::test
