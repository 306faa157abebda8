// SPDX-License-Identifier: MIT
#pragma once

// A SQLite journal in a folder that goes away with the test, with a clock that stands still.

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/sql/stores.hpp"

namespace calltracker::test {

class DurableStore {
 public:
  DurableStore();
  ~DurableStore();
  DurableStore(const DurableStore&) = delete;
  DurableStore& operator=(const DurableStore&) = delete;

  durable::Journal& journal() { return *stores_.journal; }
  // As after the end of the program: workers registered before count as dead.
  void reopen();
  std::filesystem::path folder() const { return folder_; }
  std::string database_path() const { return (folder_ / "journal.db").string(); }

  ManualClock clock{1'763'000'000'000};

 private:
  void close();

  std::filesystem::path folder_;
  Log log_{clock, LogFormat::Text, LogLevel::Off};
  store::sql::Stores stores_;
};

}  // namespace calltracker::test
